//! `unknown-field`: a field must be one that Pamphlet knows.

use crate::check::rule::{Findings, Group, Rule, Scope, Subject, did_you_mean};
use crate::diagnostic::Severity;
use crate::leaflet::{Problem, fields};
use crate::nearest::nearest;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unknown-field",
    severity: Severity::Error,
    group: Group::FrontMatter,
    summary: "a field must be one that Pamphlet knows",
    documentation: include_str!("unknown_field.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let Problem::UnknownField { name, among, range } = problem else { continue };
        let known = match among {
            Some(among) => nearest(name, among.iter().copied()),
            None => nearest(name, fields::FIELDS.iter().map(|row| row.name)),
        };
        findings.add(
            subject.span(*range),
            format!("There is no field '{name}'. What stands after it would be lost without anybody noticing."),
            format!("{}Mend the name, or take the line out.", did_you_mean(known)),
        );
    }
}

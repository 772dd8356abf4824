//! `repeated-field`: a field must appear only once.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;

pub static RULE: Rule = Rule {
    name: "repeated-field",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a field must appear only once",
    documentation: include_str!("repeated_field.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let ManuscriptProblem::RepeatedField { name, range, first } = problem else { continue };
        findings
            .add(
                subject.span(*range),
                format!("The field '{name}' appears here a second time. It is not clear which of the two is meant."),
                "Keep the correct one and delete the other.",
            )
            .with(subject.span(*first), "it first appears here");
    }
}

//! `unused-exception`: an exception should still be needed.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::Exception;

pub static RULE: Rule = Rule {
    name: "unused-exception",
    severity: Severity::Warning,
    group: RuleGroup::Exceptions,
    summary: "an exception should still be needed",
    documentation: include_str!("unused_exception.md"),
    locked: false,
    scope: Scope::UnusedException(report),
};

fn report(subject: &ManuscriptContext<'_>, exception: &Exception, findings: &mut Findings<'_>) {
    let Some(rule) = &exception.rule else { return };
    findings.add(
        subject.span(rule.range),
        format!(
            "The rule '{}' finds nothing in this leaflet, so this exception is not needed. It would hide the next mistake of this kind.",
            rule.value
        ),
        "Delete the exception: its lines 'rule', 'reason' and 'until'.",
    );
}

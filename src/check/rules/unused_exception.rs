//! `unused-exception`: an exception is there for a reason.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::Exception;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unused-exception",
    severity: Severity::Warning,
    group: RuleGroup::Exceptions,
    summary: "an exception must hold something back",
    documentation: include_str!("unused_exception.md"),
    locked: false,
    scope: Scope::UnusedException(report),
};

fn report(subject: &ManuscriptContext<'_>, exception: &Exception, findings: &mut Findings<'_>) {
    let Some(rule) = &exception.rule else { return };
    findings.add(
        subject.span(rule.range),
        format!(
            "The rule '{}' finds nothing in this leaflet, so this exception is not needed. It would hide the next fault of this kind.",
            rule.value
        ),
        "Take the exception out: its lines 'rule', 'reason' and 'until'.",
    );
}

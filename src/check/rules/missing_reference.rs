//! `missing-reference`: a leaflet must have a leaflet reference.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "missing-reference",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a leaflet must have a leaflet reference",
    documentation: include_str!("missing_reference.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if subject.is_leaflet()
        && let Some(span) = subject.missing("reference")
    {
        findings.add(
            span,
            "This leaflet has no leaflet reference. Staff and consent forms name a leaflet by it, so nothing is published without one.",
            "Write a line 'reference:' with the leaflet's own reference between the two lines '---', for example 'reference: PT-001'.",
        );
    }
}

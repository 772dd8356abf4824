//! `missing-last-updated`: a leaflet must have the date on which it was last updated.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "missing-last-updated",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a leaflet must have the date on which it was last updated",
    documentation: include_str!("missing_last_updated.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if subject.is_leaflet()
        && let Some(span) = subject.missing("last_updated")
    {
        findings.add(
            span,
            "This leaflet does not say when it was last updated. Readers must be able to see how old its advice is.",
            "Write a line such as 'last_updated: 2026-11-23' between the two lines '---', with the day of the last change.",
        );
    }
}

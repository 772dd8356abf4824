//! `missing-summary`: a leaflet should have a summary.

use crate::check::rule::{Findings, Group, Rule, Scope, Subject};
use crate::diagnostic::Severity;

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-summary",
    severity: Severity::Warning,
    group: Group::FrontMatter,
    summary: "a leaflet should have a summary",
    documentation: include_str!("missing_summary.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    // Where the site asks for it, `missing-field` says so.
    let asked_for = subject.world.settings.require.iter().any(|wanted| wanted.value == "summary");
    if subject.is_leaflet()
        && !asked_for
        && let Some(span) = subject.missing("summary")
    {
        findings.add(
            span,
            "This leaflet has no summary. Lists and search results then show its title alone, and readers cannot tell whether it is for them.",
            "Write a line 'summary:' with one or two plain sentences between the two lines '---'.",
        );
    }
}

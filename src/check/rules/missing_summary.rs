//! `missing-summary`: a leaflet or pack should have a summary.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "missing-summary",
    severity: Severity::Warning,
    group: RuleGroup::FrontMatter,
    summary: "a leaflet or pack should have a summary",
    documentation: include_str!("missing_summary.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    // If the site requires a summary, `missing-field` reports it.
    let is_required = subject.world.settings.require.iter().any(|wanted| wanted.value == "summary");
    let is_pack = subject.is_pack();
    if ((subject.is_leaflet() && !is_required) || is_pack)
        && let Some(span) = subject.missing("summary")
    {
        findings.add(
            span,
            format!(
                "This {} has no summary. Lists and search results show only its title, and readers cannot tell whether it is for them.",
                if is_pack { "pack" } else { "leaflet" }
            ),
            "Write a line 'summary:' with one or two plain sentences between the two lines '---'.",
        );
    }
}

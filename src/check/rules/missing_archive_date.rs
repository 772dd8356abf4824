//! `missing-archive-date`: a leaflet must have an archive date.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "missing-archive-date",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a leaflet must have an archive date",
    documentation: include_str!("missing_archive_date.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if subject.is_leaflet()
        && let Some(span) = subject.missing("archive_date")
    {
        findings.add(
            span,
            "This leaflet has no archive date. Without one, it would stay on the site for ever, however old its advice is.",
            "Write a line such as 'archive_date: 2028-11-23' between the two lines '---', with the day from which the leaflet must not be used.",
        );
    }
}

//! `archive-before-update`: the archive date must be after the date last updated.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "archive-before-update",
    severity: Severity::Error,
    group: RuleGroup::Dates,
    summary: "the archive date must be after the date last updated",
    documentation: include_str!("archive_before_update.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let fields = &subject.manuscript.front_matter;
    if subject.is_leaflet()
        && let (Some(updated), Some(archive)) = (&fields.last_updated, &fields.archive_date)
        && archive.value <= updated.value
        // A leaflet that is withdrawn on the day of its last update is archived on that same day.
        && (archive.value < updated.value || fields.archived_because.is_none())
    {
        let (archived, last) = (in_english(archive.value), in_english(updated.value));
        findings
            .add(
                subject.span(archive.range),
                format!(
                    "The archive date, {archived}, is not after the date last updated, {last}. One of the two is wrong."
                ),
                "Write the day from which the leaflet must not be used. It must be after the last update.",
            )
            .with(subject.span(updated.range), "last updated on this day");
    }
}

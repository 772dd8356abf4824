//! `archive-due-soon`: a leaflet whose archive date is near needs its review now.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::{in_english, months_before};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "archive-due-soon",
    severity: Severity::Warning,
    group: RuleGroup::Dates,
    summary: "a leaflet whose archive date is near needs its review now",
    documentation: include_str!("archive_due_soon.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(archive) = subject.manuscript.front_matter.archive_date.as_ref().filter(|_| subject.is_leaflet()) else {
        return;
    };
    let (today, notice) = (subject.world.today, subject.world.settings.review.notice);
    // A translation that is archived with its original is reported by 'archived-with-original'.
    let is_own = subject.world.library.archive_date(subject.id) == Some(archive.value);
    if is_own && today < archive.value && today >= months_before(archive.value, notice) {
        findings.add(
            subject.span(archive.range),
            format!(
                "This leaflet will be archived on {}. From that day, readers get a notice in its place.",
                in_english(archive.value)
            ),
            "Have it reviewed, then write the new dates. If it is no longer needed, leave it as it is.",
        );
    }
}

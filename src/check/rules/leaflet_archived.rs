//! `leaflet-archived`: a leaflet has reached its archive date and is no longer on the site.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "leaflet-archived",
    severity: Severity::Advice,
    group: RuleGroup::Dates,
    summary: "a leaflet that has reached its archive date is no longer on the site",
    documentation: include_str!("leaflet_archived.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(archive) = subject.manuscript.front_matter.archive_date.as_ref().filter(|_| subject.is_leaflet()) else {
        return;
    };
    // A translation that is archived with its original is reported by 'archived-with-original'.
    let is_own = subject.world.library.archive_date(subject.id) == Some(archive.value);
    if is_own && archive.value <= subject.world.today {
        findings.add(
            subject.span(archive.range),
            format!("This leaflet was archived on {}. Readers get a notice in its place, but not its text.", in_english(archive.value)),
            "If it is still correct, have it reviewed and write the new dates. If another leaflet has replaced it, name that one in 'replaced_by'.",
        );
    }
}

//! `leaflet-archived`: a leaflet whose archive date has come is off the site.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

/// The rule.
pub static RULE: Rule = Rule {
    name: "leaflet-archived",
    severity: Severity::Warning,
    group: RuleGroup::Dates,
    summary: "a leaflet whose archive date has come is off the site",
    documentation: include_str!("leaflet_archived.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(archive) = subject.manuscript.front_matter.archive_date.as_ref().filter(|_| subject.is_leaflet()) else {
        return;
    };
    // Of a translation that is archived with its original, 'archived-with-original' says so.
    let is_own = subject.world.library.archive_date(subject.id) == Some(archive.value);
    if is_own && archive.value <= subject.world.today {
        findings.add(
            subject.span(archive.range),
            format!("This leaflet has been archived since {}. Readers get a notice in its place, and nothing of its text.", in_english(archive.value)),
            "If it is still right, have it reviewed and write the new dates. If something took its place, name that in 'replaced_by'.",
        );
    }
}

//! `archived-with-original`: a translation is archived with its original.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "archived-with-original",
    severity: Severity::Warning,
    group: RuleGroup::Dates,
    summary: "a translation is archived with its original, even if its own archive date is later",
    documentation: include_str!("archived_with_original.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    let Some(own) = subject.manuscript.front_matter.archive_date.as_ref().filter(|_| subject.is_leaflet()) else {
        return;
    };
    let Some(earliest) = library.archive_date(subject.id).filter(|earliest| *earliest < own.value) else { return };
    let (written, effective) = (in_english(own.value), in_english(earliest));
    let message = if earliest <= subject.world.today {
        format!(
            "This translation was archived with its original on {effective}. Its own archive date, {written}, is later and has no effect, because nobody reviews a translation after its original."
        )
    } else {
        format!(
            "This translation will be archived with its original on {effective}. Its own archive date, {written}, is later and has no effect, because nobody reviews a translation after its original."
        )
    };
    let help = format!(
        "Have both leaflets reviewed and write the new dates in both, or write 'archive_date: {earliest}' here."
    );
    let original = library.original(subject.id);
    let added = findings.add(subject.span(own.range), message, help);
    if let Some(date) = &library.manuscript(original).front_matter.archive_date {
        added.with(date.range.in_source(library.manuscript(original).source), "the archive date of the original");
    }
}

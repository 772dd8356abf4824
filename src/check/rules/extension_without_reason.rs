//! `extension-without-reason`: a later archive date needs new words, a review, or a recorded reason.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "extension-without-reason",
    severity: Severity::Warning,
    group: RuleGroup::Dates,
    summary: "a later archive date needs a review or a recorded reason",
    documentation: include_str!("extension_without_reason.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let fields = &subject.manuscript.front_matter;
    let Some(archive) = &fields.archive_date else { return };
    if !subject.is_leaflet() || subject.is_archived() {
        return;
    }
    let Some(before) = subject.world.history().extended_without_reason(subject.id) else { return };
    let reference = fields.reference.as_ref().map_or("REFERENCE", |reference| &*reference.value);
    findings.add(
        subject.span(archive.range),
        format!(
            "The archive date was {} when this leaflet was last published. It is now later, but the words are the same \
             and nobody reviewed them.",
            in_english(before)
        ),
        format!(
            "If somebody read all of it and it still holds, write that day in 'last_reviewed'. If it only has to last \
             longer, record the reason: pamphlet extend {reference} --to {} --because \"...\" --by \"...\". The date is \
             then written for you, so first restore the old one.",
            archive.value
        ),
    );
}

//! `translation-reference`: a translation must have the reference of its original.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "translation-reference",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "a translation must have the reference of its original",
    documentation: include_str!("translation_reference.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    let original = library.original(subject.id);
    if original == subject.id || !subject.is_leaflet() {
        return;
    }
    let reference = |id| library.manuscript(id).front_matter.reference.as_ref();
    let (Some(own), Some(expected)) = (reference(subject.id), reference(original)) else { return };
    if own.value != expected.value {
        findings
            .add(
                subject.span(own.range),
                format!(
                    "This translation has the reference '{}', but its original has '{}'. Readers would be led to a different leaflet.",
                    own.value, expected.value
                ),
                format!("Write '{}', or rename the file if it is not a translation.", expected.value),
            )
            .with(expected.range.in_source(library.manuscript(original).source), "the reference of the original")
            .fixed_by(own.range, &*expected.value);
    }
}

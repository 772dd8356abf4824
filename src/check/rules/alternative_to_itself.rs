//! `alternative-to-itself`: a leaflet must not name itself as an alternative.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "alternative-to-itself",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a leaflet must not name itself as an alternative",
    documentation: include_str!("alternative_to_itself.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let fields = &subject.manuscript.front_matter;
    let Some(own) = fields.reference.as_ref().filter(|_| subject.is_leaflet()) else { return };
    for reference in &fields.alternatives {
        if reference.value.eq_ignore_ascii_case(&own.value) {
            findings
                .add(
                    subject.span(reference.range),
                    format!(
                        "This leaflet names itself, '{}', as its alternative. Most likely another leaflet is meant.",
                        reference.value
                    ),
                    "Write the reference of the other leaflet, or remove this one.",
                )
                .with(subject.span(own.range), "its own reference");
        }
    }
}

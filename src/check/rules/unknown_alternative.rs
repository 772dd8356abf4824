//! `unknown-alternative`: an alternative must be the reference of a leaflet.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "unknown-alternative",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "an alternative must be the reference of a leaflet",
    documentation: include_str!("unknown_alternative.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if !subject.is_leaflet() {
        return;
    }
    let library = subject.world.library;
    for reference in &subject.manuscript.front_matter.alternatives {
        if library.leaflet_of(&reference.value).is_none() {
            findings.add(
                subject.span(reference.range),
                format!(
                    "No leaflet has the reference '{}'. Readers could not compare this treatment with it.",
                    reference.value
                ),
                format!(
                    "{}Write the reference of a leaflet of this site.",
                    did_you_mean(library.nearest_reference(&reference.value))
                ),
            );
        }
    }
}

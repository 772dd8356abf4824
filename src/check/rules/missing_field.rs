//! `missing-field`: a leaflet must have the fields that `site.yaml` requires.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::fields;

pub static RULE: Rule = Rule {
    name: "missing-field",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a leaflet must have the fields that 'site.yaml' requires",
    documentation: include_str!("missing_field.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if !subject.is_leaflet() {
        return;
    }
    for wanted in &subject.world.settings.require {
        let name = wanted.value.as_str();
        let required = fields::find(name).is_some_and(|row| row.need != fields::FieldNeed::Required);
        if required && let Some(span) = subject.missing(name) {
            findings
                .add(
                    span,
                    format!("This leaflet has no '{name}'. The settings of this site require it in every leaflet."),
                    format!("Write a line '{name}:' with its value between the two lines '---'."),
                )
                .with(wanted.range.in_source(subject.world.settings.source), "required here");
        }
    }
}

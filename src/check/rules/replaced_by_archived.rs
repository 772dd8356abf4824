//! `replaced-by-archived`: the leaflet that replaced another one should be current.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::successor::{all_in_words, successors};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "replaced-by-archived",
    severity: Severity::Warning,
    group: RuleGroup::Names,
    summary: "the leaflet that replaced another one should be current",
    documentation: include_str!("replaced_by_archived.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let (world, library) = (subject.world, subject.world.library);
    if !subject.is_leaflet() {
        return;
    }
    for reference in &subject.manuscript.front_matter.replaced_by {
        let Some(id) = library.leaflet_of(&reference.value) else { continue };
        let Some(leaflet) = library.leaflet(id).filter(|_| library.is_archived(id)) else { continue };
        let (current, is_cyclic) = successors(world, id);
        // A cycle is reported by `replacement-cycle`.
        if is_cyclic {
            continue;
        }
        let help = match current.as_slice() {
            [] => format!("Name a current leaflet. If there is none, remove '{}' from 'replaced_by'.", reference.value),
            current => format!("Name {} here.", all_in_words(world, current)),
        };
        findings
            .add(
                subject.span(reference.range),
                format!(
                    "'{}' was itself archived on {}, so readers are sent from one notice to the next.",
                    leaflet.title,
                    in_english(leaflet.archive_date)
                ),
                help,
            )
            .with(
                library.manuscript(id).front_matter.archive_date.as_ref().map_or_else(
                    || crate::check::rule::start_of(library.manuscript(id).source),
                    |date| date.range.in_source(library.manuscript(id).source),
                ),
                "its archive date",
            );
    }
}

//! `archived-in-pack`: a pack should not contain archived leaflets.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::successor::{all_in_words, successors};
use crate::date::in_english;
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "archived-in-pack",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "a pack should not contain archived leaflets",
    documentation: include_str!("archived_in_pack.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    for reference in &subject.manuscript.front_matter.leaflets {
        let Some(id) = library.leaflet_of(&reference.value) else { continue };
        let Some(leaflet) = library.leaflet(id).filter(|_| library.is_archived(id)) else {
            continue;
        };
        let (current, _) = successors(subject.world, id);
        let help = match current.as_slice() {
            [] => "Name a current leaflet instead, or remove it from the list.".to_owned(),
            current => format!("Name {} instead.", all_in_words(subject.world, current)),
        };
        findings.add(
            subject.span(reference.range),
            format!(
                "'{}' ({}) was archived on {}, so this pack is published without it.",
                leaflet.title,
                leaflet.reference,
                in_english(leaflet.archive_date)
            ),
            help,
        );
    }
}

//! `archived-in-pack`: a pack should hold current leaflets.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::successor::{all_in_words, successors};
use crate::date::in_english;
use crate::diagnostic::Severity;

/// The rule.
pub static RULE: Rule = Rule {
    name: "archived-in-pack",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "a pack should hold current leaflets",
    documentation: include_str!("archived_in_pack.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    for reference in &subject.manuscript.front_matter.leaflets {
        let Some(id) = library.leaflet_of(&reference.value) else { continue };
        let Some(leaflet) = library.leaflet(id).filter(|leaflet| leaflet.is_archived(subject.world.today)) else {
            continue;
        };
        let (current, _) = successors(subject.world, id);
        let help = match current.as_slice() {
            [] => "Name a current leaflet in its place, or take it out of the list.".to_owned(),
            current => format!("Name {} in its place.", all_in_words(subject.world, current)),
        };
        findings.add(
            subject.span(reference.range),
            format!(
                "'{}' ({}) was archived on {}, so readers of this pack do not get it.",
                leaflet.title,
                leaflet.reference,
                in_english(leaflet.archive_date)
            ),
            help,
        );
    }
}

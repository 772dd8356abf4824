//! `link-to-archived`: a link should not lead to an archived leaflet.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::successor::{all_in_words, successors};
use crate::date::in_english;
use crate::diagnostic::Severity;
use crate::library::Target;

pub static RULE: Rule = Rule {
    name: "link-to-archived",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "a link should not lead to an archived leaflet",
    documentation: include_str!("link_to_archived.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    // The text of an archived leaflet is not published.
    if subject.is_archived() {
        return;
    }
    for (link, target) in subject.links() {
        let Target::Manuscript { id, .. } = target else { continue };
        let Some(leaflet) = library.leaflet(*id).filter(|_| library.is_archived(*id)) else {
            continue;
        };
        let (current, _) = successors(subject.world, *id);
        let help = match current.as_slice() {
            [] => "Link to a current leaflet, or remove the link and keep its words.".to_owned(),
            current => format!("Link to {}, which replaces it.", all_in_words(subject.world, current)),
        };
        findings.add(
            subject.span(link.range),
            format!(
                "This link leads to '{}', which was archived on {}. Readers would find only a notice.",
                leaflet.title,
                in_english(leaflet.archive_date)
            ),
            help,
        );
    }
}

//! `ambiguous-name`: a name shared by two leaflets is not linked.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::ManuscriptId;
use crate::source::{Span, TextRange};

pub static RULE: Rule = Rule {
    name: "ambiguous-name",
    severity: Severity::Advice,
    group: RuleGroup::Names,
    summary: "a title or other name shared by two leaflets is not linked automatically",
    documentation: include_str!("ambiguous_name.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let library = world.library;
    let place = |(id, range): &(ManuscriptId, TextRange)| -> Span { range.in_source(library.manuscript(*id).source) };
    for ambiguous in library.ambiguous_names() {
        let Some((first, others)) = ambiguous.leaflets.split_first() else { continue };
        let title = |id: ManuscriptId| library.leaflet(id).map_or("", |leaflet| leaflet.title);
        // Reported once, at the last place, which is most often the newer leaflet.
        let Some((last, between)) = others.split_last() else { continue };
        let named: Vec<String> =
            std::iter::once(first).chain(between).take(3).map(|it| title(it.0)).map(quoted).collect();
        let more = match ambiguous.leaflets.len() {
            count @ 5.. => format!(" and {} more", count - 4),
            _ => String::new(),
        };
        let mut added = findings.add(
            place(last),
            format!(
                "'{}' is also a name of {}{more}. Where a leaflet mentions it, no link is made, because it is not clear which leaflet is meant.",
                ambiguous.name,
                named.join(", ")
            ),
            "Give one of them a name that says how it differs, or remove the name from 'also_known_as' in one of them.",
        );
        for other in std::iter::once(first).chain(between).take(3) {
            added = added.with(place(other), "the same name");
        }
    }
}

fn quoted(title: &str) -> String {
    format!("'{title}'")
}

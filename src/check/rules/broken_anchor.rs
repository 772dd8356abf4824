//! `broken-anchor`: a link to a heading must lead to an existing heading.

use std::collections::HashSet;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::library::{Library, ManuscriptId, Target};
use crate::source::FileRole;
use crate::text::nearest::nearest;

pub static RULE: Rule = Rule {
    name: "broken-anchor",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a link to a heading must lead to an existing heading",
    documentation: include_str!("broken_anchor.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    for (link, target) in subject.links() {
        if subject.manuscript.document.is_image(link) {
            continue;
        }
        let (pages, fragment, here) = match target {
            Target::Manuscript { id, fragment: Some(fragment) } => (vec![*id], fragment, false),
            // A heading of the block itself is on every page that uses the block.
            Target::Here { fragment } if has_heading(library, subject.id, fragment) => continue,
            Target::Here { fragment } => (pages_of(library, subject), fragment, true),
            _ => continue,
        };
        let Some((page, outline)) = pages
            .into_iter()
            .map(|page| (page, library.outline(page)))
            .find(|(_, outline)| outline.iter().all(|heading| *heading.id != **fragment))
        else {
            continue;
        };
        let known = nearest(fragment, outline.iter().map(|heading| heading.id.as_str()));
        let known = known.map(|known| format!("#{known}"));
        let place =
            if here && page == subject.id { "this page".to_owned() } else { format!("'{}'", library.path(page)) };
        findings.add(
            subject.span(link.range),
            format!("This link leads to the heading '#{fragment}', but {place} has no such heading. Readers would land at the top of the page."),
            format!("{}Write the words of the heading in small letters with hyphens between them.", did_you_mean(known.as_deref())),
        );
    }
}

fn has_heading(library: &Library<'_>, id: ManuscriptId, fragment: &str) -> bool {
    library.outline(id).iter().any(|heading| heading.id == fragment)
}

/// The pages that show a manuscript: itself, or for a shared block all that use it, directly or through other blocks.
fn pages_of(library: &Library<'_>, subject: &ManuscriptContext<'_>) -> Vec<ManuscriptId> {
    let (mut pages, mut seen, mut open) = (Vec::new(), HashSet::from([subject.id]), vec![subject.id]);
    while let Some(id) = open.pop() {
        if library.manuscript(id).role != FileRole::Block {
            pages.push(id);
            continue;
        }
        for user in library.blocks().users(id) {
            if seen.insert(*user) {
                open.push(*user);
            }
        }
    }
    pages.sort_unstable();
    pages
}

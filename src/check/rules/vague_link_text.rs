//! `vague-link-text`: the words of a link should say where it leads.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::check::link_text::{has_own_words, words_of};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::Target;
use crate::markdown::NodeKind;

pub static RULE: Rule = Rule {
    name: "vague-link-text",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "the words of a link should say where it leads",
    documentation: include_str!("vague_link_text.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

static VAGUE: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("data/vague-link-texts.txt").lines().collect());

/// No entry of the list is longer, so most links need no lookup.
const MAX_VAGUE_CHARS: usize = 32;

/// Whether link words say nothing about where the link leads.
pub fn is_vague(words: &str) -> bool {
    words.len() <= MAX_VAGUE_CHARS && VAGUE.contains(words.to_ascii_lowercase().as_str())
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    if document.links().is_empty() || subject.is_archived() {
        return;
    }
    let is_english = subject.language().primary() == "en";
    for (link, target) in subject.links().filter(|(link, _)| has_own_words(link) && !document.is_image(link)) {
        let node = link.node as usize;
        let words = words_of(document, link, subject.text());
        let span = subject.span(document.node(node).range);
        let example = match target {
            Target::Manuscript { id, .. } => {
                let title = &subject.world.library.manuscript(*id).front_matter.title;
                title.as_ref().map_or("the title of the page", |title| &*title.value)
            }
            _ => "the title of the page",
        };
        if words.is_empty() {
            // A picture without a description is reported by `missing-alt-text`.
            if !document.descendants(node).any(|id| document.node(id).kind == NodeKind::Image) {
                findings.add(
                    span,
                    "This link has no words, so readers can neither see it nor hear where it leads.",
                    format!("Write words between the square brackets, for example '{example}'."),
                );
            }
        } else if is_english && is_vague(&words) {
            findings.add(
                span,
                format!(
                    "This link says only '{words}'. People who use a screen reader often listen to the links of a page one after another, and cannot tell where this one leads."
                ),
                format!("Use words that say what readers will find, for example '{example}'."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_in_lower_case_and_short_enough() {
        for words in VAGUE.iter() {
            assert!(is_vague(words), "{words}");
            assert!(is_vague(&words.to_uppercase()), "{words}");
        }
        for words in ["Group therapy", "Contact us", "Read more about asthma", "NHS website", "Email the ward", "Home"]
        {
            assert!(!is_vague(words), "{words}");
        }
    }
}

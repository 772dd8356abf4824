//! `same-text-different-target`: links with the same words should lead to the same page.

use std::collections::HashMap;

use super::vague_link_text::is_vague;
use crate::check::link_text::{has_own_words, words_of};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::Target;
use crate::markdown::Link;

pub static RULE: Rule = Rule {
    name: "same-text-different-target",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "links with the same words should lead to the same page",
    documentation: include_str!("same_text_different_target.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    if document.links().len() < 2 || subject.is_archived() {
        return;
    }
    let mut seen: HashMap<String, (&Link, &Target)> = HashMap::new();
    for (link, target) in subject.links().filter(|(link, _)| has_own_words(link) && !document.is_image(link)) {
        let words = words_of(document, link, subject.text());
        // Broken and vague links are reported by other rules.
        if words.is_empty() || matches!(target, Target::Missing(_)) || is_vague(&words) {
            continue;
        }
        let (first, first_target) = *seen.entry(words.to_lowercase()).or_insert((link, target));
        if is_same((first, first_target), (link, target)) {
            continue;
        }
        let place = |link: &Link| subject.span(document.node(link.node as usize).range);
        let words = document.plain_text(link.node as usize, subject.text());
        let words = words.trim();
        findings
            .add(
                place(link),
                format!(
                    "Another link in this text has the same words, '{words}', but leads elsewhere. Readers cannot tell which is which."
                ),
                "Give each link words that say what readers will find there.",
            )
            .with(place(first), "the first link with these words");
    }
}

/// Whether two links lead to the same page; the heading makes no difference.
fn is_same((one, one_target): (&Link, &Target), (other, other_target): (&Link, &Target)) -> bool {
    match (one_target, other_target) {
        (Target::Manuscript { id: one, .. }, Target::Manuscript { id: other, .. }) => one == other,
        (Target::File(one), Target::File(other)) => one == other,
        (Target::Here { .. }, Target::Here { .. }) => true,
        // A link may lead to a heading of this page with or without the name of the file.
        (Target::Here { .. }, Target::Manuscript { .. }) | (Target::Manuscript { .. }, Target::Here { .. }) => true,
        _ => bare(&one.destination).eq_ignore_ascii_case(bare(&other.destination)),
    }
}

/// An address without the parts that do not make it a different page.
fn bare(address: &str) -> &str {
    let address = address.split('#').next().unwrap_or(address).trim_end_matches('/');
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    address.strip_prefix("www.").unwrap_or(address)
}

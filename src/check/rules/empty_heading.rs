//! `empty-heading`: a heading must contain words.

use crate::check::headings::{heading_nodes, span_of};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{NodeId, NodeKind};
use crate::text::unseen::is_unseen;

pub static RULE: Rule = Rule {
    name: "empty-heading",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "a heading must contain words",
    documentation: include_str!("empty_heading.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    // The text of an archived leaflet is not published.
    if subject.is_archived() {
        return;
    }
    let document = &subject.manuscript.document;
    for (id, _) in heading_nodes(subject) {
        let below = || document.descendants(id);
        let pictures: Vec<_> = below().filter(|id| document.node(*id).kind == NodeKind::Image).collect();
        let is_of_picture = |id: NodeId| pictures.iter().any(|picture| document.descendants(*picture).contains(&id));
        let speaks = below().any(|id| {
            matches!(document.node(id).kind, NodeKind::Text | NodeKind::Code)
                && !document.text(id, subject.text()).chars().all(is_unseen)
                && !is_of_picture(id)
        });
        if speaks {
            continue;
        }
        let (message, help) = match pictures.is_empty() {
            true => (
                "This heading has no words. Readers who listen to the page would hear nothing here.",
                "Write the words of the heading after the '#' characters, or delete the line.",
            ),
            false => (
                "This heading is only a picture. Lists of headings, search results and printed copies show the words of a heading, and it has none.",
                "Write the words of the heading after the '#' characters, and put the picture on a line of its own below.",
            ),
        };
        findings.add(span_of(subject, id), message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test_support::found;

    #[test]
    fn headings_without_words_are_found() {
        let table: [(&str, &[&str]); 9] = [
            ("## ???\n\nWords.\n", &[]),
            ("##\n\nWords.\n", &["##"]),
            ("## ![A map](map.png)\n\nWords.\n", &["## ![A map](map.png)"]),
            ("## [![A map](map.png)](a.md)\n\nWords.\n", &["## [![A map](map.png)](a.md)"]),
            ("## \u{200b}\n\nWords.\n", &["## \u{200b}"]),
            ("## <b></b>\n\nWords.\n", &["## <b></b>"]),
            ("## The way ![A map](map.png)\n\nWords.\n", &[]),
            ("## ![A map](map.png) `x`\n\nWords.\n", &[]),
            ("## What is it?\n\nWords.\n", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(found(&RULE, text), expected, "{text}");
        }
    }
}

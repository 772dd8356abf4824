//! `empty-section`: there must be content below each heading.

use crate::check::headings::{heading_nodes, span_of};
use crate::check::readable::readable_nodes;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::NodeId;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "empty-section",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "there must be something to read below each heading",
    documentation: include_str!("empty_section.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    // The text of an archived leaflet is not published, and a draft is still being written.
    if subject.is_archived() || subject.manuscript.role == FileRole::Draft {
        return;
    }
    for heading in empty_sections(subject) {
        let words = subject.manuscript.document.plain_text(heading, subject.text());
        findings.add(
            span_of(subject, heading),
            format!("There is no text below the heading '{}'. Readers who go there find nothing.", words.trim()),
            "Write the text of this section, or remove the heading until there is some.",
        );
    }
}

/// The headings without anything to read before the next heading of the same or a higher level.
fn empty_sections(subject: &ManuscriptContext<'_>) -> Vec<NodeId> {
    let mut readable = readable_nodes(subject.world.library, subject.id).peekable();
    let mut empty = Vec::new();
    // The current chain of headings, each a level below the previous, that have had no content so far.
    let mut open: Vec<(NodeId, u8)> = Vec::new();
    for (heading, level) in heading_nodes(subject) {
        if readable.next_if(|node| *node < heading).is_some() {
            open.clear();
        }
        while readable.next_if(|node| *node < heading).is_some() {}
        while let Some((before, _)) = open.pop_if(|(_, other)| *other >= level) {
            empty.push(before);
        }
        open.push((heading, level));
    }
    // The last section of a shared block may continue in the text that includes the block.
    if readable.next().is_none() && subject.manuscript.role != FileRole::Block {
        empty.extend(open.into_iter().map(|(heading, _)| heading));
    }
    empty.sort_unstable();
    empty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test_support::{findings, found};

    #[test]
    fn sections_without_content_are_found() {
        let table: [(&str, &[&str]); 14] = [
            ("## One\n\n## Two\n\nWords.\n", &["## One"]),
            ("## One\n\nWords.\n\n## Two\n", &["## Two"]),
            ("## One\n\n### Part\n\nWords.\n\n## Two\n\nWords.\n", &[]),
            ("## One\n\n### Part\n\n## Two\n\nWords.\n", &["## One", "### Part"]),
            ("## One\n\n### Part\n\n### Other\n\nWords.\n", &["### Part"]),
            ("## One\n\nWords.\n\n### Part\n\n## Two\n\nWords.\n", &["### Part"]),
            ("## One\n\n<!-- to do -->\n\n## Two\n\n\u{200b}\n\n## Three\n\n---\n", &["## One", "## Two", "## Three"]),
            ("## One\n\n![A map](map.png)\n", &[]),
            ("## One\n\n- Words\n\n## Two\n\n| A |\n|---|\n| b |\n", &[]),
            ("## One\n\n> [!NOTE]\n> Words.\n", &[]),
            ("## One\n\n{{ none-such }}\n", &[]),
            ("Words.[^1]\n\n## One\n\n[^1]: A note.\n", &["## One"]),
            ("# Title\n\n## One\n\nWords.\n", &[]),
            ("Words alone.\n", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(found(&RULE, text), expected, "{text}");
        }
    }

    #[test]
    fn shared_blocks_count_if_they_have_content() {
        let fields =
            "---\ntitle: Example\nreference: PT-001\nlast_updated: 2026-11-23\narchive_date: 2028-11-23\n---\n";
        let text = format!("{fields}## One\n\n{{{{ block }}}}\n");
        let count = |block: &str| {
            findings(&RULE, "title: Site\n", &[("blocks/block.md", block), ("leaflets/a.md", &text)]).len()
        };
        assert_eq!((count("Words.\n"), count("<!-- nothing -->\n"), count("Words.\n\n## Questions\n")), (0, 1, 0));
    }
}

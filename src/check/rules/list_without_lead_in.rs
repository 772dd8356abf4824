//! `list-without-lead-in`: a line before a list should introduce it.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{Document, NodeId, NodeKind, callout};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "list-without-lead-in",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a list should be introduced by a line that ends with a colon",
    documentation: include_str!("list_without_lead_in.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Headings that are a sufficient introduction to the list below.
const LEADING: &[&str] = &[
    "do",
    "do's",
    "dos",
    "don't",
    "don'ts",
    "do not",
    "side effects",
    "common side effects",
    "serious side effects",
    "symptoms",
    "signs",
    "signs and symptoms",
    "main symptoms",
    "causes",
    "ingredients",
    "contents",
    "contact",
    "contacts",
    "useful contacts",
    "contact details",
    "references",
    "sources",
    "further reading",
    "further information",
    "more information",
    "useful links",
    "useful websites",
    "related leaflets",
    "opening times",
    "opening hours",
    "checklist",
    "key points",
    "key facts",
    "main points",
    "summary",
    "at a glance",
    "steps",
];
/// First words of headings that introduce the list below.
const OPENING: &[&str] = &["what", "who", "when", "where", "why", "how", "which", "things", "ways", "tips", "if"];
/// Last words of headings that continue in the list below.
const OPEN_END: &[&str] = &[
    "if",
    "you",
    "to",
    "when",
    "your",
    "may",
    "with",
    "for",
    "of",
    "are",
    "is",
    "a",
    "include",
    "includes",
    "including",
    "have",
    "should",
    "can",
    "and",
    "or",
    "that",
    "who",
    "not",
    "need",
    "as",
    "by",
    "the",
];

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let nodes = document.nodes();
    // Visits the blocks of the document and of quotes. Lists inside list items are introduced by their item.
    let mut before: Option<NodeId> = None;
    let (mut id, mut quote_end, mut title) = (0, 0, None);
    while let Some(node) = nodes.get(id) {
        if id >= quote_end && quote_end > 0 {
            (before, quote_end) = (None, 0);
        }
        if node.kind == NodeKind::Quote && quote_end == 0 {
            quote_end = document.descendants(id).end;
            before = None;
            title = callout(document, id, subject.text()).map(|_| id + 1);
            id += 1;
            continue;
        }
        if node.kind == NodeKind::BulletList
            && let Some(before) = before
        {
            look(subject, findings, before, id);
        }
        // The title of a card introduces the list below it.
        before = Some(id).filter(|id| title != Some(*id));
        id = document.descendants(id).end;
    }
}

fn look(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>, before: NodeId, list: NodeId) {
    let (document, source) = (&subject.manuscript.document, subject.text());
    let node = document.node(before);
    let is_heading = match node.kind {
        NodeKind::Heading(_) => true,
        // A paragraph that is entirely bold is used as a heading.
        NodeKind::Paragraph => {
            document.descendants(before).len() > 1
                && document.node(before + 1).kind == NodeKind::Strong
                && document.descendants(before + 1).end == document.descendants(before).end
        }
        _ => return,
    };
    let end = last_sign(document, before, source);
    if end.is_none_or(|ch| matches!(ch, ':' | '?' | '–' | '—' | '-' | '…' | ';' | ',')) {
        return;
    }
    if is_heading && leads(&document.plain_text(before, source)) {
        return;
    }
    if stands_alone(document, list, source, is_heading) {
        return;
    }
    let (message, help) = match is_heading {
        true => (
            "This list is directly below its heading. Without a line that introduces it, readers cannot tell what its items have in common.",
            "Write a line before the list that ends with a colon, for example 'You may notice:'.",
        ),
        false => (
            "The line before this list does not introduce it. A colon shows readers, and people who listen to the page, that a list follows.",
            "End the line with a colon, or write a short line before the list, for example 'You can:'.",
        ),
    };
    let text = node.range.of(source).trim_end();
    let start = node.range.start as usize;
    // The fault is at the end of the line, so only its last word is marked.
    let word = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = if is_heading { 0 } else { text.get(word..).map_or(0, |_| word) };
    let first = document.node(list).range;
    findings
        .add(subject.span(TextRange::new(start + word, start + text.len())), message, help)
        .with(subject.span(TextRange { start: first.start, end: first.start }), "the list");
}

/// The last visible character of a block, ignoring closing brackets and quotation marks.
fn last_sign(document: &Document, block: NodeId, source: &str) -> Option<char> {
    let closing = |ch: &char| !ch.is_whitespace() && !matches!(ch, ')' | '"' | '”' | '’' | '\'' | '*' | '_');
    document.descendants(block).rev().find_map(|id| match document.node(id).kind {
        NodeKind::Text | NodeKind::Code => document.text(id, source).chars().rev().find(closing),
        _ => None,
    })
}

/// Whether a heading introduces a list.
fn leads(heading: &str) -> bool {
    let heading = heading.trim().to_lowercase().replace('’', "'");
    let mut words = heading.split_whitespace();
    let (first, last) = (words.next().unwrap_or_default(), words.next_back());
    LEADING.contains(&heading.as_str())
        || OPENING.contains(&first)
        || last.is_some_and(|last| OPEN_END.contains(&last))
        // Questions are often written without a question mark.
        || ["can i", "do i", "should i", "will i"].iter().any(|start| heading.starts_with(start))
}

/// Whether the list needs no introduction: at least half of its items are sentences or links, or begin in bold.
fn stands_alone(document: &Document, list: NodeId, source: &str, below_heading: bool) -> bool {
    let (mut alone, mut items) = (0, 0);
    for item in document.children(list) {
        items += 1;
        let first_inline = document
            .descendants(item)
            .find(|id| !matches!(document.node(*id).kind, NodeKind::Paragraph | NodeKind::Item));
        let kind = first_inline.map(|id| document.node(id).kind);
        let first = document.descendants(item).find_map(|id| match document.node(id).kind {
            NodeKind::Text | NodeKind::Code => document.text(id, source).chars().find(|ch| !ch.is_whitespace()),
            _ => None,
        });
        let is_whole = || {
            first.is_some_and(char::is_uppercase)
                && last_sign(document, item, source).is_some_and(|ch| matches!(ch, '.' | '!' | '?'))
        };
        let is_link = || document.descendants(item).any(|id| document.node(id).kind == NodeKind::Link);
        if (below_heading && kind == Some(NodeKind::Strong)) || is_whole() || is_link() {
            alone += 1;
        }
    }
    alone * 2 >= items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::test_support::found;
    use crate::markdown::parse;

    #[test]
    fn some_headings_introduce_a_list() {
        for heading in ["Do", "Don’t", "What to bring", "Call 999 if", "Side effects", "Ways to help", "Call us if you"]
        {
            assert!(leads(heading), "{heading}");
        }
        for heading in ["Risks", "After your operation", "Your stay"] {
            assert!(!leads(heading), "{heading}");
        }
    }

    #[test]
    fn card_title_introduces_its_list() {
        assert!(found(&RULE, "> [!DO] Do\n>\n> - eat\n> - rest\n").is_empty());
        assert_eq!(found(&RULE, "> Some like tea.\n>\n> - apples\n> - pears\n").len(), 1);
    }

    #[test]
    fn some_lists_need_no_introduction() {
        let alone = |text: &str| stands_alone(&parse(text, 0), 0, text, true);
        assert!(alone("- Rest for a day.\n- Drink water.\n"));
        assert!(alone("- [Asthma](a.md)\n- [Eczema](b.md)\n"));
        assert!(alone("- **Pain** – take a tablet\n- **Rash** – call us\n"));
        assert!(!alone("- pain\n- a rash\n"));
        assert!(!alone("- Pain\n- A rash\n"));
    }
}

//! Where in a text something may be marked that its author did not mark: a link that makes itself, a word of a glossary.

use super::callout::callout;
use super::tree::{Document, NodeId, NodeKind};

/// A part of a text as readers see it: from a byte of one text node to a byte of another, or of the same. Between the two
/// stand only texts and line ends, side by side, so that one element can be put around all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextSpan {
    /// The node it begins in.
    pub first: NodeId,
    /// The byte of [`Document::text`] of that node.
    pub from: u32,
    /// The node it ends in.
    pub last: NodeId,
    /// The byte of that node's text behind its end.
    pub to: u32,
}

impl TextSpan {
    /// The text of it, with a space for each line end.
    pub fn text(&self, document: &Document, source: &str) -> String {
        let mut text = String::new();
        for id in self.first..=self.last {
            if document.node(id).kind == NodeKind::SoftBreak {
                text.push(' ');
                continue;
            }
            let all = document.text(id, source);
            let from = if id == self.first { self.from as usize } else { 0 };
            let to = if id == self.last { self.to as usize } else { all.len() };
            text.push_str(all.get(from..to).unwrap_or_default());
        }
        text
    }

    /// Whether two parts have a letter in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        (self.first, self.from) < (other.last, other.to) && (other.first, other.from) < (self.last, self.to)
    }
}

/// What is met on a walk through a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEvent {
    /// Texts and line ends side by side, from the first to the last of these nodes.
    Run(NodeId, NodeId),
    /// A shared block stands here.
    Block(NodeId),
}

/// Walks through what may be marked, in the order of the text. Left out are headings, links, code, pictures, cards, HTML,
/// footnotes, and what is a heading to readers though it is none to Markdown: the head and the caption of a table, terms.
pub fn markable(document: &Document, source: &str, mut take: impl FnMut(TextEvent)) {
    let nodes = document.nodes();
    // Where the elements end that are open.
    let mut ends: Vec<usize> = Vec::new();
    let mut id = 0;
    while let Some(node) = nodes.get(id) {
        while ends.last().is_some_and(|end| *end <= id) {
            ends.pop();
        }
        let after = node.last as usize;
        match node.kind {
            NodeKind::Heading(_)
            | NodeKind::Link
            | NodeKind::Image
            | NodeKind::CodeBlock
            | NodeKind::Code
            | NodeKind::HtmlBlock
            | NodeKind::Html
            | NodeKind::TableHead
            | NodeKind::Term
            | NodeKind::Footnote => {
                id = after;
                continue;
            }
            NodeKind::Quote if callout(document, id, source).is_some_and(|card| card.kind().is_some()) => {
                id = after;
                continue;
            }
            NodeKind::Paragraph if caption(document, id, source).is_some() => {
                id = after;
                continue;
            }
            NodeKind::Include => take(TextEvent::Block(id)),
            NodeKind::Text => {
                let end = ends.last().copied().unwrap_or(nodes.len());
                let is_in_run = |kind| matches!(kind, NodeKind::Text | NodeKind::SoftBreak);
                let mut last = id;
                while last + 1 < end && nodes.get(last + 1).is_some_and(|next| is_in_run(next.kind)) {
                    last += 1;
                }
                take(TextEvent::Run(id, last));
                id = last + 1;
                continue;
            }
            _ => {}
        }
        if after > id + 1 {
            ends.push(after);
        }
        id += 1;
    }
}

/// `Table: Side effects` in a paragraph of its own above a table is the table's caption.
pub(super) fn caption<'a>(document: &'a Document, paragraph: NodeId, source: &'a str) -> Option<&'a str> {
    let table = document.node(paragraph).last as usize;
    document.nodes().get(table).filter(|next| next.kind == NodeKind::Table)?;
    let mut children = document.children(paragraph);
    let text = children.next().filter(|id| document.node(*id).kind == NodeKind::Text)?;
    let caption = document.text(text, source).strip_prefix("Table:")?.trim();
    (children.next().is_none() && !caption.is_empty()).then_some(caption)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn runs(text: &str) -> Vec<String> {
        let document = parse(text, 0);
        let mut runs = Vec::new();
        markable(&document, text, |met| match met {
            TextEvent::Run(first, last) => {
                let to = document.text(last, text).len() as u32;
                runs.push(TextSpan { first, from: 0, last, to }.text(&document, text));
            }
            TextEvent::Block(id) => runs.push(format!("{{{}}}", document.name(id).unwrap_or_default())),
        });
        runs
    }

    #[test]
    fn only_running_text_is_met() {
        assert_eq!(runs("# A\n\nB `c` [d](e.md) *f* g\nh &amp; i  \nj\n"), ["B ", " ", " ", "f", " g h & i", "j"]);
        assert_eq!(runs("> [!DO] Do\n>\n> - drive\n\n> quoted\n\n![x](y.png)\n\n<b>k</b> l\n"), ["quoted", "k", " l"]);
        assert_eq!(runs("Table: T\n\n| a |\n|---|\n| b |\n\nc[^1]\n\n[^1]: note\n"), ["b", "c"]);
        assert_eq!(runs("Term\n: meaning\n\n{{ block }}\n\n- one\n- two\n"), ["meaning", "{block}", "one", "two"]);
        // What stands in bold letters is a run of its own.
        assert_eq!(runs("**a** b\n"), ["a", " b"]);
    }

    #[test]
    fn parts_that_touch_have_no_letter_in_common() {
        let stretch = |from, to| TextSpan { first: 3, from, last: 3, to };
        assert!(stretch(0, 5).overlaps(&stretch(4, 6)));
        assert!(stretch(4, 6).overlaps(&stretch(0, 9)));
        assert!(!stretch(0, 5).overlaps(&stretch(5, 6)));
    }
}

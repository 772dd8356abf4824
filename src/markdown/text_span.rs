//! Where text may be marked up automatically: with links to numbers and titles, or with glossary words.

use super::callout::callout;
use super::tree::{Document, NodeId, NodeKind};

/// A part of the text as readers see it: from a byte of one text node to a byte of the same or another one. Between
/// the two are only sibling texts and line breaks, so that one element can enclose all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextSpan {
    /// The node it begins in.
    pub first: NodeId,
    /// The first byte, in [`Document::text`] of that node.
    pub from: u32,
    /// The node it ends in.
    pub last: NodeId,
    /// The byte after its end, in the text of that node.
    pub to: u32,
}

impl TextSpan {
    /// Its text, with a space for each line break.
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

    /// Whether two parts overlap.
    pub fn overlaps(&self, other: &Self) -> bool {
        (self.first, self.from) < (other.last, other.to) && (other.first, other.from) < (self.last, self.to)
    }
}

/// An element found by [`markable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEvent {
    /// Sibling texts and line breaks, from the first to the last of these nodes.
    Run(NodeId, NodeId),
    /// A shared block.
    Block(NodeId),
}

/// Finds the text that may be marked up, in order. Headings, links, code, pictures, cards, HTML and footnotes are
/// excluded, and so is text that works like a heading: the header row and the caption of a table, and terms.
pub fn markable(document: &Document, source: &str, mut take: impl FnMut(TextEvent)) {
    let nodes = document.nodes();
    // The ends of the open elements.
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

/// The caption of a table: a separate paragraph `Table: Side effects` above it.
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
        markable(&document, text, |event| match event {
            TextEvent::Run(first, last) => {
                let to = document.text(last, text).len() as u32;
                runs.push(TextSpan { first, from: 0, last, to }.text(&document, text));
            }
            TextEvent::Block(id) => runs.push(format!("{{{}}}", document.name(id).unwrap_or_default())),
        });
        runs
    }

    #[test]
    fn only_running_text_is_found() {
        assert_eq!(runs("# A\n\nB `c` [d](e.md) *f* g\nh &amp; i  \nj\n"), ["B ", " ", " ", "f", " g h & i", "j"]);
        assert_eq!(runs("> [!DO] Do\n>\n> - drive\n\n> quoted\n\n![x](y.png)\n\n<b>k</b> l\n"), ["quoted", "k", " l"]);
        assert_eq!(runs("Table: T\n\n| a |\n|---|\n| b |\n\nc[^1]\n\n[^1]: note\n"), ["b", "c"]);
        assert_eq!(runs("Term\n: meaning\n\n{{ block }}\n\n- one\n- two\n"), ["meaning", "{block}", "one", "two"]);
        // Bold text is a run of its own.
        assert_eq!(runs("**a** b\n"), ["a", " b"]);
    }

    #[test]
    fn adjacent_parts_do_not_overlap() {
        let span = |from, to| TextSpan { first: 3, from, last: 3, to };
        assert!(span(0, 5).overlaps(&span(4, 6)));
        assert!(span(4, 6).overlaps(&span(0, 9)));
        assert!(!span(0, 5).overlaps(&span(5, 6)));
    }
}

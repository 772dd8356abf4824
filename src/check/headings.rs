//! The headings of a manuscript, as several rules need them.

use crate::check::rule::ManuscriptContext;
use crate::markdown::{NodeId, NodeKind, Passage, PassageKind};
use crate::source::{Span, TextRange};

/// The headings that contain words, in order, each with its level.
pub fn headings<'s>(subject: &'s ManuscriptContext<'_>) -> impl Iterator<Item = (u8, &'s Passage)> {
    subject.prose().passages().iter().filter_map(|passage| match passage.kind {
        PassageKind::Heading(level) => Some((level, passage)),
        _ => None,
    })
}

/// The nodes and levels of all headings, including those without words.
pub fn heading_nodes(subject: &ManuscriptContext<'_>) -> impl Iterator<Item = (NodeId, u8)> {
    subject.manuscript.document.nodes().iter().enumerate().filter_map(|(id, node)| match node.kind {
        NodeKind::Heading(level) => Some((id, level)),
        _ => None,
    })
}

/// A range of a file without leading and trailing white space.
pub fn trimmed(text: &str, range: TextRange) -> TextRange {
    let written = range.of(text);
    let start = range.start as usize + (written.len() - written.trim_start().len());
    TextRange::new(start, start + written.trim().len())
}

/// The span of a node, without the trailing line break.
pub fn span_of(subject: &ManuscriptContext<'_>, node: NodeId) -> Span {
    subject.span(trimmed(subject.text(), subject.manuscript.document.node(node).range))
}

//! The headings of a text, as several rules look at them.

use crate::check::rule::ManuscriptContext;
use crate::markdown::{NodeId, NodeKind, Passage, PassageKind};
use crate::source::{Span, TextRange};

/// The headings that have words, in order.
pub fn headings<'s>(subject: &'s ManuscriptContext<'_>) -> impl Iterator<Item = (u8, &'s Passage)> {
    subject.prose().passages().iter().filter_map(|passage| match passage.kind {
        PassageKind::Heading(level) => Some((level, passage)),
        _ => None,
    })
}

/// The nodes of all headings with their levels, also of those without words.
pub fn heading_nodes(subject: &ManuscriptContext<'_>) -> impl Iterator<Item = (NodeId, u8)> {
    subject.manuscript.document.nodes().iter().enumerate().filter_map(|(id, node)| match node.kind {
        NodeKind::Heading(level) => Some((id, level)),
        _ => None,
    })
}

/// A part of a file without the space around it.
pub fn trimmed(text: &str, range: TextRange) -> TextRange {
    let written = range.of(text);
    let start = range.start as usize + (written.len() - written.trim_start().len());
    TextRange::new(start, start + written.trim().len())
}

/// Where a node stands, without the line end behind it.
pub fn span_of(subject: &ManuscriptContext<'_>, node: NodeId) -> Span {
    subject.span(trimmed(subject.text(), subject.manuscript.document.node(node).range))
}

//! Markup that was not recognised and stayed in the running text: a shared block, a footnote, a link.

use std::ops::Range;

use super::tree::{Document, MarkdownProblem, NodeKind};
use crate::source::TextRange;

/// Finds unrecognised markup in running text.
pub(super) fn marks_in_text(document: &Document, source: &str) -> Vec<MarkdownProblem> {
    let mut found = Vec::new();
    // Few texts contain such markup, and one search of the whole text is faster than one per node.
    let marks: Vec<_> = [("{{", "}}"), ("[^", "]")].into_iter().filter(|(open, _)| source.contains(open)).collect();
    if marks.is_empty() && !source.contains("](") {
        return found;
    }
    let mut id = 0;
    while let Some(node) = document.nodes.get(id) {
        id = if node.kind == NodeKind::CodeBlock { node.last as usize } else { id + 1 };
        if node.kind != NodeKind::Text {
            continue;
        }
        let text = node.range.of(source);
        let place = |start: usize, end: usize| {
            TextRange::new(node.range.start as usize + start, node.range.start as usize + end)
        };
        if let Some(link) = unfinished_link(text)
            && !source[..node.range.start as usize + link.start].ends_with('\\')
        {
            found.push(MarkdownProblem::UnfinishedLink(place(link.start, link.end)));
        }
        for &(open, close) in &marks {
            let mut from = 0;
            while let Some(start) = text[from..].find(open).map(|at| from + at)
                && let Some(end) = text[start..].find(close).map(|at| start + at + close.len())
            {
                from = end;
                match open {
                    "{{" if !is_name(text[start + 2..end - 2].trim()) => {}
                    "{{" => found.push(MarkdownProblem::MisplacedBlock(place(start, end))),
                    _ => found.push(MarkdownProblem::UnknownFootnote(place(start, end))),
                }
            }
        }
    }
    found
}

/// The first part of a text that looks like a link but whose address has a space in it.
fn unfinished_link(text: &str) -> Option<Range<usize>> {
    if !text.as_bytes().contains(&b']') {
        return None;
    }
    let (middle, _) = text.match_indices(']').find(|(at, _)| text.as_bytes().get(at + 1) == Some(&b'('))?;
    let start = text[..middle].rfind('[')?;
    let length = text[middle..].find([')', '\n']).filter(|end| text[middle + end..].starts_with(')'))?;
    Some(start..middle + length + 1)
}

/// Names of blocks are file names in any script, so any text is accepted as a name.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() < 100 && !text.contains(['{', '}', '\n'])
}

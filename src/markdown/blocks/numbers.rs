//! Known telephone numbers in running text, which readers can call with one tap.

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::DocumentText;
use crate::markdown::tree::{Document, NodeId, NodeKind};
use crate::text::phone;

/// The bytes of context before a text that show what kind of number it contains, as in 'text the word SHOUT to'.
const LEAD: usize = 80;

/// Returns the ranges and digits of the telephone numbers in a text that readers can call.
pub(super) fn known_numbers(
    body: DocumentText<'_>,
    id: NodeId,
    text: &str,
    known: &BTreeSet<String>,
) -> Vec<(Range<usize>, String)> {
    if known.is_empty() || !may_hold_a_number(text) {
        return Vec::new();
    }
    numbers(body, id, text).filter(|(_, digits)| known.contains(digits)).collect()
}

/// A quick check that rules out most texts: every number has three digits in a row or starts with `+44`.
fn may_hold_a_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Does not stop early, so that the compiler can vectorise it.
    if !bytes.iter().fold(false, |found, byte| found | byte.is_ascii_digit()) {
        return false;
    }
    bytes.windows(3).any(|three| three.iter().all(u8::is_ascii_digit) || three == b"+44")
}

/// Returns the ranges and digits of the numbers that are completely within a text. A number that continues in bold is
/// left out: neither half of '0800 **116 123**' is a number.
fn numbers(body: DocumentText<'_>, id: NodeId, text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let DocumentText { document, source, .. } = body;
    let mut line = before(document, id, source);
    let start = line.len();
    line.push_str(text);
    let end = line.len();
    line.push_str(after(document, id, source));
    phone::find_in(&line).into_iter().filter_map(move |number| {
        let (from, to) = (number.range.start as usize, number.range.end as usize);
        (from >= start && to <= end && !number.is_for_texts).then(|| (from - start..to - start, number.digits))
    })
}

/// Returns the end of the line before a text.
fn before(document: &Document, id: NodeId, source: &str) -> String {
    let mut parts = Vec::new();
    let mut length = 0;
    for (other, node) in document.nodes()[..id].iter().enumerate().rev() {
        let part = match node.kind {
            NodeKind::Text | NodeKind::Code => document.text(other, source),
            NodeKind::SoftBreak => " ",
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link => "",
            // Another line or paragraph.
            _ => break,
        };
        parts.push(part);
        length += part.len();
        if length > LEAD {
            break;
        }
    }
    parts.into_iter().rev().collect()
}

/// Returns the part of a number that directly follows a text, across the edge of bold text.
fn after<'a>(document: &'a Document, id: NodeId, source: &'a str) -> &'a str {
    let following = document.nodes().iter().enumerate().skip(id + 1);
    let mut following =
        following.skip_while(|(_, node)| matches!(node.kind, NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link));
    match following.next() {
        Some((other, node)) if matches!(node.kind, NodeKind::Text | NodeKind::Code) => {
            let text = document.text(other, source);
            let end = text.find(|ch: char| !ch.is_ascii_digit() && !" -().".contains(ch));
            &text[..end.unwrap_or(text.len())]
        }
        _ => "",
    }
}

//! Known telephone numbers in running text: a reader with a telephone in the hand calls them with one touch.

use std::collections::BTreeSet;
use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::BidiClass;

use super::escape::{escape_attribute, escape_text};
use super::surroundings::Body;
use super::writer::Writer;
use crate::markdown::tree::{Document, NodeId, NodeKind};
use crate::phone;

/// So much of the line before a text tells what kind of number stands in it: 'text the word SHOUT to'.
const LEAD: usize = 80;

impl<'a> Writer<'a> {
    /// The numbers in a text that readers can call, with their digits.
    pub(super) fn numbers_in(&self, body: Body<'a>, id: NodeId, text: &str) -> Vec<(Range<usize>, String)> {
        if self.unlinked > 0 {
            return Vec::new();
        }
        known_numbers(body, id, text, self.page.numbers())
    }

    /// Writes a text. In a language that runs from right to left, its numbers run from left to right all the same.
    pub(super) fn plain(&mut self, text: &str) {
        match self.language.1 {
            "rtl" => escape_with_numbers(text, &mut self.out),
            _ => escape_text(text, &mut self.out),
        }
    }

    /// Writes a part of a text, with a link around each of these numbers in it. Its words stay what they are.
    pub(super) fn part(&mut self, text: &str, part: Range<usize>, numbers: &[(Range<usize>, String)]) {
        let mut done = part.start;
        for (range, digits) in numbers.iter().filter(|(range, _)| part.start <= range.start && range.end <= part.end) {
            self.plain(&text[done..range.start]);
            self.out.push_str("<a href=\"tel:");
            escape_attribute(digits, &mut self.out);
            self.out.push_str("\">");
            escape_text(&text[range.clone()], &mut self.out);
            self.out.push_str("</a>");
            done = range.end;
        }
        self.plain(&text[done..part.end]);
    }
}

/// Writes text that runs from right to left between tags. Numbers in several groups run from left to right as a whole:
/// a browser would show the last group of '01632 960 123' first.
pub fn escape_with_numbers(text: &str, out: &mut String) {
    let mut done = 0;
    for range in phone::groups_in(text) {
        escape_text(&text[done..range.start], out);
        out.push_str("<bdi dir=\"ltr\">");
        escape_text(&text[range.clone()], out);
        out.push_str("</bdi>");
        done = range.end;
    }
    escape_text(&text[done..], out);
}

/// A text as HTML whose numbers run from left to right; none where it needs no more than to be escaped.
pub fn numbers_kept_in_order(text: &str) -> Option<String> {
    let is_from_right = |ch: char| {
        matches!(CodePointMapData::<BidiClass>::new().get(ch), BidiClass::RightToLeft | BidiClass::ArabicLetter)
    };
    if text.is_ascii() || phone::groups_in(text).is_empty() || !text.chars().any(is_from_right) {
        return None;
    }
    let mut html = String::with_capacity(text.len() + 32);
    escape_with_numbers(text, &mut html);
    Some(html)
}

/// Where the numbers that readers can call stand whole in a text, with their digits.
pub(in crate::markdown) fn known_numbers(
    body: Body<'_>,
    id: NodeId,
    text: &str,
    known: &BTreeSet<String>,
) -> Vec<(Range<usize>, String)> {
    if known.is_empty() || !may_hold_a_number(text) {
        return Vec::new();
    }
    numbers(body, id, text).filter(|(_, digits)| known.contains(digits)).collect()
}

/// Every number has three digits in a row, or begins with the sign for abroad. Most texts are done with this look.
fn may_hold_a_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without a way out before the end, so that many bytes are looked at together.
    if !bytes.iter().fold(false, |found, byte| found | byte.is_ascii_digit()) {
        return false;
    }
    bytes.windows(3).any(|three| three.iter().all(u8::is_ascii_digit) || three == b"+44")
}

/// The numbers that stand whole in a text and that can be called, with their digits. What goes on in bold letters is
/// none, and of '0800 **116 123**' neither half is.
fn numbers(body: Body<'_>, id: NodeId, text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let Body { document, source, .. } = body;
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

/// The end of the line before a text.
fn before(document: &Document, id: NodeId, source: &str) -> String {
    let mut parts = Vec::new();
    let mut length = 0;
    for (other, node) in document.nodes()[..id].iter().enumerate().rev() {
        let part = match node.kind {
            NodeKind::Text | NodeKind::Code => document.text(other, source),
            NodeKind::SoftBreak => " ",
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link => "",
            // Another line, or another paragraph.
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

/// What goes on directly behind a text, over the edge of bold letters.
fn after<'a>(document: &'a Document, id: NodeId, source: &'a str) -> &'a str {
    let behind = document.nodes().iter().enumerate().skip(id + 1);
    let mut behind =
        behind.skip_while(|(_, node)| matches!(node.kind, NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link));
    match behind.next() {
        Some((other, node)) if matches!(node.kind, NodeKind::Text | NodeKind::Code) => {
            let text = document.text(other, source);
            let end = text.find(|ch: char| !ch.is_ascii_digit() && !" -().".contains(ch));
            &text[..end.unwrap_or(text.len())]
        }
        _ => "",
    }
}

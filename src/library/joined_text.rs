//! A run of adjacent text nodes, joined to be searched for names.

use std::borrow::Cow;

use super::letters;
use crate::markdown::{Document, NodeId, NodeKind, TextSpan};
use crate::text::swar::letters_and_digits;

/// Adjacent text nodes and line ends. Most runs are one node of plain ASCII, which is searched in place; others are
/// copied, with line ends as spaces and typographic characters as plain ones.
pub(super) struct JoinedText<'a> {
    document: &'a Document,
    source: &'a str,
    first: NodeId,
    last: NodeId,
    text: Cow<'a, str>,
    /// For each byte of a copy, the position of its character in the source.
    places: Vec<LetterPosition>,
    /// The byte offsets of words in a copy.
    starts: Vec<u32>,
}

/// The position of a character: its node, and the byte range in the text of the node.
#[derive(Clone, Copy)]
struct LetterPosition {
    node: NodeId,
    from: u32,
    to: u32,
}

impl<'a> JoinedText<'a> {
    /// The text from one node to another, as found by [`markable`](crate::markdown::markable).
    pub fn new(document: &'a Document, source: &'a str, first: NodeId, last: NodeId) -> Self {
        let text = document.text(first, source);
        let mut run =
            Self { document, source, first, last, text: Cow::Borrowed(text), places: Vec::new(), starts: Vec::new() };
        if first != last || !is_plain(text) {
            run.copy();
        }
        run
    }

    fn copy(&mut self) {
        let mut copy = String::new();
        let mut before = None;
        for node in self.first..=self.last {
            if self.document.node(node).kind == NodeKind::SoftBreak {
                self.take(&mut copy, &mut before, ' ', LetterPosition { node, from: 0, to: 0 });
                continue;
            }
            let text = self.document.text(node, self.source);
            for (at, letter) in text.char_indices() {
                let place = LetterPosition { node, from: at as u32, to: (at + letter.len_utf8()) as u32 };
                self.take(&mut copy, &mut before, letters::plain(letter), place);
            }
        }
        self.text = Cow::Owned(copy);
    }

    fn take(&mut self, copy: &mut String, before: &mut Option<char>, letter: char, place: LetterPosition) {
        // Collapse spaces.
        if letter == ' ' && *before == Some(' ') {
            return;
        }
        let ends_word = before.is_none_or(|before| !letters::is_in_word(before) || letters::is_unspaced(before));
        if letters::is_in_word(letter) && (ends_word || letters::is_unspaced(letter)) {
            self.starts.push(copy.len() as u32);
        }
        *before = Some(letter);
        match letter.is_ascii() {
            true => copy.push(letter),
            false => copy.extend(letter.to_lowercase()),
        }
        self.places.resize(copy.len(), place);
    }

    /// The text to search for names.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Calls `found` with the byte offset of each word.
    pub fn each_start(&self, mut found: impl FnMut(usize)) {
        if !self.places.is_empty() {
            self.starts.iter().for_each(|start| found(*start as usize));
            return;
        }
        // 64 bytes at a time, as bits of a number: branches on word starts would be unpredictable and slow.
        let mut in_word = 0;
        for (index, bytes) in self.text.as_bytes().chunks(64).enumerate() {
            let letters = letters_and_digits(bytes);
            let mut starts = letters & !(letters << 1 | in_word);
            in_word = letters >> 63;
            while starts != 0 {
                found(index * 64 + starts.trailing_zeros() as usize);
                starts &= starts - 1;
            }
        }
    }

    /// Whether a part of the text is written exactly like this, including capitals.
    pub fn is_written(&self, start: usize, end: usize, written: &str) -> bool {
        if self.places.is_empty() {
            return self.text.get(start..end) == Some(written);
        }
        let stretch = self.stretch(start, end);
        letters::written(&stretch.text(self.document, self.source)) == written
    }

    /// The span of a part of the text in the document.
    pub fn stretch(&self, start: usize, end: usize) -> TextSpan {
        match (self.places.get(start), self.places.get(end.saturating_sub(1))) {
            (Some(first), Some(last)) => TextSpan { first: first.node, from: first.from, last: last.node, to: last.to },
            _ => TextSpan { first: self.first, from: start as u32, last: self.first, to: end as u32 },
        }
    }

    /// The characters before the run on its line, from right to left: a word may continue across bold or link nodes.
    pub fn before(&self) -> impl Iterator<Item = char> + use<'a> {
        let (document, source) = (self.document, self.source);
        let nodes = (0..self.first).rev().take_while(move |id| is_on_line(document, *id));
        nodes.filter(move |id| is_words(document, *id)).flat_map(move |id| document.text(id, source).chars().rev())
    }

    /// The characters after the run on its line.
    pub fn after(&self) -> impl Iterator<Item = char> + use<'a> {
        let (document, source) = (self.document, self.source);
        let nodes = (self.last + 1..document.nodes().len()).take_while(move |id| is_on_line(document, *id));
        nodes.filter(move |id| is_words(document, *id)).flat_map(move |id| document.text(id, source).chars())
    }
}

/// Whether a text can be searched in place.
fn is_plain(text: &str) -> bool {
    // No early exit, so that the compiler can process many bytes at a time.
    let has_control = text.bytes().fold(false, |found, byte| found | (byte < b' '));
    let pairs = text.bytes().zip(text.bytes().skip(1));
    let has_wide_space = pairs.fold(false, |found, pair| found | (pair == (b' ', b' ')));
    text.is_ascii() && !has_control && !has_wide_space
}

fn is_words(document: &Document, id: NodeId) -> bool {
    matches!(document.node(id).kind, NodeKind::Text | NodeKind::Code)
}

fn is_on_line(document: &Document, id: NodeId) -> bool {
    is_words(document, id) || matches!(document.node(id).kind, NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link)
}

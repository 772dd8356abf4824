//! A run of texts side by side, as names are looked for in it.

use std::borrow::Cow;

use super::letters;
use crate::markdown::{Document, NodeId, NodeKind, TextSpan};
use crate::swar::letters_and_digits;

/// Texts and line ends side by side. Most are one text of plain letters, which is looked at where it stands; of the others a
/// copy is made, in which line ends are spaces and signs those of a typewriter.
pub(super) struct JoinedText<'a> {
    document: &'a Document,
    source: &'a str,
    first: NodeId,
    last: NodeId,
    text: Cow<'a, str>,
    /// For each byte of a copy, where its letter stands.
    places: Vec<LetterPosition>,
    /// Where words begin in a copy.
    starts: Vec<u32>,
}

/// Where a letter stands: its node, and from which byte of its text to which.
#[derive(Clone, Copy)]
struct LetterPosition {
    node: NodeId,
    from: u32,
    to: u32,
}

impl<'a> JoinedText<'a> {
    /// The texts from one node to another, as [`markable`](crate::markdown::markable) gives them.
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
        // Doubled spaces are one.
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

    /// The text in which names are looked for.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Calls for each byte where a word begins.
    pub fn each_start(&self, mut found: impl FnMut(usize)) {
        if !self.places.is_empty() {
            self.starts.iter().for_each(|start| found(*start as usize));
            return;
        }
        // The letters of 64 bytes are bits of a number: no processor can foresee where words begin, and none needs to here.
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

    /// Whether a part of the text is written so, capitals included.
    pub fn is_written(&self, start: usize, end: usize, written: &str) -> bool {
        if self.places.is_empty() {
            return self.text.get(start..end) == Some(written);
        }
        let stretch = self.stretch(start, end);
        letters::written(&stretch.text(self.document, self.source)) == written
    }

    /// Where a part of the text stands in the document.
    pub fn stretch(&self, start: usize, end: usize) -> TextSpan {
        match (self.places.get(start), self.places.get(end.saturating_sub(1))) {
            (Some(first), Some(last)) => TextSpan { first: first.node, from: first.from, last: last.node, to: last.to },
            _ => TextSpan { first: self.first, from: start as u32, last: self.first, to: end as u32 },
        }
    }

    /// The letters before the run on its line, from right to left: bold letters end no word.
    pub fn before(&self) -> impl Iterator<Item = char> + use<'a> {
        let (document, source) = (self.document, self.source);
        let nodes = (0..self.first).rev().take_while(move |id| is_on_line(document, *id));
        nodes.filter(move |id| is_words(document, *id)).flat_map(move |id| document.text(id, source).chars().rev())
    }

    /// The letters behind the run on its line.
    pub fn behind(&self) -> impl Iterator<Item = char> + use<'a> {
        let (document, source) = (self.document, self.source);
        let nodes = (self.last + 1..document.nodes().len()).take_while(move |id| is_on_line(document, *id));
        nodes.filter(move |id| is_words(document, *id)).flat_map(move |id| document.text(id, source).chars())
    }
}

/// Whether a text can be looked at where it stands.
fn is_plain(text: &str) -> bool {
    // All of it is looked at, so that it can be looked at many bytes at a time.
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

//! Access to neighbouring words, and to the places where they can be edited.

use super::link_text::{has_own_words, link_at};
use super::rule::ManuscriptContext;
use crate::markdown::{NodeKind, Prose, Word};
use crate::source::TextRange;

/// The words of a running text, in order.
#[derive(Clone, Copy)]
pub struct WordCursor<'a> {
    text: &'a str,
    words: &'a [Word],
}

impl<'a> WordCursor<'a> {
    /// All words of a text.
    pub fn of(prose: &'a Prose) -> Self {
        Self { text: prose.text(), words: prose.all_words() }
    }

    pub fn words(&self) -> &'a [Word] {
        self.words
    }

    /// The word at `index`; empty if there is none.
    pub fn word(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |word| word.range.of(self.text))
    }

    /// The text between a word and the next one.
    pub fn gap(&self, index: usize) -> &'a str {
        match (self.words.get(index), self.words.get(index.saturating_add(1))) {
            (Some(one), Some(other)) => TextRange { start: one.range.end, end: other.range.start }.of(self.text),
            _ => "",
        }
    }

    /// The next word if only a space separates them; otherwise empty.
    pub fn next(&self, index: usize) -> &'a str {
        if is_space(self.gap(index)) { self.word(index + 1) } else { "" }
    }

    /// The previous word if only a space separates them; otherwise empty.
    pub fn previous(&self, index: usize) -> &'a str {
        index.checked_sub(1).filter(|before| is_space(self.gap(*before))).map_or("", |before| self.word(before))
    }

    /// The range from the start of one word to the end of another.
    pub fn range(&self, from: usize, to: usize) -> TextRange {
        match (self.words.get(from), self.words.get(to)) {
            (Some(from), Some(to)) => TextRange { start: from.range.start, end: to.range.end },
            _ => TextRange::default(),
        }
    }

    /// The character directly before a word.
    pub fn char_before(&self, index: usize) -> Option<char> {
        let start = self.words.get(index)?.range.start as usize;
        self.text.get(..start)?.chars().next_back()
    }

    /// The text after a word, up to the end.
    pub fn after(&self, index: usize) -> &'a str {
        self.words.get(index).and_then(|word| self.text.get(word.range.end as usize..)).unwrap_or_default()
    }
}

/// Whether a gap consists only of white space without a line break.
pub fn is_space(gap: &str) -> bool {
    gap == " " || (!gap.is_empty() && gap.chars().all(|ch| ch.is_whitespace() && ch != '\n'))
}

/// The range in the file of a part of the running text, if the file has the same characters there and they may be
/// edited: not if there is markup between them, nor in code, nor in words that are the address of a link.
pub fn changeable(subject: &ManuscriptContext<'_>, range: TextRange) -> Option<TextRange> {
    let prose = subject.prose();
    let place = prose.in_file(range);
    let document = &subject.manuscript.document;
    let is_code = || {
        let nodes = document.nodes();
        let after = nodes.partition_point(|node| node.range.start <= place.start);
        after.checked_sub(1).is_some_and(|id| nodes[id].kind == NodeKind::Code)
    };
    let same = place.of(subject.text()) == prose.part(range);
    (same && !is_code() && link_at(document, place.start).is_none_or(has_own_words)).then_some(place)
}

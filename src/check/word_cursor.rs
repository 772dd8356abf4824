//! Words side by side, and where what they say can be changed.

use super::link_text::{has_own_words, link_at};
use super::rule::ManuscriptContext;
use crate::markdown::{NodeKind, Prose, Word};
use crate::source::TextRange;

/// The words of a running text in a row.
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

    /// The words.
    pub fn words(&self) -> &'a [Word] {
        self.words
    }

    /// A word; nothing where there is none.
    pub fn word(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |word| word.range.of(self.text))
    }

    /// What stands between a word and the next one.
    pub fn gap(&self, index: usize) -> &'a str {
        match (self.words.get(index), self.words.get(index.saturating_add(1))) {
            (Some(one), Some(other)) => TextRange { start: one.range.end, end: other.range.start }.of(self.text),
            _ => "",
        }
    }

    /// The next word, where only a space stands before it.
    pub fn next(&self, index: usize) -> &'a str {
        if is_space(self.gap(index)) { self.word(index + 1) } else { "" }
    }

    /// The word before, where only a space stands behind it.
    pub fn previous(&self, index: usize) -> &'a str {
        index.checked_sub(1).filter(|before| is_space(self.gap(*before))).map_or("", |before| self.word(before))
    }

    /// From the start of one word to the end of another.
    pub fn range(&self, from: usize, to: usize) -> TextRange {
        match (self.words.get(from), self.words.get(to)) {
            (Some(from), Some(to)) => TextRange { start: from.range.start, end: to.range.end },
            _ => TextRange::default(),
        }
    }

    /// The sign directly before a word.
    pub fn sign_before(&self, index: usize) -> Option<char> {
        let start = self.words.get(index)?.range.start as usize;
        self.text.get(..start)?.chars().next_back()
    }

    /// What stands behind a word, up to the end of the text.
    pub fn after(&self, index: usize) -> &'a str {
        self.words.get(index).and_then(|word| self.text.get(word.range.end as usize..)).unwrap_or_default()
    }
}

/// Whether it is space within a line and nothing else.
pub fn is_space(gap: &str) -> bool {
    gap == " " || (!gap.is_empty() && gap.chars().all(|ch| ch.is_whitespace() && ch != '\n'))
}

/// The place in the file of a part of the running text, where the same letters stand there and may be changed:
/// not where markup stands between them, in code, or in words that are the address of a link.
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

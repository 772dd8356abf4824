//! The letters of a leaflet: those that are in no font, the widths of words, and where to break words that are longer
//! than a line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::engine::PdfEngine;

/// The letters of one leaflet.
pub(super) struct RequiredLetters<'a> {
    engine: &'a PdfEngine,
    /// The characters that are in no font.
    pub missing: BTreeSet<char>,
}

impl<'a> RequiredLetters<'a> {
    pub fn new(engine: &'a PdfEngine) -> Self {
        Self { engine, missing: BTreeSet::new() }
    }

    /// Words as they are printed: without control characters and characters that change the order of letters.
    /// Characters that are in no font are recorded.
    pub fn clean<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        for letter in text.chars().filter(|letter| !letter.is_ascii()) {
            if !is_invisible(letter) && !self.engine.has(letter) {
                self.missing.insert(letter);
            }
        }
        if !text.contains(|letter: char| letter.is_control() || is_override(letter)) {
            return Cow::Borrowed(text);
        }
        let kept = text.chars().filter_map(|letter| match letter {
            '\n' | '\t' | '\r' => Some(' '),
            _ if letter.is_control() || is_override(letter) => None,
            _ => Some(letter),
        });
        Cow::Owned(kept.collect())
    }

    /// The maximum width of words, in ems, in a bold font.
    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.engine.advance(letter)).sum()
    }

    /// The maximum width of the pieces between possible line breaks.
    pub fn widest_piece(&self, text: &str) -> f32 {
        pieces(text).map(|piece| self.width(piece)).fold(0.0, f32::max)
    }

    /// Splits words into parts between which a line may be broken: one part, unless a word is wider than a line. A word
    /// is not broken between joined letters.
    pub fn cut<'t>(&self, text: &'t str, room: f32) -> Vec<&'t str> {
        let (mut parts, mut start) = (Vec::new(), 0);
        for piece in pieces(text) {
            if self.width(piece) <= room {
                continue;
            }
            let offset = piece.as_ptr() as usize - text.as_ptr() as usize;
            let mut width = 0.0;
            for (at, letter) in piece.char_indices() {
                let advance = self.engine.advance(letter);
                // Small parts, so that lines are filled well.
                if width + advance > room / 8.0 && width > 0.0 && !is_invisible(letter) {
                    parts.push(&text[start..offset + at]);
                    start = offset + at;
                    width = 0.0;
                }
                width += advance;
            }
        }
        parts.push(&text[start..]);
        parts
    }
}

/// The pieces of a text between possible line breaks.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split([' ', '\u{2002}', '\u{2003}', '\u{2009}']);
    words.flat_map(|word| {
        word.split_inclusive(|letter| matches!(letter, '-' | '/' | '\u{2013}') || is_without_spaces(letter))
    })
}

/// Whether a letter belongs to a script that is written without spaces, such as Chinese or Thai: lines may be broken
/// between its words.
pub(super) fn is_without_spaces(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character has no visible shape.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || letter.is_whitespace()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character overrides the order of letters.
fn is_override(letter: char) -> bool {
    matches!(letter, '\u{202d}' | '\u{202e}')
}

/// Whether the first letter of words is written from right to left. `None` if they contain no letters.
pub(super) fn runs_from_right(text: &str) -> Option<bool> {
    let first = text.chars().find(|letter| letter.is_alphabetic())?;
    Some(is_from_right(first))
}

/// Whether a letter belongs to a script that is written from right to left.
pub(super) fn is_from_right(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

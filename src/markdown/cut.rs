//! Splits text into sentences and words.

use crate::source::TextRange;
use crate::text::swar::small_letters;

/// Abbreviations after which a full stop does not end a sentence.
const SHORT_FORMS: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "St", "Rev", "Sr", "Jr", "No", "Nos", "Fig", "Tel", "Ext", "Vol", "Ch",
    "e.g", "i.e", "eg", "ie", "vs", "approx", "cf", "viz", "al", "tel", "ext", "no", "nos", "fig", "incl", "min",
    "max",
];

/// A sentence. Headings, list items and cells are sentences too, even without a full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its range in [`Prose::text`](super::Prose::text).
    pub range: TextRange,
    pub(super) words: (u32, u32),
}

/// A word without the punctuation around it. Numbers are words; a token between two spaces has at most one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its range in [`Prose::text`](super::Prose::text).
    pub range: TextRange,
    pub(super) shape: u8,
}

impl Word {
    pub(super) const LOWER: u8 = 1;
    pub(super) const UPPER: u8 = 2;
    pub(super) const DIGIT: u8 = 4;

    /// Whether it has a digit.
    pub fn has_digit(self) -> bool {
        self.shape & Self::DIGIT != 0
    }

    /// Whether it has a lower-case letter.
    pub fn has_lower(self) -> bool {
        self.shape & Self::LOWER != 0
    }

    /// Whether it has a capital letter.
    pub fn has_upper(self) -> bool {
        self.shape & Self::UPPER != 0
    }

    /// Whether it has letters and all of them are capitals.
    pub fn is_capitals(self) -> bool {
        self.has_upper() && !self.has_lower()
    }
}

/// Splits the text from `start` to its end. Ranges are positions in `text`.
pub(super) fn cut(text: &str, start: usize, sentences: &mut Vec<Sentence>, words: &mut Vec<Word>) {
    let mut sentence: Option<(usize, u32)> = None;
    let mut end_of_last = start;
    let mut ended = false;
    let mut at = start;
    while let Some(token) = next_token(text, at) {
        at = token.to;
        if let Some((from, first)) = sentence
            && (token.broken || (ended && token.word.is_some() && may_begin(&text[token.from..token.to])))
        {
            close(from, end_of_last, first, sentences, words);
            sentence = None;
        }
        let (_, first) = *sentence.get_or_insert((token.from, words.len() as u32));
        if let Some(word) = token.word {
            let end = word.range.end as usize;
            ended = end < token.to && {
                let before = words.last().filter(|_| first < words.len() as u32).copied();
                ends_sentence(text, &text[end..token.to], word, before)
            };
            words.push(word);
        } else if text[token.from..token.to].contains(['.', '?', '!']) {
            ended = true;
        }
        end_of_last = token.to;
    }
    if let Some((from, first)) = sentence {
        close(from, end_of_last, first, sentences, words);
    }
}

/// The ranges of the sentences of a text without line breaks. Together they cover all of it: a part without words,
/// such as a character on its own, belongs to the previous sentence, or is a sentence itself if there is no other.
pub fn sentences(text: &str) -> Vec<TextRange> {
    let (mut sentences, mut words) = (Vec::new(), Vec::new());
    cut(text, 0, &mut sentences, &mut words);
    let mut starts: Vec<u32> = sentences.iter().map(|sentence| sentence.range.start).collect();
    match starts.first_mut() {
        Some(first) => *first = 0,
        None => starts.push(0),
    }
    let ends = starts.iter().skip(1).map(|start| *start as usize).chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| TextRange::new(*start as usize, end)).collect()
}

/// Whether a sentence may begin with this token.
fn may_begin(token: &str) -> bool {
    token.chars().find(|letter| letter.is_alphanumeric()).is_none_or(|letter| !letter.is_lowercase())
}

fn close(from: usize, to: usize, first: u32, sentences: &mut Vec<Sentence>, words: &[Word]) {
    let last = words.len() as u32;
    // A dash on its own is not a sentence.
    if first < last {
        sentences.push(Sentence { range: TextRange::new(from, to), words: (first, last) });
    }
}

/// A token between two spaces.
struct SpacedToken {
    from: usize,
    to: usize,
    /// Whether there is a line break before it.
    broken: bool,
    /// Its word, without the punctuation around it.
    word: Option<Word>,
}

/// A byte that is neither a letter, a digit nor a space.
const OTHER: u8 = 0;
/// A byte that may begin a space.
const SPACE: u8 = 8;
/// A byte of a non-ASCII character.
const NON_ASCII: u8 = 16;

/// An ASCII letter or digit.
const LETTER: u8 = Word::LOWER | Word::UPPER | Word::DIGIT;

/// The class of each byte, as a table: every byte of every leaflet is looked up here.
const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => Word::LOWER,
            b'A'..=b'Z' => Word::UPPER,
            b'0'..=b'9' => Word::DIGIT,
            b' ' | b'\t' | b'\r' | b'\n' => SPACE,
            0xC2 | 0xE2 => SPACE | NON_ASCII,
            0x80.. => NON_ASCII,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

/// The next token from a position on. An em dash counts as a space.
fn next_token(text: &str, at: usize) -> Option<SpacedToken> {
    let bytes = text.as_bytes();
    // Fast path: most tokens are lower-case words between single spaces.
    let from = at + usize::from(bytes.get(at) == Some(&b' '));
    let to = from + small_letters(bytes.get(from..)?);
    match bytes.get(to) {
        None | Some(b' ') if to > from => {
            let word = Word { range: TextRange::new(from, to), shape: Word::LOWER };
            Some(SpacedToken { from, to, broken: false, word: Some(word) })
        }
        _ => any_token(text, at),
    }
}

/// The general case, byte by byte.
fn any_token(text: &str, mut at: usize) -> Option<SpacedToken> {
    let bytes = text.as_bytes();
    let mut broken = false;
    while let Some((length, line_end)) = space(bytes, at) {
        broken |= line_end;
        at += length;
    }
    let from = at;
    let mut shape = 0;
    let (mut first, mut last) = (usize::MAX, 0);
    while let Some(byte) = bytes.get(at) {
        let class = CLASSES[usize::from(*byte)];
        if class & LETTER != 0 {
            first = first.min(at);
            shape |= class;
            at += 1;
            // Most letters are lower case and follow other letters.
            let small = small_letters(&bytes[at..]);
            if small > 0 {
                shape |= Word::LOWER;
                at += small;
            }
            last = at;
            continue;
        }
        if class & SPACE != 0 && space(bytes, at).is_some() {
            break;
        }
        shape |= class;
        at += 1;
    }
    if from == at {
        return None;
    }
    let word = match shape & NON_ASCII != 0 {
        true => word_beyond_ascii(text, from, at),
        false => (last > 0).then(|| Word { range: TextRange::new(first, last), shape }),
    };
    Some(SpacedToken { from, to: at, broken, word })
}

/// The length of the space at a position, and whether it is a line break.
fn space(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    match bytes.get(at)? {
        b' ' | b'\t' | b'\r' => Some((1, false)),
        b'\n' => Some((1, true)),
        // No-break space.
        0xC2 if bytes.get(at + 1) == Some(&0xA0) => Some((2, false)),
        // Thin spaces, and the em dash.
        0xE2 if bytes.get(at + 1) == Some(&0x80) => match bytes.get(at + 2) {
            Some(0x80..=0x8A | 0xAF | 0x94) => Some((3, false)),
            _ => None,
        },
        _ => None,
    }
}

/// The word in a token with non-ASCII characters, without the punctuation around it.
fn word_beyond_ascii(text: &str, from: usize, to: usize) -> Option<Word> {
    let mut shape = 0;
    let (mut first, mut last) = (None, 0);
    for (at, letter) in text[from..to].char_indices() {
        let class = match letter {
            _ if letter.is_numeric() => Word::DIGIT,
            _ if letter.is_uppercase() => Word::UPPER,
            _ if letter.is_alphabetic() => Word::LOWER,
            _ => continue,
        };
        shape |= class;
        first.get_or_insert(at);
        last = at + letter.len_utf8();
    }
    Some(Word { range: TextRange::new(from + first?, from + last), shape })
}

/// Whether a sentence may end with this word and the characters directly after it.
fn ends_sentence(text: &str, tail: &str, word: Word, before: Option<Word>) -> bool {
    if tail.contains(['?', '!', '…']) {
        return true;
    }
    if !tail.contains('.') {
        return false;
    }
    if !tail.starts_with('.') {
        return true;
    }
    let written = word.range.of(text);
    if SHORT_FORMS.contains(&written) {
        return false;
    }
    // 'Dr J. Smith', but 'hepatitis B. You'.
    let is_initial = written.len() == 1 && word.is_capitals() && written != "I";
    !(is_initial && before.is_none_or(Word::has_upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let (mut sentences, mut words) = (Vec::new(), Vec::new());
        cut(text, 0, &mut sentences, &mut words);
        sentences.iter().map(|sentence| sentence.range.of(text)).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        let (mut sentences, mut words) = (Vec::new(), Vec::new());
        cut(text, 0, &mut sentences, &mut words);
        words.iter().map(|word| word.range.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_readers_expect() {
        assert_eq!(sentences("One two. Three?  Four!"), ["One two.", "Three?", "Four!"]);
        assert_eq!(sentences("Ask Dr. A. Smith. He knows."), ["Ask Dr. A. Smith.", "He knows."]);
        assert_eq!(sentences("Hepatitis, e.g. hepatitis B. You may"), ["Hepatitis, e.g. hepatitis B.", "You may"]);
        assert_eq!(sentences("Take 2.5 mg at 5 p.m. every day."), ["Take 2.5 mg at 5 p.m. every day."]);
        assert_eq!(
            sentences("She said “Go.” Then (at last.) 5 came."),
            ["She said “Go.”", "Then (at last.)", "5 came."]
        );
        assert_eq!(sentences("First line\nsecond line"), ["First line", "second line"]);
        assert_eq!(sentences(" – ... "), [""; 0]);
        assert_eq!(sentences("No."), ["No."]);
    }

    #[test]
    fn words_exclude_surrounding_punctuation() {
        assert_eq!(
            words("“Don't” (re-read) and/or 5pm – £1.50, naïve."),
            ["Don't", "re-read", "and/or", "5pm", "1.50", "naïve"]
        );
        assert_eq!(words("one—two\u{a0}three"), ["one", "two", "three"]);
        assert_eq!(words(""), [""; 0]);
    }
}

//! Where sentences and words end.

use super::prose::{Sentence, Word};
use crate::source::TextRange;

/// Short forms after which a full stop ends no sentence.
const SHORT_FORMS: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "St", "Rev", "Sr", "Jr", "No", "Nos", "Fig", "Tel", "Ext", "Vol", "Ch",
    "e.g", "i.e", "eg", "ie", "vs", "approx", "cf", "viz", "al", "tel", "ext", "no", "nos", "fig", "incl", "min",
    "max",
];

/// Cuts the text from `start` to its end. Ranges are places in `text`.
pub(super) fn cut(text: &str, start: usize, sentences: &mut Vec<Sentence>, words: &mut Vec<Word>) {
    let mut sentence: Option<(usize, u32)> = None;
    let mut end_of_last = start;
    let mut ended = false;
    for (token, broken) in tokens(text, start) {
        let word = word(text, token);
        if let Some((from, first)) = sentence {
            let begins = text[token.0..token.1].chars().find(|letter| letter.is_alphanumeric());
            let may_begin = begins.is_none_or(|letter| !letter.is_lowercase());
            if broken || (ended && may_begin && word.is_some()) {
                close(from, end_of_last, first, sentences, words);
                sentence = None;
            }
        }
        if sentence.is_none() {
            sentence = Some((token.0, words.len() as u32));
        }
        if let Some(word) = word {
            let before =
                words.last().filter(|_| sentence.is_some_and(|(_, first)| first < words.len() as u32)).copied();
            ended = ends_sentence(text, token, word, before);
            words.push(word);
        } else if text[token.0..token.1].contains(['.', '?', '!']) {
            ended = true;
        }
        end_of_last = token.1;
    }
    if let Some((from, first)) = sentence {
        close(from, end_of_last, first, sentences, words);
    }
}

fn close(from: usize, to: usize, first: u32, sentences: &mut Vec<Sentence>, words: &[Word]) {
    let last = words.len() as u32;
    // A dash on its own is no sentence.
    if first < last {
        sentences.push(Sentence { range: TextRange::new(from, to), words: (first, last) });
    }
}

/// What stands between spaces, each with whether a line end stands before it. A long dash stands for a space.
fn tokens(text: &str, start: usize) -> impl Iterator<Item = ((usize, usize), bool)> {
    let bytes = text.as_bytes();
    let mut at = start;
    std::iter::from_fn(move || {
        let mut broken = false;
        while let Some((length, line_end)) = space(bytes, at) {
            broken |= line_end;
            at += length;
        }
        if at >= bytes.len() {
            return None;
        }
        let from = at;
        while at < bytes.len() && space(bytes, at).is_none() {
            at += 1;
        }
        Some(((from, at), broken))
    })
}

/// How long the space at a byte is, and whether it is a line end.
fn space(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    match bytes.get(at)? {
        b' ' | b'\t' | b'\r' => Some((1, false)),
        b'\n' => Some((1, true)),
        // The space that does not break.
        0xC2 if bytes.get(at + 1) == Some(&0xA0) => Some((2, false)),
        // Thin spaces, and the long dash.
        0xE2 if bytes.get(at + 1) == Some(&0x80) => match bytes.get(at + 2) {
            Some(0x80..=0x8A | 0xAF | 0x94) => Some((3, false)),
            _ => None,
        },
        _ => None,
    }
}

/// The word in a token, without the punctuation around it.
fn word(text: &str, (from, to): (usize, usize)) -> Option<Word> {
    let token = &text[from..to];
    let bytes = token.as_bytes();
    let mut shape = 0;
    let (mut first, mut last) = (None, 0);
    if token.is_ascii() {
        for (at, byte) in bytes.iter().enumerate() {
            let class = match byte {
                b'a'..=b'z' => Word::LOWER,
                b'A'..=b'Z' => Word::UPPER,
                b'0'..=b'9' => Word::DIGIT,
                _ => continue,
            };
            shape |= class;
            first.get_or_insert(at);
            last = at + 1;
        }
    } else {
        for (at, letter) in token.char_indices() {
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
    }
    Some(Word { range: TextRange::new(from + first?, from + last), shape })
}

/// Whether a sentence may end with this word.
fn ends_sentence(text: &str, (_, to): (usize, usize), word: Word, before: Option<Word>) -> bool {
    let tail = &text[word.range.end as usize..to];
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
    fn sentences_end_where_readers_think_so() {
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
    fn words_have_no_punctuation_around_them() {
        assert_eq!(
            words("“Don't” (re-read) and/or 5pm – £1.50, naïve."),
            ["Don't", "re-read", "and/or", "5pm", "1.50", "naïve"]
        );
        assert_eq!(words("one—two\u{a0}three"), ["one", "two", "three"]);
        assert_eq!(words(""), [""; 0]);
    }
}

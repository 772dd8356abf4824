//! Words in the form that is searched: lower case, without accents, apostrophes and plurals.
//!
//! `assets/search.js` splits what readers type in the same way. A test compares the two.

use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::text::swar::letters_and_digits;

/// Splits texts into words. The buffers are reused, because every word of every leaflet is processed here.
#[derive(Default)]
pub(super) struct WordCutter {
    word: String,
    /// The joined parts of 'X-ray': 'xray'.
    joined: String,
    parts: usize,
}

/// A word of a text.
#[derive(Clone, Copy)]
pub(super) enum CutWord<'w> {
    /// A word of up to eight letters, as written by [`swar::as_number`]. Most words are short, and this does not copy
    /// them.
    Short(u64),
    /// Any other word.
    Text(&'w str),
}

/// Nobody types longer words.
const MAX_WORD_BYTES: usize = 60;

impl WordCutter {
    /// Calls `take` with each word of a text. 'X-ray' gives 'x', 'ray' and 'xray'.
    pub fn each(&mut self, text: &str, mut take: impl FnMut(CutWord<'_>)) {
        if !text.is_ascii() {
            let folded = fold(text);
            return self.compound(&folded, &mut take);
        }
        let mut from = None;
        let mut done = 0;
        // A word starts or ends where a bit differs from the one before it. Unlike a loop over letters, this has no
        // branches that depend on the lengths of words, which processors cannot predict.
        let mut before = 0;
        for (index, bytes) in text.as_bytes().chunks(64).enumerate() {
            let letters = letters_and_digits(bytes);
            let mut edges = letters ^ (letters << 1 | before);
            before = letters >> 63;
            while edges != 0 {
                let at = index * 64 + edges.trailing_zeros() as usize;
                edges &= edges - 1;
                match from.take() {
                    None => from = Some(at),
                    Some(from) if from < done => {}
                    Some(from) => done = self.word(text, from..at, &mut take),
                }
            }
        }
        if let Some(from) = from.filter(|from| *from >= done) {
            self.word(text, from..text.len(), &mut take);
        }
    }

    /// Takes an ASCII word, or the compound that it is a part of. Returns the position after it.
    fn word(&mut self, text: &str, range: Range<usize>, take: &mut impl FnMut(CutWord<'_>)) -> usize {
        let bytes = text.as_bytes();
        if matches!(bytes.get(range.end), Some(b'\'' | b'-')) {
            let goes_on = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-');
            let end = range.end + bytes[range.end..].iter().take_while(goes_on).count();
            self.compound(&text[range.start..end], take);
            return end;
        }
        let length = range.len();
        if length <= 8 {
            take(CutWord::Short(short(bytes, range.clone())));
        } else if length <= MAX_WORD_BYTES {
            self.word.push_str(&text[range.clone()]);
            self.word.make_ascii_lowercase();
            hand_over(&mut self.word, take);
        }
        range.end
    }

    /// Takes the words of a text letter by letter.
    fn compound(&mut self, text: &str, take: &mut impl FnMut(CutWord<'_>)) {
        for letter in text.chars() {
            match letter {
                _ if letter.is_ascii() => match letter {
                    '\'' => {}
                    '-' => self.part(take),
                    _ if letter.is_ascii_alphanumeric() => self.word.push(letter.to_ascii_lowercase()),
                    _ => self.end(take),
                },
                '’' => {}
                '\u{2010}' => self.part(take),
                _ if letter.is_alphanumeric() => self.word.push(letter),
                _ => self.end(take),
            }
        }
        self.end(take);
    }

    fn part(&mut self, take: &mut impl FnMut(CutWord<'_>)) {
        if !self.word.is_empty() {
            self.joined.push_str(&self.word);
            self.parts += 1;
            hand_over(&mut self.word, take);
        }
    }

    fn end(&mut self, take: &mut impl FnMut(CutWord<'_>)) {
        if self.parts > 0 {
            self.part(take);
            if self.parts > 1 {
                hand_over(&mut self.joined, take);
            }
            self.joined.clear();
            self.parts = 0;
        } else if !self.word.is_empty() {
            hand_over(&mut self.word, take);
        }
    }
}

fn hand_over(word: &mut String, take: &mut impl FnMut(CutWord<'_>)) {
    if word.len() <= MAX_WORD_BYTES {
        without_plural(word);
        take(CutWord::Text(word));
    }
    word.clear();
}

/// The number of a word of one to eight ASCII letters or digits, in lower case and singular.
fn short(text: &[u8], range: Range<usize>) -> u64 {
    // Digits have this bit as well.
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let only = |letters: u64, length: usize| letters & (u64::MAX >> (64 - 8 * length));
    let letters = match text[range.start..].first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => text[range.clone()].iter().rev().fold(0, |letters, letter| letters << 8 | u64::from(*letter)),
    };
    let letters = only(letters | SMALL, range.len());
    match plural(&letters.to_le_bytes()[..range.len()]) {
        Plural::End(0) => letters,
        Plural::End(cut) => only(letters, range.len() - cut),
        Plural::Y => only(letters, range.len() - 3) | u64::from(b'y') << (8 * (range.len() - 3)),
    }
}

/// The plural ending of a word.
enum Plural {
    /// The number of letters to remove; 0 if the word is not a plural.
    End(usize),
    /// The ending of 'biopsies', which is 'y' in the singular.
    Y,
}

/// 'Stones' and 'stone' are the same word, and so are 'biopsies' and 'biopsy'.
fn plural(word: &[u8]) -> Plural {
    match word {
        [] | [_] | [_, _] | [_, _, _] => Plural::End(0),
        [.., b's' | b'u' | b'i', b's'] => Plural::End(0),
        [_, _, .., b'i', b'e', b's'] => Plural::Y,
        [.., b'c' | b's', b'h', b'e', b's'] | [.., b's', b's', b'e', b's'] | [.., b'x', b'e', b's'] => Plural::End(2),
        [.., b's'] => Plural::End(1),
        _ => Plural::End(0),
    }
}

fn without_plural(word: &mut String) {
    match plural(word.as_bytes()) {
        Plural::End(cut) => word.truncate(word.len() - cut),
        Plural::Y => {
            word.truncate(word.len() - 3);
            word.push('y');
        }
    }
}

/// Lower case without accents.
fn fold(text: &str) -> String {
    let plain = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let plain: String = plain.chars().filter(|letter| !matches!(letter, '\u{300}'..='\u{36F}')).collect();
    let mut folded = String::with_capacity(plain.len());
    for letter in plain.to_lowercase().chars() {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            _ => folded.push(letter),
        }
    }
    folded
}

/// The letters and digits of a text. References are searched for in this form, so 'pt 001' finds 'PT-001'.
pub(super) fn joined(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::swar;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        WordCutter::default().each(text, |word| {
            words.push(match word {
                CutWord::Short(letters) => swar::of_number(letters),
                CutWord::Text(word) => word.to_owned(),
            });
        });
        words
    }

    #[test]
    fn words_have_no_capitals_accents_apostrophes_and_plurals() {
        assert_eq!(words("Crohn's disease, Kidney stones"), ["crohn", "disease", "kidney", "stone"]);
        assert_eq!(
            words("Biopsies, boxes, stitches, illness, pus, diagnosis, gas"),
            ["biopsy", "box", "stitch", "illness", "pus", "diagnosis", "gas"]
        );
        assert_eq!(words("Ménière’s naïve ŁÓDŹ Straße"), ["meniere", "naive", "lodz", "strasse"]);
        assert_eq!(words("سرطان हृदय Σίσυφος"), ["سرطان", "हृदय", "σισυφοσ"]);
    }

    #[test]
    fn words_are_the_same_at_every_position() {
        let all = "a Ab 1b2 o'clock X-ray's stones biopsies well-being- 'tis physiotherapists boxes A1 gas stitches -";
        let expected = words(all);
        assert_eq!(expected.len(), 18, "{expected:?}");
        for before in 0..70 {
            let moved = format!("{}{all}", " ".repeat(before));
            assert_eq!(words(&moved), expected, "{before}");
            // A text that is not ASCII is split letter by letter.
            assert_eq!(words(&format!("{moved}—")), expected, "{before}");
        }
        let long = "x".repeat(61);
        assert_eq!(words(&format!("{long} {}", &long[1..])), [&long[1..]]);
    }

    #[test]
    fn words_with_a_hyphen_are_found_in_one_and_in_parts() {
        assert_eq!(words("X-ray"), ["x", "ray", "xray"]);
        assert_eq!(words("over\u{2011}the-counter - now -"), ["over", "the", "counter", "overthecounter", "now"]);
        assert_eq!(joined(" PT-001/a "), "pt001a");
    }
}

//! Words as search knows them: small letters without accents, apostrophes and plurals.
//!
//! `assets/search.js` cuts what readers type in the same way. A test holds the two to one another.

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::short_word::small_letters;

/// Cuts texts into words. It keeps its buffers, since every word of every leaflet passes here.
#[derive(Default)]
pub(super) struct Cutter {
    word: String,
    /// The parts of 'X-ray' in one: 'xray'.
    joined: String,
    parts: usize,
}

/// Whether a byte is a small letter or a digit.
const IS_SMALL: [bool; 256] = {
    let mut is_small = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_small[byte] = matches!(byte as u8, b'a'..=b'z' | b'0'..=b'9');
        byte += 1;
    }
    is_small
};

/// What is longer is no word that anybody types.
const LONGEST: usize = 60;

impl Cutter {
    /// Hands over each word of a text. 'X-ray' gives 'x', 'ray' and 'xray'.
    pub fn each(&mut self, text: &str, mut take: impl FnMut(&str)) {
        if text.is_ascii() {
            let bytes = text.as_bytes();
            let mut at = 0;
            while let Some(byte) = bytes.get(at) {
                let mut letters = small_letters(&bytes[at..]);
                if bytes.get(at + letters).is_some_and(u8::is_ascii_digit) {
                    letters += bytes[at + letters..].iter().take_while(|byte| IS_SMALL[usize::from(**byte)]).count();
                }
                if letters > 0 {
                    let (run, next) = (&text[at..at + letters], bytes.get(at + letters));
                    at += letters;
                    // Most words are small letters between two spaces, and are handed over where they stand.
                    let is_whole = self.word.is_empty() && self.parts == 0 && next.is_none_or(u8::is_ascii_whitespace);
                    match plural(run.as_bytes()) {
                        Plural::End(cut) if is_whole && letters <= LONGEST => take(&run[..letters - cut]),
                        _ => self.word.push_str(run),
                    }
                    continue;
                }
                match byte {
                    b'A'..=b'Z' => self.word.push(char::from(byte.to_ascii_lowercase())),
                    b'\'' => {}
                    b'-' => self.part(&mut take),
                    _ => self.end(&mut take),
                }
                at += 1;
            }
        } else {
            for letter in fold(text).chars() {
                match letter {
                    _ if letter.is_alphanumeric() => self.word.push(letter),
                    '\'' | '’' => {}
                    '-' | '\u{2010}' => self.part(&mut take),
                    _ => self.end(&mut take),
                }
            }
        }
        self.end(&mut take);
    }

    fn part(&mut self, take: &mut impl FnMut(&str)) {
        if !self.word.is_empty() {
            self.joined.push_str(&self.word);
            self.parts += 1;
            hand_over(&mut self.word, take);
        }
    }

    fn end(&mut self, take: &mut impl FnMut(&str)) {
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

fn hand_over(word: &mut String, take: &mut impl FnMut(&str)) {
    if word.len() <= LONGEST {
        without_plural(word);
        take(word);
    }
    word.clear();
}

/// What tells a plural.
enum Plural {
    /// So many letters at the end; none where it is no plural.
    End(usize),
    /// The end of 'biopsies', which is a 'y' in the singular.
    Y,
}

/// 'Stones' and 'stone' are one word, and so are 'biopsies' and 'biopsy'.
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

/// Small letters without accents.
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

/// A text without everything that is no letter or digit: how references are looked for, 'pt 001' as 'PT-001'.
pub(super) fn joined(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        Cutter::default().each(text, |word| words.push(word.to_owned()));
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
    fn words_with_a_hyphen_are_found_in_one_and_in_parts() {
        assert_eq!(words("X-ray"), ["x", "ray", "xray"]);
        assert_eq!(words("over\u{2011}the-counter - now -"), ["over", "the", "counter", "overthecounter", "now"]);
        assert_eq!(joined(" PT-001/a "), "pt001a");
    }
}

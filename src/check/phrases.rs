//! Finds many short phrases in running text in one pass.

use crate::markdown::{Prose, Word};

/// A set of phrases, each with a group, that are searched for in one pass.
#[derive(Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
    /// Phrases by a hash of the first letters of their anchor word.
    by_letters: Vec<Vec<u16>>,
    /// One bit for each list of `by_letters` that is not empty.
    taken: [u64; LISTS / 64],
}

const LISTS: usize = 512;

struct Phrase {
    words: Vec<PhraseWord>,
    /// Index of the longest word, by which the phrase is found.
    anchor: usize,
    group: u32,
}

/// A word of a phrase.
struct PhraseWord {
    letters: Box<str>,
    /// Whether any ending matches, as in `refer*`.
    open: bool,
}

impl Phrases {
    /// Builds the set from phrases and their groups. Any word may have a plural `s` or `es` in the text, and any ending
    /// if the phrase has a `*` there.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut all = Self { by_letters: vec![Vec::new(); LISTS], ..Self::default() };
        for (phrase, group) in phrases {
            let part = |word: &str| PhraseWord {
                letters: word.trim_end_matches('*').to_lowercase().into(),
                open: word.ends_with('*'),
            };
            let words: Vec<PhraseWord> =
                phrase.split_whitespace().map(part).filter(|part| !part.letters.is_empty()).collect();
            let Some(anchor) = (0..words.len()).max_by_key(|at| words[*at].letters.len()) else { continue };
            let list = list_of(words[anchor].letters.as_bytes());
            let number = u16::try_from(all.phrases.len()).unwrap_or(u16::MAX);
            all.taken[list / 64] |= 1 << (list % 64);
            all.by_letters[list].push(number);
            all.phrases.push(Phrase { words, anchor, group });
        }
        all
    }

    /// Whether there are no phrases.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Calls `take` with the group of each phrase found in these words.
    pub fn find(&self, prose: &Prose, words: &[Word], mut take: impl FnMut(u32)) {
        for (at, word) in words.iter().enumerate() {
            let list = list_of(prose.part(word.range).as_bytes());
            if self.taken[list / 64] >> (list % 64) & 1 == 0 {
                continue;
            }
            for number in &self.by_letters[list] {
                let Some(phrase) = self.phrases.get(usize::from(*number)) else { continue };
                let found = at
                    .checked_sub(phrase.anchor)
                    .and_then(|start| words.get(start..start + phrase.words.len()))
                    .is_some_and(|here| {
                        here.iter().zip(&phrase.words).all(|(word, part)| part.is(prose.part(word.range)))
                    });
                if found {
                    take(phrase.group);
                }
            }
        }
    }
}

impl PhraseWord {
    fn is(&self, word: &str) -> bool {
        let length = self.letters.len();
        let Some(start) = word.as_bytes().get(..length) else { return false };
        if !start.eq_ignore_ascii_case(self.letters.as_bytes()) {
            return false;
        }
        let rest = &word.as_bytes()[length..];
        self.open || rest.is_empty() || (length > 2 && (rest == b"s" || rest == b"es" || rest == b"S" || rest == b"ES"))
    }
}

/// The list of a word, from a hash of its first three letters, ignoring case.
fn list_of(word: &[u8]) -> usize {
    let letter = |at: usize| word.get(at).map_or(0, |byte| usize::from(byte.to_ascii_lowercase()));
    (letter(0) * 7 + letter(1) * 61 + letter(2) * 331) % LISTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn found(text: &str) -> Vec<u32> {
        let all = ["side effect", "who it is for", "refer*", "if you do nothing", "x-ray"];
        let phrases = Phrases::new(all.into_iter().zip(0..));
        let prose = Prose::of(&parse(text, 0), text);
        let mut groups = Vec::new();
        phrases.find(&prose, prose.all_words(), |group| groups.push(group));
        groups
    }

    #[test]
    fn phrases_match_whole_words() {
        assert_eq!(found("Possible SIDE EFFECTS, and who it is for"), [0, 1]);
        assert_eq!(found("Ask for a referral. What if you do nothing? X-rays"), [2, 3, 4]);
        assert!(found("Side effective, beside effects, who it was for, do nothing").is_empty());
        assert!(found("\u{e9}\u{e9}").is_empty());
    }
}

//! Finding many names in a text at once.
//!
//! One automaton holds all names. It is asked only where a word begins, and of those only where some name begins with the
//! same four letters, so that a text costs little more than a look at each of its letters. What it answers is then held
//! against the text: whole words, and the very letters of a name whose capitals count.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};

use super::letters;
use super::run::Run;
use crate::markdown::Stretch;

/// A name that is looked for.
pub(super) struct Name<T> {
    /// What is looked for, with its capitals, as [`letters::written`] gives it.
    pub written: String,
    /// Whether its capitals count.
    pub exact: bool,
    /// What it stands for.
    pub meaning: T,
}

/// Many names, to be found at once.
pub(super) struct Lexicon<T> {
    automaton: Option<AhoCorasick>,
    /// For each pattern of the automaton, the names that are written so but for their capitals.
    patterns: Vec<Vec<Name<T>>>,
    heads: Heads,
}

impl<T: Copy> Lexicon<T> {
    /// Names that differ only in capitals may stand side by side where their capitals count.
    pub fn new(names: impl IntoIterator<Item = Name<T>>) -> Self {
        let mut by_letters: BTreeMap<String, Vec<Name<T>>> = BTreeMap::new();
        for name in names {
            let folded = name.written.to_lowercase();
            // A name must be told from a letter of a list.
            if folded.chars().filter(|letter| letter.is_alphanumeric()).nth(1).is_some()
                && folded.starts_with(letters::is_in_word)
            {
                by_letters.entry(folded).or_default().push(name);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .ascii_case_insensitive(true)
            .prefilter(false)
            .build(by_letters.keys());
        let mut heads = Heads::default();
        by_letters.keys().for_each(|name| heads.add(name.as_bytes()));
        // More names than an automaton can hold are no leaflets. Without one nothing is found.
        let automaton = automaton.ok().filter(|_| !by_letters.is_empty());
        Self { automaton, patterns: by_letters.into_values().collect(), heads }
    }

    /// Whether it has no names.
    pub fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// All names in a run of texts from left to right, the longest at each place, none within another.
    pub fn find(&self, run: &Run<'_>, mut found: impl FnMut(Stretch, T)) {
        let Some(automaton) = &self.automaton else { return };
        let text = run.text();
        let bytes = text.as_bytes();
        let mut done = 0;
        run.each_start(|start| {
            if start < done || !self.heads.may_begin(&bytes[start..]) {
                return;
            }
            let mut end = bytes.len();
            while let Some(hit) = automaton.find(Input::new(bytes).span(start..end).anchored(Anchored::Yes)) {
                if let Some(meaning) = self.meaning(run, start, hit.end(), hit.pattern().as_usize()) {
                    done = hit.end();
                    found(run.stretch(start, hit.end()), meaning);
                    return;
                }
                // A shorter name may stand at the same place.
                end = hit.end() - 1;
            }
        });
    }

    /// What a place in the text stands for that has the letters of some names.
    fn meaning(&self, run: &Run<'_>, start: usize, end: usize, pattern: usize) -> Option<T> {
        let text = run.text();
        let (first, last) = (text.get(start..end)?.chars().next()?, text.get(start..end)?.chars().next_back()?);
        let names = self.patterns.get(pattern)?;
        let name = names.iter().find(|name| !name.exact || run.is_written(start, end, &name.written))?;
        let before = || text[..start].chars().rev().chain(run.before());
        let behind = || text[end..].chars().chain(run.behind());
        if letters::began_before(first, &mut before()) {
            return None;
        }
        if letters::goes_on(last, &mut behind()) {
            // 'Crohn's' is another name than 'Crohn', 'the CBT's aims' is not.
            let is_plain_word = name.exact && !letters::is_abbreviation(&name.written);
            if is_plain_word || !letters::is_possessive(&mut behind()) {
                return None;
            }
        }
        Some(name.meaning)
    }
}

/// How names begin, so that most words of a text are passed over at one look.
struct Heads {
    /// A bit for each two letters that a name of two or three begins with.
    short: Box<[u64]>,
    /// A bit for each four letters that a longer name begins with.
    long: Box<[u64]>,
}

impl Default for Heads {
    fn default() -> Self {
        let none = || vec![0; (1 << 16) / 64].into_boxed_slice();
        Self { short: none(), long: none() }
    }
}

impl Heads {
    fn add(&mut self, name: &[u8]) {
        match name {
            [a, b, c, d, ..] => set(&mut self.long, four([*a, *b, *c, *d])),
            [a, b, ..] => set(&mut self.short, two([*a, *b])),
            _ => {}
        }
    }

    fn may_begin(&self, text: &[u8]) -> bool {
        match text {
            [a, b, c, d, ..] => is_set(&self.long, four([*a, *b, *c, *d])) || is_set(&self.short, two([*a, *b])),
            [a, b, ..] => is_set(&self.short, two([*a, *b])),
            _ => false,
        }
    }
}

fn two(bytes: [u8; 2]) -> u16 {
    u16::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase()))
}

fn four(bytes: [u8; 4]) -> u16 {
    // Capitals and small letters differ in one bit.
    let all = u32::from_le_bytes(bytes.map(|byte| byte | 0x20));
    (all.wrapping_mul(0x9E37_79B1) >> 16) as u16
}

fn set(bits: &mut [u64], at: u16) {
    if let Some(word) = bits.get_mut(usize::from(at / 64)) {
        *word |= 1 << (at % 64);
    }
}

fn is_set(bits: &[u64], at: u16) -> bool {
    bits.get(usize::from(at / 64)).is_some_and(|word| word & (1 << (at % 64)) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Met, markable, parse};

    fn found(names: &[(&str, bool)], text: &str) -> Vec<String> {
        let names = names.iter().enumerate().map(|(index, (name, exact))| Name {
            written: letters::written(name),
            exact: *exact,
            meaning: index,
        });
        let lexicon = Lexicon::new(names);
        let document = parse(text, 0);
        let mut found = Vec::new();
        markable(&document, text, |met| {
            if let Met::Run(first, last) = met {
                lexicon.find(&Run::new(&document, text, first, last), |stretch, index| {
                    found.push(format!("{index}:{}", stretch.text(&document, text)));
                });
            }
        });
        found
    }

    #[test]
    fn the_longest_name_of_whole_words_is_found() {
        let names = [("Talking therapy", false), ("Talking therapy for children", false), ("CAT", true)];
        assert_eq!(
            found(&names, "A talking therapy, TALKING Therapy for children.\n"),
            ["0:talking therapy", "1:TALKING Therapy for children"]
        );
        assert_eq!(
            found(&names, "CAT cat CATs CAT-scan anti-CAT (CAT) CAT's a.CAT CAT\n"),
            ["2:CAT", "2:CAT", "2:CAT", "2:CAT"]
        );
        assert_eq!(found(&names, "talking therapyx, a talking therapy for childrens\n"), ["0:talking therapy"]);
        assert_eq!(found(&names, "**CAT**s and un*CAT* and **CAT**: **talking** therapy\n"), ["2:CAT"]);
    }

    #[test]
    fn names_go_over_line_ends_and_signs() {
        let names =
            [("Crohn's disease", false), ("Salt & water", false), ("Épilepsie rare", false), ("认知疗法", true)];
        assert_eq!(
            found(&names, "Take\nCrohn’s\n  disease, salt &amp; water, éPILEPSIE\u{a0}rare.\n"),
            ["0:Crohn’s disease", "1:salt & water", "2:éPILEPSIE\u{a0}rare"]
        );
        assert_eq!(found(&names, "这是认知疗法的\n"), ["3:认知疗法"]);
        assert_eq!(found(&names, "crohn's  \ndisease\n"), [""; 0]);
    }

    #[test]
    fn short_names_and_none() {
        assert_eq!(found(&[("CT", true), ("X", true)], "CT. X CT"), ["0:CT", "0:CT"]);
        assert_eq!(found(&[], "CT"), [""; 0]);
    }
}

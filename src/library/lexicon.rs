//! Finds many names in a text at once.
//!
//! An automaton holds the beginnings of all names. It runs only at word starts, and only if some name starts with the
//! same four letters, so that most of a text is skipped quickly. Which of the names with that beginning matches is
//! found by binary search. Matches must be whole words, and exact if case counts.

use std::cmp::Ordering;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use rayon::prelude::*;

use super::joined_text::JoinedText;
use super::letters;
use crate::markdown::TextSpan;

/// A name to find.
#[derive(PartialEq)]
pub(super) struct LexiconName<T> {
    /// The name in its own case, normalised by [`letters::written`].
    pub written: String,
    /// Whether case counts.
    pub exact: bool,
    /// What it refers to.
    pub meaning: T,
}

/// The maximum length of a beginning, in bytes. With more, building the automaton would take longer than using it.
const BEGINNING: usize = 16;

/// Many names, to be found at once.
pub(super) struct Lexicon<T> {
    /// Finds beginnings of names; `None` if there are no names.
    automaton: Option<AhoCorasick>,
    /// By beginning, the range of its names in `names`.
    groups: Vec<Range<usize>>,
    /// The names in lower case, in order, each with all names that differ only in case.
    names: Vec<(String, Vec<LexiconName<T>>)>,
    /// The length of the longest name in bytes.
    most: usize,
    heads: NamePrefixFilter,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self { automaton: None, groups: Vec::new(), names: Vec::new(), most: 0, heads: NamePrefixFilter::default() }
    }
}

impl<T: Copy + Send> Lexicon<T> {
    /// Builds the lexicon. Names that differ only in case are kept apart if their case counts.
    pub fn new(names: impl IntoIterator<Item = LexiconName<T>>) -> Self {
        let names: Vec<LexiconName<T>> = names.into_iter().collect();
        let folded = names.into_par_iter().map(|name| (name.written.to_lowercase(), name));
        // A single letter could be an item of a list.
        let is_usable = |name: &str| {
            name.chars().filter(|letter| letter.is_alphanumeric()).nth(1).is_some()
                && name.starts_with(letters::is_in_word)
        };
        let mut folded: Vec<(String, LexiconName<T>)> = folded.filter(|(name, _)| is_usable(name)).collect();
        folded
            .par_sort_by(|(one, name), (other, others)| one.cmp(other).then_with(|| name.written.cmp(&others.written)));
        let mut names: Vec<(String, Vec<LexiconName<T>>)> = Vec::with_capacity(folded.len());
        for (folded, name) in folded {
            match names.last_mut() {
                Some((last, same)) if *last == folded => same.push(name),
                _ => names.push((folded, vec![name])),
            }
        }
        let mut heads = NamePrefixFilter::default();
        let mut groups: Vec<Range<usize>> = Vec::new();
        for (index, (name, _)) in names.iter().enumerate() {
            heads.add(name.as_bytes());
            match groups.last_mut() {
                Some(group) if beginning(&names[group.start].0) == beginning(name) => group.end = index + 1,
                _ => groups.push(index..index + 1),
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .ascii_case_insensitive(true)
            .prefilter(false)
            .build(groups.iter().map(|group| beginning(&names[group.start].0)));
        // If there are more names than an automaton can hold, none are found.
        let automaton = automaton.ok().filter(|_| !names.is_empty());
        let most = names.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        Self { automaton, groups, names, most, heads }
    }

    /// Adds the names that differ between the two, in lower case: only in one, or with another meaning.
    pub fn others<'n>(&'n self, other: Option<&'n Self>, others: &mut Vec<&'n str>)
    where
        T: PartialEq,
    {
        let (mut own, mut rest) = (self.names.iter().peekable(), other.into_iter().flat_map(|it| &it.names).peekable());
        loop {
            let order = match (own.peek(), rest.peek()) {
                (Some((one, _)), Some((other, _))) => one.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return,
            };
            let (one, other) = (own.next_if(|_| order.is_le()), rest.next_if(|_| order.is_ge()));
            if one != other {
                others.extend(one.or(other).map(|(name, _)| name.as_str()));
            }
        }
    }

    /// Whether it has no names.
    pub fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// Finds all names in a text from left to right: the longest at each position, without overlaps.
    pub fn find(&self, run: &JoinedText<'_>, mut found: impl FnMut(TextSpan, T)) {
        let Some(automaton) = &self.automaton else { return };
        let bytes = run.text().as_bytes();
        let mut done = 0;
        run.each_start(|start| {
            if start < done || !self.heads.may_begin(&bytes[start..]) {
                return;
            }
            let mut end = bytes.len();
            while let Some(hit) = automaton.find(Input::new(bytes).span(start..end).anchored(Anchored::Yes)) {
                if let Some((length, meaning)) = self.longest(run, start, hit.pattern().as_usize()) {
                    done = start + length;
                    found(run.stretch(start, done), meaning);
                    return;
                }
                // A shorter name may match at the same position.
                end = hit.end() - 1;
            }
        });
    }

    /// The longest name of a group that matches at a position, with its length in bytes.
    fn longest(&self, run: &JoinedText<'_>, start: usize, group: usize) -> Option<(usize, T)> {
        let names = self.names.get(self.groups.get(group)?.clone())?;
        let text = &run.text().as_bytes()[start..];
        let text = text[..text.len().min(self.most)].to_ascii_lowercase();
        let mut rest = &text[..];
        // The last name that does not sort after the text is the only one that can match all of it. If it does not
        // match, a shorter name can only be among the prefixes common to both.
        while let Some((name, meanings)) = names[..names.partition_point(|(name, _)| name.as_bytes() <= rest)].last() {
            let same = name.bytes().zip(rest).take_while(|(one, other)| one == *other).count();
            let mut shorter = same;
            if same == name.len() {
                if let Some(meaning) = self.meaning(run, start, start + same, meanings) {
                    return Some((same, meaning));
                }
                shorter = same - 1;
            }
            rest = &rest[..shorter];
        }
        None
    }

    /// What a part of the text with the letters of some names refers to, if it is a whole word.
    fn meaning(&self, run: &JoinedText<'_>, start: usize, end: usize, names: &[LexiconName<T>]) -> Option<T> {
        let text = run.text();
        let (first, last) = (text.get(start..end)?.chars().next()?, text.get(start..end)?.chars().next_back()?);
        let name = names.iter().find(|name| !name.exact || run.is_written(start, end, &name.written))?;
        let before = || text[..start].chars().rev().chain(run.before());
        let after = || text[end..].chars().chain(run.after());
        if letters::started_before(first, &mut before()) {
            return None;
        }
        if letters::continues(last, &mut after()) {
            // 'Crohn's' is not a mention of 'Crohn', but 'the CBT's aims' mentions 'CBT'.
            let is_plain_word = name.exact && !letters::is_abbreviation(&name.written);
            if is_plain_word || !letters::is_possessive(&mut after()) {
                return None;
            }
        }
        Some(name.meaning)
    }
}

/// The beginning of a name, cut at a character boundary.
fn beginning(name: &str) -> &str {
    let mut end = BEGINNING.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// The first letters of all names, to skip most words of a text quickly.
struct NamePrefixFilter {
    /// A bit for each pair of letters that starts a name of two or three.
    short: Box<[u64]>,
    /// A bit for each four letters that start a longer name.
    long: Box<[u64]>,
}

impl Default for NamePrefixFilter {
    fn default() -> Self {
        let none = || vec![0; (1 << 16) / 64].into_boxed_slice();
        Self { short: none(), long: none() }
    }
}

impl NamePrefixFilter {
    fn add(&mut self, name: &[u8]) {
        match name {
            [a, b, c, d, ..] => set(&mut self.long, four([*a, *b, *c, *d])),
            [a, b, ..] => set(&mut self.short, two([*a, *b])),
            _ => {}
        }
    }

    fn may_begin(&self, text: &[u8]) -> bool {
        match (text.first_chunk::<4>(), text.first_chunk::<2>()) {
            (Some(head), Some(shorter)) => is_set(&self.long, four(*head)) || is_set(&self.short, two(*shorter)),
            (None, Some(head)) => is_set(&self.short, two(*head)),
            _ => false,
        }
    }
}

/// The beginnings of the words of a text, as bits, to rule out quickly that it contains a name.
pub(super) struct TextPrefixFilter {
    bits: Box<[u64; TextPrefixFilter::COUNT / 64]>,
}

impl Default for TextPrefixFilter {
    fn default() -> Self {
        Self { bits: Box::new([0; Self::COUNT / 64]) }
    }
}

impl TextPrefixFilter {
    /// A leaflet has a few hundred different words, each of which sets two bits: most bits stay unset.
    const COUNT: usize = 8192;

    fn of_four(bytes: [u8; 4]) -> u16 {
        four(bytes) % Self::COUNT as u16
    }

    fn of_two(bytes: [u8; 2]) -> u16 {
        (u32::from(two(bytes)).wrapping_mul(0x9E37_79B9) >> 16) as u16 % Self::COUNT as u16
    }

    /// Adds the word at the start of `text`.
    pub fn add(&mut self, text: &[u8]) {
        if let [a, b, rest @ ..] = text {
            set(&mut self.bits[..], Self::of_two([*a, *b]));
            if let [c, d, ..] = rest {
                set(&mut self.bits[..], Self::of_four([*a, *b, *c, *d]));
            }
        }
    }

    /// The bits set in any text that contains a name, given in lower case.
    pub fn of_name(name: &str) -> Vec<u16> {
        let bytes = name.as_bytes();
        let begins = |at: &usize| *at == 0 || bytes[at - 1] == b' ' && bytes[*at].is_ascii_alphanumeric();
        let bits = (0..bytes.len()).filter(begins).filter_map(|at| match &bytes[at..] {
            [a, b, c, d, ..] => Some(Self::of_four([*a, *b, *c, *d])),
            [a, b, ..] => Some(Self::of_two([*a, *b])),
            _ => None,
        });
        bits.collect()
    }

    /// Whether a text may contain a name with these bits.
    pub fn may_hold(&self, name: &[u16]) -> bool {
        name.iter().all(|bit| is_set(&self.bits[..], *bit))
    }
}

// Upper and lower case differ in one bit. Other characters may collide, which is harmless.
fn two(bytes: [u8; 2]) -> u16 {
    u16::from_le_bytes(bytes) | 0x2020
}

fn four(bytes: [u8; 4]) -> u16 {
    let all = u32::from_le_bytes(bytes) | 0x2020_2020;
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
    use crate::markdown::{TextEvent, markable, parse};

    fn found(names: &[(&str, bool)], text: &str) -> Vec<String> {
        let names = names.iter().enumerate().map(|(index, (name, exact))| LexiconName {
            written: letters::written(name),
            exact: *exact,
            meaning: index,
        });
        let lexicon = Lexicon::new(names);
        let document = parse(text, 0);
        let mut found = Vec::new();
        markable(&document, text, |event| {
            if let TextEvent::Run(first, last) = event {
                lexicon.find(&JoinedText::new(&document, text, first, last), |stretch, index| {
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
    fn names_match_across_line_ends_and_typographic_characters() {
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
    fn the_longest_of_many_names_that_begin_alike_is_found() {
        let names = [
            ("Talking therapies for adults", false),
            ("Talking therapies for adults at home", false),
            ("Talking therapies for all", false),
            ("Talking therapies", false),
            ("Talking", true),
        ];
        let text = "Talking therapies for adults at hospital, talking therapies for adults at home, Talking therapies for al, \
                    TALKING THERAPIES FOR ALL, Talking to\n";
        assert_eq!(
            found(&names, text),
            [
                "0:Talking therapies for adults",
                "1:talking therapies for adults at home",
                "3:Talking therapies",
                "2:TALKING THERAPIES FOR ALL",
                "4:Talking"
            ]
        );
    }

    #[test]
    fn short_names_and_no_names() {
        assert_eq!(found(&[("CT", true), ("X", true)], "CT. X CT"), ["0:CT", "0:CT"]);
        assert_eq!(found(&[], "CT"), [""; 0]);
    }
}

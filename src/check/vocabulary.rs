//! The built-in word lists, and a one-pass search for all their words in a text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use indexmap::IndexMap;

use crate::markdown::Prose;
use crate::source::TextRange;
use crate::text::swar::letters_and_digits_of_eight;

/// The words of all lists.
pub static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = VocabularyBuilder::default();
    vocabulary.take_classes(include_str!("rules/data/words-to-avoid.yaml"));
    vocabulary.take_words(include_str!("rules/data/hard-words.yaml"));
    vocabulary.finish()
});

/// The list that a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// Words with a plainer alternative.
    ToAvoid,
    /// Medical words that need an explanation.
    Hard,
}

/// A word of a list.
#[derive(Clone, Debug)]
pub struct Term {
    pub list: WordList,
    /// The word as spelt in the list.
    pub word: String,
    /// What to write instead, or what the word means.
    pub plain: Vec<String>,
    /// The reason, as the end of a sentence that begins with the word; empty for hard words.
    pub why: String,
    /// Whether the word is acceptable if the text explains it.
    pub may_be_explained: bool,
}

/// An occurrence of a listed word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordMatch {
    /// Index into [`Vocabulary::terms`].
    pub term: u16,
    /// Its range in the running text.
    pub range: TextRange,
}

/// The word lists, with an automaton that finds their words.
pub struct Vocabulary {
    /// The words of the lists.
    pub terms: Vec<Term>,
    /// The term of each pattern of the automaton; `None` for a phrase in which the word is acceptable.
    patterns: Vec<Option<u16>>,
    heads: TermPrefixFilter,
    automaton: Option<AhoCorasick>,
}

impl Vocabulary {
    /// The term of a match.
    pub fn term(&self, hit: WordMatch) -> &Term {
        &self.terms[hit.term as usize]
    }

    /// All listed words and phrases in a text; only whole words match, and the longest of several matches wins.
    pub fn hits(&self, prose: &Prose) -> Vec<WordMatch> {
        let mut hits = Vec::new();
        let Some(automaton) = &self.automaton else { return hits };
        let text = prose.text();
        let mut past = 0;
        for word in prose.all_words() {
            let start = word.range.start as usize;
            // Nearly every word is skipped here; the automaton runs only where a listed word may begin.
            if !self.heads.may_begin(text.as_bytes(), start, word.range.end as usize) || start < past {
                continue;
            }
            let input = Input::new(text).range(start..).anchored(Anchored::Yes);
            let Ok(Some(found)) = automaton.try_find(input) else { continue };
            match self.patterns[found.pattern().as_usize()] {
                // The last word of a phrase may be longer ('diseases'): the word in it is still acceptable.
                None => past = found.end(),
                Some(term) if is_right_edge(text, found.end()) => {
                    past = found.end();
                    hits.push(WordMatch { term, range: TextRange::new(start, found.end()) });
                }
                Some(_) => {}
            }
        }
        hits
    }
}

/// A bit table of the beginnings of all patterns: a word that is not in it begins no pattern.
struct TermPrefixFilter {
    bits: Box<[u64; 1024]>,
}

impl TermPrefixFilter {
    fn of(texts: &[String]) -> Self {
        let mut heads = Self { bits: Box::new([0; 1024]) };
        for text in texts {
            let place = place(head(text.as_bytes(), 0, text.len()));
            heads.bits[place / 64] |= 1 << (place % 64);
        }
        heads
    }

    fn may_begin(&self, text: &[u8], start: usize, end: usize) -> bool {
        let is_known = |head| {
            let place = place(head);
            self.bits[place / 64] >> (place % 64) & 1 == 1
        };
        // A shorter word may be a whole pattern, or begin a phrase together with the next word.
        is_known(head(text, start, text.len())) || (end - start < 5 && is_known(head(text, start, end)))
    }
}

/// The beginning of a text at `start`, ignoring case. If at least five ASCII letters or digits are adjacent, it is all
/// of them, up to eight; these are the same in the text and in a pattern that matches there as whole words. Otherwise
/// it is up to five bytes, which may include some of the next word.
fn head(text: &[u8], start: usize, end: usize) -> u64 {
    const CAPITALS: u64 = 0x1f1f_1f1f_1f1f_1f1f;
    // This runs for every word of every leaflet, so eight bytes are read at once if available.
    let eight = text.get(start..).and_then(|text| text.first_chunk::<8>()).copied().unwrap_or_else(|| {
        let mut eight = [0; 8];
        text.iter().skip(start).zip(&mut eight).for_each(|(byte, place)| *place = *byte);
        eight
    });
    let side_by_side = letters_and_digits_of_eight(eight).trailing_ones() as usize;
    let length = end.saturating_sub(start).min(side_by_side.max(5)) as u32;
    u64::from_le_bytes(eight) & CAPITALS & u64::MAX.checked_shr(64 - 8 * length).unwrap_or(0)
}

/// The index of a beginning's bit in the table.
fn place(head: u64) -> usize {
    (head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}

/// Whether a word may end before this byte.
fn is_right_edge(text: &str, at: usize) -> bool {
    let mut after = text.get(at..).unwrap_or_default().chars();
    match after.next() {
        None => true,
        Some('.') => !after.next().is_some_and(char::is_alphanumeric),
        Some(ch) => !ch.is_alphanumeric() && !matches!(ch, '-' | '_' | '@' | '/' | '\\'),
    }
}

/// A class of words in `words-to-avoid.yaml`.
#[derive(serde::Deserialize)]
struct WordClass {
    why: String,
    words: IndexMap<String, WordEntry>,
}

/// A word in the files of lists.
#[derive(serde::Deserialize)]
struct WordEntry {
    #[serde(alias = "instead", default)]
    plain: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

/// The lists while they are being loaded.
#[derive(Default)]
struct VocabularyBuilder {
    terms: Vec<Term>,
    texts: Vec<String>,
    patterns: Vec<Option<u16>>,
}

impl VocabularyBuilder {
    /// Adds a file of classes of words. If it cannot be read, which a unit test excludes, its words are not found.
    fn take_classes(&mut self, text: &str) {
        let classes: IndexMap<String, WordClass> = serde_yaml::from_str(text).unwrap_or_default();
        for (name, WordClass { why, words }) in classes {
            // A medical word may be used together with the plain one; 'utilise' may not.
            let may_be_explained = name == "medicine";
            for (word, entry) in words {
                self.take(WordList::ToAvoid, word, why.clone(), may_be_explained, entry);
            }
        }
    }

    /// Adds a file of words.
    fn take_words(&mut self, text: &str) {
        let words: IndexMap<String, WordEntry> = serde_yaml::from_str(text).unwrap_or_default();
        for (word, entry) in words {
            self.take(WordList::Hard, word, String::new(), true, entry);
        }
    }

    fn take(&mut self, list: WordList, word: String, why: String, may_be_explained: bool, entry: WordEntry) {
        let Ok(term) = u16::try_from(self.terms.len()) else { return };
        let WordEntry { plain, forms, except } = entry;
        self.texts.push(word.clone());
        self.patterns.push(Some(term));
        self.terms.push(Term { list, word, plain, why, may_be_explained });
        self.patterns.extend(forms.iter().map(|_| Some(term)));
        self.texts.extend(forms);
        self.patterns.extend(except.iter().map(|_| None));
        self.texts.extend(except);
    }

    fn finish(self) -> Vocabulary {
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .start_kind(StartKind::Anchored)
            .prefilter(false)
            .build(&self.texts);
        let heads = TermPrefixFilter::of(&self.texts);
        Vocabulary { terms: self.terms, patterns: self.patterns, heads, automaton: automaton.ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn draft() -> VocabularyBuilder {
        let mut draft = VocabularyBuilder::default();
        draft.take_classes(include_str!("rules/data/words-to-avoid.yaml"));
        draft.take_words(include_str!("rules/data/hard-words.yaml"));
        draft
    }

    fn prose(text: &str) -> Prose {
        Prose::of(&parse(text, 0), text)
    }

    fn found(text: &str) -> Vec<String> {
        let prose = prose(text);
        VOCABULARY.hits(&prose).iter().map(|hit| prose.part(hit.range).to_owned()).collect()
    }

    #[test]
    fn lists_are_consistent() {
        let draft = draft();
        let count = |list| draft.terms.iter().filter(|term| term.list == list).count();
        assert!(count(WordList::ToAvoid) >= 260, "{} words to avoid", count(WordList::ToAvoid));
        assert!(count(WordList::Hard) >= 150, "{} hard words", count(WordList::Hard));
        assert!(VOCABULARY.automaton.is_some());
        let mut faults = Vec::new();
        for (at, text) in draft.texts.iter().enumerate() {
            let lower = text.to_lowercase();
            let first = draft.texts.iter().position(|other| other.to_lowercase() == lower);
            // Two words may share a phrase in which both are acceptable.
            if first != Some(at)
                && (draft.patterns[at].is_some() || first.is_some_and(|it| draft.patterns[it].is_some()))
            {
                faults.push(format!("'{text}' is listed twice"));
            }
            if text.trim() != text || text.is_empty() {
                faults.push(format!("'{text}' has spaces around it"));
            }
            // An exception may match the beginning of a longer last word, so a single word would match too much.
            let is_one_word = text.chars().all(|letter| letter.is_ascii_alphanumeric());
            if draft.patterns[at].is_none() && is_one_word {
                faults.push(format!("the exception '{text}' is a word, not a phrase"));
            }
        }
        let mut term = 0;
        let mut forms: Vec<String> = Vec::new();
        for (text, pattern) in draft.texts.iter().zip(&draft.patterns) {
            match pattern {
                Some(owner) if *owner == term && !forms.is_empty() => forms.push(text.to_lowercase()),
                Some(owner) => {
                    term = *owner;
                    forms = vec![text.to_lowercase()];
                }
                None if !forms.iter().any(|form| text.to_lowercase().contains(form.as_str())) => {
                    faults.push(format!("the exception '{text}' is without '{}'", draft.terms[term as usize].word));
                }
                None => {}
            }
        }
        for term in &draft.terms {
            if term.plain.is_empty() || (term.list == WordList::ToAvoid && term.why.is_empty()) {
                faults.push(format!("'{}' has no alternative, or no reason", term.word));
            }
            for plain in &term.plain {
                let hits = VOCABULARY.hits(&prose(plain));
                if hits
                    .iter()
                    .any(|hit| term.list == WordList::ToAvoid || VOCABULARY.term(*hit).list == WordList::ToAvoid)
                {
                    faults.push(format!("'{plain}', the alternative to '{}', is itself in a list", term.word));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn whole_words_are_found_except_in_acceptable_phrases() {
        assert_eq!(found("Utilise it, UTILISED or (utilising)."), ["Utilise", "UTILISED", "utilising"]);
        assert_eq!(found("assistant, reutilise, non-utilise, assist-me, www.assist.org, a@assist.uk"), [""; 0]);
        assert_eq!(found("chronic fatigue syndrome and chronic kidney diseases"), [""; 0]);
        assert_eq!(found("a chronic illness"), ["chronic"]);
        assert_eq!(found("tablets, e.g. aspirin; i.e. a drug"), ["e.g", "i.e"]);
        assert_eq!(found("in order to assist"), ["in order to", "assist"]);
        assert_eq!(found("éassist assisté \u{202e}assist"), ["assist"]);
        assert_eq!(found("prior"), [""; 0]);
    }
}

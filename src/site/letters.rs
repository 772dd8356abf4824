//! The A to Z: all names by their first letters.

use std::collections::HashMap;

use icu_locale::exemplar_chars::ExemplarCharacters;
use icu_locale::{DataLocale, Locale};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::address::{Address, path_slug};
use super::collation::Collation;
use crate::library::{Library, ManuscriptId};

/// With more names than this, each letter has its own page: one page of thousands of lines would be slow on a phone.
const MAX_ON_ONE_PAGE: usize = 300;

/// The heading for names that do not start with a letter.
pub const NO_LETTER: &str = "#";

/// A letter of the A to Z.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter, or `#` for names that do not start with one.
    pub letter: String,
    /// Its part of an address.
    pub slug: String,
    /// Its entries; empty for a letter of the language without names.
    pub entries: Vec<LetterEntry>,
}

/// A line of the A to Z: a title, or another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterEntry {
    pub leaflet: ManuscriptId,
    /// The other name; `None` if the line is the title.
    pub other_name: Option<Box<str>>,
}

/// All letters in the order of the language.
#[derive(Clone, Debug, Default)]
pub struct LetterIndex {
    pub all: Vec<Letter>,
    /// Whether each letter with names has its own page.
    pub apart: bool,
    alphabet: Alphabet,
}

impl LetterIndex {
    /// Builds the A to Z of leaflets, which are given in this order.
    pub(super) fn of(library: &Library<'_>, current: &[ManuscriptId], tag: &str, order: &Collation) -> Self {
        let mut names: Vec<(Box<str>, LetterEntry)> = Vec::new();
        for id in current {
            let Some(leaflet) = library.leaflet(*id) else { continue };
            names.push((leaflet.title.into(), LetterEntry { leaflet: *id, other_name: None }));
            for name in leaflet.other_names() {
                names.push((name.into(), LetterEntry { leaflet: *id, other_name: Some(name.into()) }));
            }
        }
        // Titles alone are already sorted; with other names among them, they must be sorted again.
        if names.len() > current.len() {
            names = order.sorted(names);
        }
        let apart = names.len() > MAX_ON_ONE_PAGE;
        let alphabet = Alphabet::of(tag);
        let mut found: HashMap<String, Vec<LetterEntry>> = HashMap::new();
        // If the data has no alphabet for the language, the letters are those that names start with.
        let listed = if names.is_empty() { &[] } else { &*alphabet.letters };
        found.extend(listed.iter().map(|letter| (letter.clone(), Vec::new())));
        for (name, entry) in names {
            let letter = alphabet.letter_of(&name);
            match found.get_mut(&*letter) {
                Some(entries) => entries.push(entry),
                None => {
                    found.insert(letter, vec![entry]);
                }
            }
        }
        let without = found.remove(NO_LETTER);
        let mut letters: Vec<_> = found.into_iter().collect();
        letters.sort_by(|(a, _), (b, _)| a.cmp(b));
        let letters = order.sorted(letters).into_iter().chain(without.map(|entries| (NO_LETTER.to_owned(), entries)));
        let all = letters.map(|(letter, entries)| Letter { slug: slug_of(&letter), letter, entries });
        Self { all: all.collect(), apart, alphabet }
    }

    /// The index of the letter of a name; `None` if the A to Z has no such letter.
    pub fn position(&self, name: &str) -> Option<usize> {
        let letter = self.alphabet.letter_of(name);
        self.all.iter().position(|known| known.letter == letter)
    }

    /// The address of the page of a letter; `None` if all letters are on one page.
    pub fn page(&self, letter: &Letter) -> Option<Address> {
        self.apart.then(|| Address::folder(format!("a-to-z/{}/", letter.slug)))
    }
}

fn slug_of(letter: &str) -> String {
    if letter == NO_LETTER { "0-9".to_owned() } else { path_slug(letter) }
}

/// The letters by which names are listed in a language.
#[derive(Clone, Debug, Default)]
struct Alphabet {
    letters: Vec<String>,
    /// Letters other than plain A to Z, each in lower case and as listed, longest first.
    special: Vec<(String, String)>,
}

impl Alphabet {
    fn of(tag: &str) -> Self {
        let locale = Locale::try_from_str(tag).map(DataLocale::from).unwrap_or_default();
        let Ok(index) = ExemplarCharacters::try_new_index(&locale) else {
            return Self::default();
        };
        let single = index.code_points().iter_chars().map(String::from);
        // Several characters that count as one letter: 'Ll' in Welsh.
        let several = index.strings().iter().map(|letter| {
            let (first, rest) = letter.split_at(letter.chars().next().map_or(0, char::len_utf8));
            format!("{first}{}", rest.to_lowercase())
        });
        let letters: Vec<String> = single.chain(several).collect();
        let is_plain = |letter: &&String| letter.len() == 1;
        let special = letters.iter().filter(|letter| !is_plain(letter));
        let mut special: Vec<_> = special.map(|letter| (letter.to_lowercase(), letter.clone())).collect();
        special.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Self { letters, special }
    }

    /// The letter of a name: a letter of the language, otherwise the first letter without accents; `#` for digits and
    /// other characters.
    fn letter_of(&self, name: &str) -> String {
        if self.special.is_empty()
            && let Some(letter) = name.chars().next().filter(char::is_ascii_alphabetic)
        {
            return letter.to_ascii_uppercase().into();
        }
        let from_first = name.trim_start_matches(|ch: char| !ch.is_alphanumeric());
        if !self.special.is_empty() {
            let beginning: String = from_first.chars().take(4).collect();
            let beginning = ComposingNormalizerBorrowed::new_nfc().normalize(&beginning).to_lowercase();
            if let Some((_, letter)) = self.special.iter().find(|(small, _)| beginning.starts_with(small.as_str())) {
                return letter.clone();
            }
        }
        let first: String = from_first.chars().take(1).collect();
        let plain = DecomposingNormalizerBorrowed::new_nfkd().normalize(&first);
        match plain.chars().next().filter(|letter| letter.is_alphabetic()) {
            Some(letter) => letter.to_uppercase().collect(),
            None => NO_LETTER.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(tag: &str, name: &str) -> String {
        Alphabet::of(tag).letter_of(name)
    }

    #[test]
    fn english_has_twenty_six_letters_and_ignores_accents() {
        let letters = Alphabet::of("en-GB").letters;
        assert_eq!(letters.concat(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        assert_eq!(letter("en-GB", "Über Ängste"), "U");
        assert_eq!(letter("en-GB", "E\u{301}nergie"), "E");
        assert_eq!(letter("en-GB", "“Quoted” name"), "Q");
        assert_eq!(letter("en-GB", "24-hour monitor"), "#");
        assert_eq!(letter("en-GB", "نوم جيد"), "ن");
    }

    #[test]
    fn languages_have_their_own_letters() {
        assert_eq!(letter("cy", "Llais"), "Ll");
        assert_eq!(letter("cy", "lles"), "Ll");
        assert_eq!(letter("sv", "Öron"), "Ö");
        assert_eq!(letter("de", "Öl"), "O");
        assert_eq!(letter("ar", "نوم"), "ن");
    }
}

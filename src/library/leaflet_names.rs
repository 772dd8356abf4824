//! The names by which a text may mention a leaflet.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::letters;
use super::lexicon::{Lexicon, LexiconName};
use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::date::Date;
use crate::language::Language;
use crate::source::{FileRole, TextRange};

/// A name that more than one current leaflet has. Mentions of it are not linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousName {
    /// The name, as the first of them writes it.
    pub name: Box<str>,
    /// The leaflets, each once, with the position of the name in their fields.
    pub leaflets: Vec<(ManuscriptId, TextRange)>,
}

/// The names of all current leaflets. A text is searched for the names in its own language.
#[derive(Default)]
pub(super) struct LeafletNames {
    by_language: Vec<(Option<Language>, Lexicon<Option<ManuscriptId>>)>,
    /// In the order of the leaflets.
    pub ambiguous: Vec<AmbiguousName>,
}

/// A name of a leaflet.
struct NameClaim {
    leaflet: ManuscriptId,
    name: Box<str>,
    range: TextRange,
}

/// All names in one language.
#[derive(Default)]
struct NameClaims {
    /// By the normalised name and whether case counts, the leaflets with that name.
    names: HashMap<(String, bool), Vec<NameClaim>>,
    /// Plural or singular forms of names of several words, with their leaflets.
    others: HashMap<String, Vec<ManuscriptId>>,
}

impl NameClaims {
    fn claim(&mut self, id: ManuscriptId, name: &str, range: TextRange) {
        let written = letters::written(name);
        // In a name of one word, such as 'CAT' or 'Rest', capitals distinguish it from an ordinary word.
        let exact = !written.contains(' ');
        let key = if exact { written } else { written.to_lowercase() };
        if !exact {
            for other in letters::other_numbers(&key) {
                let others = self.others.entry(other).or_default();
                if others.last() != Some(&id) {
                    others.push(id);
                }
            }
        }
        let claims = self.names.entry((key, exact)).or_default();
        if claims.last().is_none_or(|last| last.leaflet != id) {
            claims.push(NameClaim { leaflet: id, name: name.into(), range });
        }
    }

    fn lexicon(mut self, ambiguous: &mut Vec<AmbiguousName>) -> Lexicon<Option<ManuscriptId>> {
        // A leaflet's own name wins over another's plural, and a plural of two leaflets is used for neither.
        self.others.retain(|other, ids| ids.len() == 1 && !self.names.contains_key(&(other.clone(), false)));
        let others = self.others.into_iter();
        let others = others.map(|(written, ids)| LexiconName { written, exact: false, meaning: ids.first().copied() });
        let names = self.names.into_iter().map(|((written, exact), claims)| {
            let meaning = match &claims[..] {
                [only] => Some(only.leaflet),
                _ => {
                    let name = claims.first().map_or("".into(), |claim| claim.name.clone());
                    let leaflets = claims.into_iter().map(|claim| (claim.leaflet, claim.range)).collect();
                    ambiguous.push(AmbiguousName { name, leaflets });
                    None
                }
            };
            LexiconName { written, exact, meaning }
        });
        Lexicon::new(names.chain(others))
    }
}

impl LeafletNames {
    /// A hash of the names, and their positions, of all current leaflets, and of the day.
    pub fn fingerprint(texts: &Texts<'_>, today: Date) -> u64 {
        let mut fingerprint = DefaultHasher::new();
        today.hash(&mut fingerprint);
        for (id, leaflet) in texts.current() {
            (id, texts.language(id)).hash(&mut fingerprint);
            let fields = leaflet.fields();
            for name in fields.title.iter().chain(&fields.also_known_as) {
                (&name.value, name.range).hash(&mut fingerprint);
            }
        }
        fingerprint.finish()
    }

    /// Collects the names of all current leaflets.
    pub fn of(texts: &Texts<'_>) -> Self {
        let mut by_language: HashMap<Option<&Language>, NameClaims> = HashMap::new();
        for (id, leaflet) in texts.current() {
            let claims = by_language.entry(texts.language(id)).or_default();
            let fields = leaflet.fields();
            for name in fields.title.iter().chain(&fields.also_known_as) {
                claims.claim(id, &name.value, name.range);
            }
        }
        let mut ambiguous = Vec::new();
        let lexicons = by_language.into_iter();
        let lexicons = lexicons.map(|(language, claims)| (language.cloned(), claims.lexicon(&mut ambiguous)));
        let by_language = lexicons.collect();
        ambiguous.sort_by(|one, other| one.leaflets.cmp(&other.leaflets));
        Self { by_language, ambiguous }
    }

    /// The names that differ between the two, in lower case: only in one, or with another meaning.
    pub fn others<'n>(&'n self, other: &'n Self) -> Vec<&'n str> {
        let of = |names: &'n Self, language: &Option<Language>| {
            names.by_language.iter().find(|(known, _)| known == language).map(|(_, lexicon)| lexicon)
        };
        let mut others = Vec::new();
        for (language, lexicon) in &self.by_language {
            lexicon.others(of(other, language), &mut others);
        }
        for (_, lexicon) in other.by_language.iter().filter(|(language, _)| of(self, language).is_none()) {
            lexicon.others(None, &mut others);
        }
        others
    }

    /// The names to search for in a text.
    pub fn for_text(&self, texts: &Texts<'_>, id: ManuscriptId) -> Option<&Lexicon<Option<ManuscriptId>>> {
        debug_assert!(texts.manuscript(id).role != FileRole::Page);
        let own = texts.language(id);
        let lexicon = self.by_language.iter().find(|(language, _)| language.as_ref() == own);
        lexicon.map(|(_, lexicon)| lexicon).filter(|lexicon| !lexicon.is_empty())
    }
}

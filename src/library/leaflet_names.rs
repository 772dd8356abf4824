//! The names by which a text may mention a leaflet.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::index::Library;
use super::letters;
use super::lexicon::{Lexicon, LexiconName};
use super::manuscript_id::ManuscriptId;
use crate::date::Date;
use crate::language::Language;
use crate::source::{FileRole, TextRange};

/// A name that more than one current leaflet has: a mention of it leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmbiguousName {
    /// The name, as the first of them writes it.
    pub name: Box<str>,
    /// The leaflets, each once, and where the name stands in them.
    pub leaflets: Vec<(ManuscriptId, TextRange)>,
}

/// The names of all current leaflets. A text is searched for those of its own language.
#[derive(Default)]
pub(super) struct LeafletNames {
    by_language: Vec<(Option<Language>, Lexicon<Option<ManuscriptId>>)>,
    /// In the order of the leaflets.
    pub ambiguous: Vec<AmbiguousName>,
}

/// That a leaflet has a name.
struct NameClaim {
    leaflet: ManuscriptId,
    name: Box<str>,
    range: TextRange,
}

/// What is called by the names of one language.
#[derive(Default)]
struct NameClaims {
    /// By the name as it is compared; whether capitals count, and who has it.
    names: HashMap<(String, bool), Vec<NameClaim>>,
    /// Names of several words in the plural, or the singular, and whose they are.
    others: HashMap<String, Vec<ManuscriptId>>,
}

impl NameClaims {
    fn claim(&mut self, id: ManuscriptId, name: &str, range: TextRange) {
        let written = letters::written(name);
        // Of a name of one word, such as 'CAT' or 'Rest', capitals tell it from an ordinary word.
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
        // What is one leaflet's name is no other's plural, and what could be the plural of two is neither's.
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
    /// A number that is another one where the names of the leaflets that are current on a day are others, or stand elsewhere.
    pub fn fingerprint(library: &Library<'_>, today: Date) -> u64 {
        let mut fingerprint = DefaultHasher::new();
        today.hash(&mut fingerprint);
        for (id, leaflet) in library.leaflets().filter(|(_, leaflet)| !leaflet.is_archived(today)) {
            (id, library.language(id)).hash(&mut fingerprint);
            let fields = leaflet.fields();
            for name in fields.title.iter().chain(&fields.also_known_as) {
                (&name.value, name.range).hash(&mut fingerprint);
            }
        }
        fingerprint.finish()
    }

    /// The names of the leaflets that are current on a day.
    pub fn of(library: &Library<'_>, today: Date) -> Self {
        let mut by_language: HashMap<Option<&Language>, NameClaims> = HashMap::new();
        for (id, leaflet) in library.leaflets().filter(|(_, leaflet)| !leaflet.is_archived(today)) {
            let claims = by_language.entry(library.language(id)).or_default();
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

    /// The names that only one of the two has, or that stand for something else there, in small letters.
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

    /// The names that a text is searched for.
    pub fn for_text(&self, library: &Library<'_>, id: ManuscriptId) -> Option<&Lexicon<Option<ManuscriptId>>> {
        debug_assert!(library.manuscript(id).role != FileRole::Page);
        let own = library.language(id);
        let lexicon = self.by_language.iter().find(|(language, _)| language.as_ref() == own);
        lexicon.map(|(_, lexicon)| lexicon).filter(|lexicon| !lexicon.is_empty())
    }
}

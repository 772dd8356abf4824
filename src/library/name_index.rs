//! The names by which texts are found: the second layer of the library.

use std::collections::HashMap;

use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::source::FileRole;

/// Manuscripts by name, normalised by [`key`].
type ByName = HashMap<String, Vec<ManuscriptId>, foldhash::fast::FixedState>;

/// Leaflets by reference and title, and the translations of texts.
pub(super) struct NameIndex {
    by_reference: ByName,
    by_title: ByName,
    /// Packs by reference: links may lead to them, but fields name only leaflets.
    packs: ByName,
    translations: Vec<Vec<ManuscriptId>>,
}

impl NameIndex {
    pub fn new(texts: &Texts<'_>) -> Self {
        let count = texts.manuscripts.len();
        let mut index = Self {
            by_reference: ByName::with_capacity_and_hasher(count, Default::default()),
            by_title: ByName::with_capacity_and_hasher(count, Default::default()),
            packs: ByName::default(),
            translations: vec![Vec::new(); count],
        };
        for (id, manuscript) in texts.manuscripts.iter().enumerate() {
            if !matches!(manuscript.role, FileRole::Leaflet | FileRole::Pack) {
                continue;
            }
            if let Some(translation) = &manuscript.translation {
                if let Some(original) = texts.of_source(translation.of) {
                    index.translations[original].push(id);
                }
                continue;
            }
            if manuscript.role == FileRole::Pack {
                if let Some(reference) = &manuscript.front_matter.reference {
                    index.packs.entry(key(&reference.value)).or_default().push(id);
                }
                continue;
            }
            if let Some(reference) = &manuscript.front_matter.reference {
                index.by_reference.entry(key(&reference.value)).or_default().push(id);
            }
            if let Some(title) = &manuscript.front_matter.title {
                index.by_title.entry(key(&title.value)).or_default().push(id);
            }
        }
        index
    }

    pub fn leaflets_of(&self, reference: &str) -> &[ManuscriptId] {
        self.by_reference.get(&key(reference)).map_or(&[], |ids| ids)
    }

    pub fn leaflet_of(&self, reference: &str) -> Option<ManuscriptId> {
        self.leaflets_of(reference).first().copied()
    }

    /// The leaflet or pack with a reference.
    pub fn text_of(&self, reference: &str) -> Option<ManuscriptId> {
        let pack = || self.packs.get(&key(reference)).and_then(|ids| ids.first().copied());
        self.leaflet_of(reference).or_else(pack)
    }

    pub fn titled(&self, title: &str) -> &[ManuscriptId] {
        self.by_title.get(&key(title)).map_or(&[], |ids| ids)
    }

    pub fn translations(&self, id: ManuscriptId) -> &[ManuscriptId] {
        &self.translations[id]
    }

    /// How many texts the index is of.
    pub fn len(&self) -> usize {
        self.translations.len()
    }
}

/// Normalises a name: lower case, single spaces.
fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    if !key.is_ascii() {
        return key.to_lowercase();
    }
    key.make_ascii_lowercase();
    key
}

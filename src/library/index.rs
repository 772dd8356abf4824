//! The library: all manuscripts and their connections.

use std::collections::HashMap;

use super::blocks::SharedBlocks;
use super::cross_references::CrossReferences;
use super::manuscript_id::ManuscriptId;
use super::marks::LibraryMarks;
use super::names::NameSuggestions;
use super::target::Target;
use crate::glossary::Glossary;
use crate::language::Language;
use crate::leaflet::{Field, Leaflet, Manuscript};
use crate::source::{SourceId, Sources};

/// Manuscripts by name, normalised by [`key`].
pub(super) type ByName = HashMap<String, Vec<ManuscriptId>, foldhash::fast::FixedState>;

/// All manuscripts, linked to one another. Immutable.
pub struct Library<'a> {
    /// The files of the manuscripts.
    pub sources: &'a Sources,
    /// The words that the site explains.
    pub glossary: &'a Glossary,
    pub(super) known: NameSuggestions,
    pub(super) manuscripts: &'a [Manuscript],
    pub(super) leaflets: Vec<Option<Leaflet<'a>>>,
    pub(super) blocks: SharedBlocks<'a>,
    pub(super) cross_references: CrossReferences,
    pub(super) marks: LibraryMarks,
}

impl<'a> Library<'a> {
    /// The part that can be kept for the next library.
    pub fn into_cross_references(self) -> CrossReferences {
        self.cross_references
    }

    /// All manuscripts, in the order of their paths.
    pub fn manuscripts(&self) -> &'a [Manuscript] {
        self.manuscripts
    }

    /// A manuscript.
    pub fn manuscript(&self, id: ManuscriptId) -> &'a Manuscript {
        &self.manuscripts[id]
    }

    /// The text of a manuscript's file.
    pub fn text(&self, id: ManuscriptId) -> &'a str {
        self.sources.file(self.manuscripts[id].source).text()
    }

    /// The path of a manuscript's file.
    pub fn path(&self, id: ManuscriptId) -> &'a str {
        &self.sources.file(self.manuscripts[id].source).path
    }

    /// The manuscript of a file.
    pub fn of_source(&self, source: SourceId) -> Option<ManuscriptId> {
        self.cross_references.by_source.get(&source).copied()
    }

    /// The leaflet of a manuscript, if it is complete.
    pub fn leaflet(&self, id: ManuscriptId) -> Option<&Leaflet<'a>> {
        self.leaflets[id].as_ref()
    }

    /// All complete leaflets, translations included, in the order of their paths.
    pub fn leaflets(&self) -> impl Iterator<Item = (ManuscriptId, &Leaflet<'a>)> {
        self.leaflets.iter().enumerate().filter_map(|(id, leaflet)| Some((id, leaflet.as_ref()?)))
    }

    /// The targets of the links of a manuscript, in the order of the links.
    pub fn targets(&self, id: ManuscriptId) -> &[Target] {
        &self.cross_references.targets[id]
    }

    /// The leaflets with a reference, ignoring case. More than one is an author's mistake.
    pub fn leaflets_of(&self, reference: &str) -> &[ManuscriptId] {
        self.cross_references.by_reference.get(&key(reference)).map_or(&[], |ids| ids)
    }

    /// The first leaflet with a reference.
    pub fn leaflet_of(&self, reference: &str) -> Option<ManuscriptId> {
        self.leaflets_of(reference).first().copied()
    }

    /// The leaflets with a title, ignoring case.
    pub fn titled(&self, title: &str) -> &[ManuscriptId] {
        self.cross_references.by_title.get(&key(title)).map_or(&[], |ids| ids)
    }

    /// The alternatives of a leaflet: those that it names, then those that name it.
    pub fn alternatives(&self, id: ManuscriptId) -> &[ManuscriptId] {
        &self.cross_references.alternatives[self.original(id)]
    }

    /// The leaflets whose pages lead to this one, in the order of their paths: by a link of the author or an automatic
    /// link, in their own text or in a shared block.
    pub fn mentions(&self, id: ManuscriptId) -> &[ManuscriptId] {
        &self.cross_references.mentions[self.original(id)]
    }

    /// The successors of a leaflet: those that its author named, then those that say they replace it.
    pub fn successors(&self, id: ManuscriptId) -> Vec<ManuscriptId> {
        let original = self.original(id);
        let named = self.manuscripts[original].front_matter.replaced_by.iter();
        let mut successors: Vec<ManuscriptId> = Vec::new();
        let claim = self.cross_references.replacing.get(&original).into_iter().flatten().copied();
        for other in named.filter_map(|other| self.leaflet_of(&other.value)).chain(claim) {
            if !successors.contains(&other) {
                successors.push(other);
            }
        }
        successors
    }

    /// The references listed in a pack, in the author's order. A translation without a list has that of its original.
    pub fn pack_list(&self, pack: ManuscriptId) -> &'a [Field<Box<str>>] {
        match &*self.manuscripts[pack].front_matter.leaflets {
            [] => &self.manuscripts[self.original(pack)].front_matter.leaflets,
            own => own,
        }
    }

    /// The translation of text `id` into the language of text `of`; `None` if `of` is not a translation, or there is
    /// none.
    pub fn in_language_of(&self, of: ManuscriptId, id: ManuscriptId) -> Option<ManuscriptId> {
        let language = self.language(of)?;
        let translations = self.translations(self.original(id)).iter();
        translations.copied().find(|other| self.language(*other) == Some(language))
    }

    /// The translations of a leaflet or a pack.
    pub fn translations(&self, id: ManuscriptId) -> &[ManuscriptId] {
        &self.cross_references.translations[id]
    }

    /// The original of a translation; any other manuscript is its own original.
    pub fn original(&self, id: ManuscriptId) -> ManuscriptId {
        let translation = self.manuscripts[id].translation.as_ref();
        translation.and_then(|translation| self.of_source(translation.of)).unwrap_or(id)
    }

    /// The shared blocks.
    pub fn blocks(&self) -> &SharedBlocks<'a> {
        &self.blocks
    }

    /// The language of a manuscript, if it is a translation.
    pub fn language(&self, id: ManuscriptId) -> Option<&'a Language> {
        self.manuscripts[id].translation.as_ref().map(|translation| &translation.language)
    }
}

/// Normalises a name: lower case, single spaces.
pub(super) fn key(name: &str) -> String {
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

//! Links manuscripts to one another.

use std::sync::Mutex;

use super::auto_links::{self, AutoLinkCache, AutoLinks, LinkInputs};
use super::crisis::CrisisBlocks;
use super::last_updated;
use super::library::Library;
use super::links::Links;
use super::manuscript_id::ManuscriptId;
use super::mentions::Mentions;
use super::name_index::NameIndex;
use super::name_suggestions::NameSuggestions;
use super::texts::Texts;
use crate::leaflet::Manuscript;
use crate::source::Sources;

/// The connections of all texts. It contains no words of them, so the preview can keep it between changes.
pub struct CrossReferences {
    names: NameIndex,
    links: Links,
    mentions: Mentions,
}

/// What is kept of a library for the next one of almost the same texts. Valid while the set of files and the glossary
/// are unchanged; a changed text must be forgotten.
#[derive(Default)]
pub struct LinkCache {
    auto_links: AutoLinkCache,
    cross_references: Option<CrossReferences>,
    /// The texts that changed since the cross-references were made.
    changed: Vec<ManuscriptId>,
}

impl LinkCache {
    /// Discards the results for one text.
    pub fn forget(&mut self, id: ManuscriptId) {
        self.auto_links.forget(id);
        if !self.changed.contains(&id) {
            self.changed.push(id);
        }
    }

    /// Discards the cross-references, because the fields of a text changed, or a text that others include.
    pub fn forget_cross_references(&mut self) {
        self.cross_references = None;
    }

    /// Stores the cross-references of a library that is no longer needed.
    pub fn store(&mut self, cross_references: CrossReferences) {
        self.cross_references = Some(cross_references);
    }
}

/// Links the manuscripts to one another. With a cache, only what depends on changed texts is made again.
pub fn link<'a>(
    sources: &'a Sources,
    manuscripts: &'a [Manuscript],
    inputs: &LinkInputs<'a>,
    cache: Option<&Mutex<LinkCache>>,
) -> Library<'a> {
    let is_reused = cache.is_some();
    let mut unshared = LinkCache::default();
    let mut shared = cache.and_then(|cache| cache.lock().ok());
    let cache = shared.as_deref_mut().unwrap_or(&mut unshared);
    cache.auto_links.is_reused = is_reused;
    let changed = std::mem::take(&mut cache.changed);
    let known = cache.cross_references.take().filter(|known| known.names.len() == manuscripts.len());
    let (known_names, known_links, known_mentions) = match known {
        Some(CrossReferences { names, links, mentions }) => (Some(names), Some(links), Some(mentions)),
        None => (None, None, None),
    };
    let mut texts = Texts::new(sources, manuscripts, inputs.today);
    let crisis = CrisisBlocks::of(&texts, &inputs.contacts);
    last_updated::date_by_blocks(&mut texts, &crisis);
    let (names, names_are_new) = rayon::join(
        || known_names.unwrap_or_else(|| NameIndex::new(&texts)),
        || auto_links::prepare(&texts, inputs, &mut cache.auto_links),
    );
    let links = match known_links {
        Some(links) => links.updated(&texts, &names, &changed),
        None => Links::new(&texts, &names),
    };
    let auto_links = AutoLinks::new(&texts, &links, inputs, &mut cache.auto_links);
    // If the names changed, any text may have other automatic links.
    let mentions = match known_mentions.filter(|_| !names_are_new) {
        Some(mentions) => mentions.updated(&texts, &links, &auto_links, &changed),
        None => Mentions::new(&texts, &links, &auto_links),
    };
    let LinkInputs { today, glossary, .. } = inputs;
    let (today, glossary) = (*today, *glossary);
    last_updated::date_by_glossary(&mut texts, &auto_links, glossary);
    let suggestions = NameSuggestions::default();
    Library { sources, glossary, today, texts, crisis, names, links, auto_links, mentions, suggestions }
}

impl Library<'_> {
    /// The part that can be kept for the next library.
    pub fn into_cross_references(self) -> CrossReferences {
        CrossReferences { names: self.names, links: self.links, mentions: self.mentions }
    }
}

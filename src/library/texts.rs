//! All texts, before they are linked to one another: the first layer of the library.

use rayon::prelude::*;

use super::archive;
use super::blocks::SharedBlocks;
use super::manuscript_id::ManuscriptId;
use crate::date::Date;
use crate::language::Language;
use crate::leaflet::{Leaflet, Manuscript};
use crate::source::{SourceId, Sources};

/// The manuscripts, the leaflets that are complete, and the shared blocks.
pub(super) struct Texts<'a> {
    pub sources: &'a Sources,
    /// In the order of their files.
    pub manuscripts: &'a [Manuscript],
    /// By manuscript.
    pub leaflets: Vec<Option<Leaflet<'a>>>,
    /// By manuscript, whether it is a leaflet that readers may still use.
    is_current: Vec<bool>,
    pub blocks: SharedBlocks<'a>,
}

impl<'a> Texts<'a> {
    pub fn new(sources: &'a Sources, manuscripts: &'a [Manuscript], today: Date) -> Self {
        let leaflets = || -> Vec<Option<Leaflet<'a>>> {
            manuscripts.par_iter().map(|text| archive::leaflet(manuscripts, text)).collect()
        };
        let (blocks, leaflets) = rayon::join(|| SharedBlocks::new(manuscripts), leaflets);
        let is_current = |leaflet: &Option<Leaflet<'_>>| leaflet.as_ref().is_some_and(|it| !it.is_archived(today));
        let is_current = leaflets.iter().map(is_current).collect();
        Self { sources, manuscripts, leaflets, is_current, blocks }
    }

    /// Sets the date last updated of a leaflet, unless it is later.
    pub fn date(&mut self, id: ManuscriptId, day: Date) {
        if let Some(leaflet) = &mut self.leaflets[id] {
            leaflet.last_updated = leaflet.last_updated.max(day);
        }
    }

    pub fn manuscript(&self, id: ManuscriptId) -> &'a Manuscript {
        &self.manuscripts[id]
    }

    pub fn text(&self, id: ManuscriptId) -> &'a str {
        self.sources.file(self.manuscripts[id].source).text()
    }

    pub fn path(&self, id: ManuscriptId) -> &'a str {
        &self.sources.file(self.manuscripts[id].source).path
    }

    pub fn of_source(&self, source: SourceId) -> Option<ManuscriptId> {
        self.manuscripts.binary_search_by_key(&source, |manuscript| manuscript.source).ok()
    }

    pub fn leaflet(&self, id: ManuscriptId) -> Option<&Leaflet<'a>> {
        self.leaflets[id].as_ref()
    }

    /// Whether a manuscript is a complete leaflet that is not archived on the date of the library.
    pub fn is_current(&self, id: ManuscriptId) -> bool {
        self.is_current[id]
    }

    /// The current leaflets, translations included, in the order of their paths.
    pub fn current(&self) -> impl Iterator<Item = (ManuscriptId, &Leaflet<'a>)> {
        let current = self.leaflets.iter().zip(&self.is_current).enumerate();
        current
            .filter(|(_, (_, is_current))| **is_current)
            .filter_map(|(id, (leaflet, _))| Some((id, leaflet.as_ref()?)))
    }

    pub fn original(&self, id: ManuscriptId) -> ManuscriptId {
        let translation = self.manuscripts[id].translation.as_ref();
        translation.and_then(|translation| self.of_source(translation.of)).unwrap_or(id)
    }

    pub fn language(&self, id: ManuscriptId) -> Option<&'a Language> {
        self.manuscripts[id].translation.as_ref().map(|translation| &translation.language)
    }

    /// The texts on the page of a text, each once: itself, then each included block before those that it includes.
    /// Blocks are in the given language if translated.
    pub fn on_page(&self, id: ManuscriptId, language: Option<&Language>) -> Vec<ManuscriptId> {
        let mut texts = vec![id];
        self.add_blocks(id, language, &mut texts);
        texts
    }

    fn add_blocks(&self, id: ManuscriptId, language: Option<&Language>, texts: &mut Vec<ManuscriptId>) {
        for (name, _) in self.manuscripts[id].document.includes() {
            if let Some(block) = self.blocks.shown(name, language).filter(|block| !texts.contains(block)) {
                texts.push(block);
                self.add_blocks(block, language, texts);
            }
        }
    }
}

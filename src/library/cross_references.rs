//! Connections between texts: names, link targets, alternatives, replacements and mentions.

use std::collections::HashMap;

use rayon::prelude::*;

use super::index::{ByName, Library, key};
use super::manuscript_id::ManuscriptId;
use super::resolve;
use super::target::Target;
use crate::source::{FileRole, SourceId};

/// The connections of all texts. It contains no words of them, so the preview can keep it between changes.
#[derive(Default)]
pub struct CrossReferences {
    pub(super) by_source: HashMap<SourceId, ManuscriptId>,
    pub(super) by_reference: ByName,
    pub(super) by_title: ByName,
    pub(super) translations: Vec<Vec<ManuscriptId>>,
    pub(super) alternatives: Vec<Vec<ManuscriptId>>,
    /// By leaflet, the leaflets that say they replace it.
    pub(super) replacing: HashMap<ManuscriptId, Vec<ManuscriptId>>,
    pub(super) targets: Vec<Vec<Target>>,
    /// By leaflet, the leaflets that lead to it, in the order of their paths.
    pub(super) mentions: Vec<Vec<ManuscriptId>>,
    /// By leaflet, the leaflets its page leads to.
    leads_to: Vec<Vec<ManuscriptId>>,
}

impl CrossReferences {
    /// No connections yet, only the files of the texts.
    pub(super) fn of_files(by_source: HashMap<SourceId, ManuscriptId>) -> Self {
        Self { by_source, ..Self::default() }
    }
}

/// The names by which texts are found.
pub(super) struct TextIndex {
    by_reference: ByName,
    by_title: ByName,
    translations: Vec<Vec<ManuscriptId>>,
}

impl TextIndex {
    pub fn of(library: &Library<'_>) -> Self {
        let manuscripts = library.manuscripts;
        let mut index = Self {
            by_reference: ByName::with_capacity_and_hasher(manuscripts.len(), Default::default()),
            by_title: ByName::with_capacity_and_hasher(manuscripts.len(), Default::default()),
            translations: vec![Vec::new(); manuscripts.len()],
        };
        for (id, manuscript) in manuscripts.iter().enumerate() {
            if !matches!(manuscript.role, FileRole::Leaflet | FileRole::Pack) {
                continue;
            }
            if let Some(translation) = &manuscript.translation {
                if let Some(original) = library.of_source(translation.of) {
                    index.translations[original].push(id);
                }
                continue;
            }
            if manuscript.role == FileRole::Pack {
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
}

/// References to other leaflets in the fields of leaflets.
struct FieldReferences {
    /// In both directions.
    alternatives: Vec<Vec<ManuscriptId>>,
    /// By leaflet, the leaflets that say they replace it.
    replacing: HashMap<ManuscriptId, Vec<ManuscriptId>>,
}

impl Library<'_> {
    /// Stores the index.
    pub(super) fn set_index(&mut self, index: TextIndex) {
        (self.cross_references.by_reference, self.cross_references.by_title) = (index.by_reference, index.by_title);
        self.cross_references.translations = index.translations;
    }

    /// Resolves the links of the given texts, or of all texts if `None`, and the references in fields unless they are
    /// known.
    pub(super) fn resolve_links(&mut self, only: Option<&[ManuscriptId]>, fields_are_known: bool) {
        let library = &*self;
        let targets = |id: ManuscriptId| {
            let links = library.manuscripts[id].document.links().iter();
            links.map(|link| resolve::target(library, id, link)).collect()
        };
        let fields = || (!fields_are_known).then(|| library.field_references());
        match only {
            Some(changed) => {
                let made: Vec<(ManuscriptId, Vec<Target>)> = changed.iter().map(|id| (*id, targets(*id))).collect();
                let fields = fields();
                made.into_iter().for_each(|(id, targets)| self.cross_references.targets[id] = targets);
                self.set_field_references(fields);
            }
            None => {
                let all = || (0..library.manuscripts.len()).into_par_iter().map(targets).collect();
                let (targets, fields) = rayon::join(all, fields);
                self.cross_references.targets = targets;
                self.set_field_references(fields);
            }
        }
    }

    fn set_field_references(&mut self, references: Option<FieldReferences>) {
        if let Some(FieldReferences { alternatives, replacing }) = references {
            (self.cross_references.alternatives, self.cross_references.replacing) = (alternatives, replacing);
        }
    }

    fn field_references(&self) -> FieldReferences {
        let mut alternatives: Vec<Vec<ManuscriptId>> = vec![Vec::new(); self.manuscripts.len()];
        let mut replacing: HashMap<ManuscriptId, Vec<ManuscriptId>> = HashMap::new();
        let mut reverse: Vec<(ManuscriptId, ManuscriptId)> = Vec::new();
        let leaflets =
            self.manuscripts.iter().enumerate().filter(|(_, manuscript)| manuscript.role == FileRole::Leaflet);
        let (originals, translations): (Vec<_>, Vec<_>) =
            leaflets.partition(|(_, manuscript)| manuscript.translation.is_none());
        for (id, manuscript) in originals.into_iter().chain(translations) {
            // Alternatives do not depend on the language: those of a translation also count for its original.
            let original = self.original(id);
            for reference in &manuscript.front_matter.alternatives {
                if let Some(other) = self.leaflet_of(&reference.value).filter(|other| *other != original) {
                    if !alternatives[original].contains(&other) {
                        alternatives[original].push(other);
                    }
                    reverse.push((other, original));
                }
            }
            if manuscript.translation.is_some() {
                continue;
            }
            for reference in &manuscript.front_matter.replaces {
                if let Some(older) = self.leaflet_of(&reference.value) {
                    replacing.entry(older).or_default().push(id);
                }
            }
        }
        for (id, other) in reverse {
            if !alternatives[id].contains(&other) {
                alternatives[id].push(other);
            }
        }
        FieldReferences { alternatives, replacing }
    }

    /// Updates which leaflets lead to which, for the given texts, or for all texts if `None`.
    pub(super) fn update_mentions(&mut self, only: Option<&[ManuscriptId]>) {
        let library = &*self;
        let leads_to = |id: ManuscriptId| {
            let manuscript = library.manuscript(id);
            if manuscript.role != FileRole::Leaflet || manuscript.translation.is_some() {
                return Vec::new();
            }
            let made = library.made_links(id).iter().map(|link| library.original(link.to));
            library.shown_targets(id).into_iter().chain(made).filter(|other| *other != id).collect::<Vec<_>>()
        };
        let Some(changed) = only else {
            let leads_to: Vec<Vec<ManuscriptId>> =
                (0..library.manuscripts.len()).into_par_iter().map(leads_to).collect();
            let mut mentions: Vec<Vec<ManuscriptId>> = vec![Vec::new(); leads_to.len()];
            for (id, others) in leads_to.iter().enumerate() {
                for other in others {
                    if mentions[*other].last() != Some(&id) {
                        mentions[*other].push(id);
                    }
                }
            }
            (self.cross_references.leads_to, self.cross_references.mentions) = (leads_to, mentions);
            return;
        };
        let made: Vec<(ManuscriptId, Vec<ManuscriptId>)> = changed.iter().map(|id| (*id, leads_to(*id))).collect();
        let CrossReferences { leads_to, mentions, .. } = &mut self.cross_references;
        for (id, others) in made {
            for other in std::mem::take(&mut leads_to[id]) {
                mentions[other].retain(|leads| *leads != id);
            }
            for other in &others {
                if let Err(place) = mentions[*other].binary_search(&id) {
                    mentions[*other].insert(place, id);
                }
            }
            leads_to[id] = others;
        }
    }
}

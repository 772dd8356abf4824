//! The links that authors wrote, in texts and in fields: the third layer of the library.

use std::collections::HashMap;

use rayon::prelude::*;

use super::manuscript_id::ManuscriptId;
use super::name_index::NameIndex;
use super::resolve;
use super::target::Target;
use super::texts::Texts;
use crate::source::FileRole;

/// Targets of links, alternatives and replacements.
pub(super) struct Links {
    /// By text, the targets of its links.
    targets: Vec<Vec<Target>>,
    fields: FieldReferences,
}

/// References to other leaflets in the fields of leaflets.
struct FieldReferences {
    /// In both directions.
    alternatives: Vec<Vec<ManuscriptId>>,
    /// By leaflet, the leaflets that say they replace it.
    replacing: HashMap<ManuscriptId, Vec<ManuscriptId>>,
}

impl Links {
    pub fn new(texts: &Texts<'_>, names: &NameIndex) -> Self {
        let all = || (0..texts.manuscripts.len()).into_par_iter().map(|id| targets(texts, names, id)).collect();
        let (targets, fields) = rayon::join(all, || FieldReferences::new(texts, names));
        Self { targets, fields }
    }

    /// The links after some texts changed. Fields, and the set of files, are the same.
    pub fn updated(mut self, texts: &Texts<'_>, names: &NameIndex, changed: &[ManuscriptId]) -> Self {
        for id in changed {
            self.targets[*id] = targets(texts, names, *id);
        }
        self
    }

    pub fn targets(&self, id: ManuscriptId) -> &[Target] {
        &self.targets[id]
    }

    pub fn alternatives(&self, id: ManuscriptId) -> &[ManuscriptId] {
        &self.fields.alternatives[id]
    }

    pub fn replacing(&self, id: ManuscriptId) -> &[ManuscriptId] {
        self.fields.replacing.get(&id).map_or(&[], |ids| ids)
    }

    /// The leaflets that an author links to on the page of a text, in it and in included blocks, with duplicates.
    /// Translations are represented by their originals.
    pub fn on_page(&self, texts: &Texts<'_>, page: ManuscriptId) -> Vec<ManuscriptId> {
        let shown = texts.on_page(page, texts.language(page));
        let targets = shown.into_iter().flat_map(|id| &self.targets[id]);
        let leaflets = targets.filter_map(|target| match target {
            Target::Manuscript { id, .. } => Some(texts.original(*id)),
            _ => None,
        });
        leaflets.collect()
    }
}

fn targets(texts: &Texts<'_>, names: &NameIndex, id: ManuscriptId) -> Vec<Target> {
    texts.manuscript(id).document.links().iter().map(|link| resolve::target(texts, names, id, link)).collect()
}

impl FieldReferences {
    fn new(texts: &Texts<'_>, names: &NameIndex) -> Self {
        let mut alternatives: Vec<Vec<ManuscriptId>> = vec![Vec::new(); texts.manuscripts.len()];
        let mut replacing: HashMap<ManuscriptId, Vec<ManuscriptId>> = HashMap::new();
        let mut reverse: Vec<(ManuscriptId, ManuscriptId)> = Vec::new();
        let leaflets =
            texts.manuscripts.iter().enumerate().filter(|(_, manuscript)| manuscript.role == FileRole::Leaflet);
        let (originals, translations): (Vec<_>, Vec<_>) =
            leaflets.partition(|(_, manuscript)| manuscript.translation.is_none());
        for (id, manuscript) in originals.into_iter().chain(translations) {
            // Alternatives do not depend on the language: those of a translation also count for its original.
            let original = texts.original(id);
            for reference in &manuscript.front_matter.alternatives {
                if let Some(other) = names.leaflet_of(&reference.value).filter(|other| *other != original) {
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
                if let Some(older) = names.leaflet_of(&reference.value) {
                    replacing.entry(older).or_default().push(id);
                }
            }
        }
        for (id, other) in reverse {
            if !alternatives[id].contains(&other) {
                alternatives[id].push(other);
            }
        }
        Self { alternatives, replacing }
    }
}

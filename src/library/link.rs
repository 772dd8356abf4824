//! Linking manuscripts to one another.

use std::collections::HashMap;

use rayon::prelude::*;

use super::blocks::Blocks;
use super::index::{ByName, Library, key};
use super::manuscript_id::ManuscriptId;
use super::marks::{self, AllMarks, Linking, Looked};
use super::names::Known;
use super::resolve;
use crate::leaflet::{Leaflet, Manuscript};
use crate::source::{Role, Sources};

/// Links the manuscripts to one another.
pub fn link<'a>(sources: &'a Sources, manuscripts: &'a [Manuscript], linking: &Linking<'a>) -> Library<'a> {
    let by_source = || manuscripts.iter().enumerate().map(|(id, manuscript)| (manuscript.source, id)).collect();
    let leaflets = || manuscripts.par_iter().map(leaflet).collect();
    let ((by_source, blocks), leaflets) = rayon::join(|| rayon::join(by_source, || Blocks::new(manuscripts)), leaflets);
    let mut library = Library {
        sources,
        glossary: linking.glossary,
        manuscripts,
        known: Known::default(),
        leaflets,
        by_source,
        by_reference: ByName::default(),
        by_title: ByName::default(),
        blocks,
        targets: Vec::new(),
        alternatives: vec![Vec::new(); manuscripts.len()],
        mentions: vec![Vec::new(); manuscripts.len()],
        translations: Vec::new(),
        marks: AllMarks::default(),
        replacing: HashMap::new(),
    };
    let mut own = Looked::default();
    let mut shared = linking.looked.and_then(|looked| looked.lock().ok());
    let looked = shared.as_deref_mut().unwrap_or(&mut own);
    let (index, ()) = rayon::join(|| Index::of(&library), || marks::prepare(&library, linking, looked));
    (library.by_reference, library.by_title) = (index.by_reference, index.by_title);
    library.translations = index.translations;
    library.targets = (0..manuscripts.len())
        .into_par_iter()
        .map(|id| manuscripts[id].document.links().iter().map(|link| resolve::target(&library, id, link)).collect())
        .collect();
    library.marks = marks::make(&library, linking, looked);
    library.connect();
    library
}

/// Only leaflets become leaflets: pages and blocks have no archive date, drafts are not approved.
fn leaflet(manuscript: &Manuscript) -> Option<Leaflet<'_>> {
    (manuscript.role == Role::Leaflet).then(|| Leaflet::complete(manuscript)).flatten()
}

/// What manuscripts are found by.
struct Index {
    by_reference: ByName,
    by_title: ByName,
    translations: Vec<Vec<ManuscriptId>>,
}

impl Index {
    fn of(library: &Library<'_>) -> Self {
        let manuscripts = library.manuscripts;
        let mut index = Self {
            by_reference: ByName::with_capacity_and_hasher(manuscripts.len(), Default::default()),
            by_title: ByName::with_capacity_and_hasher(manuscripts.len(), Default::default()),
            translations: vec![Vec::new(); manuscripts.len()],
        };
        for (id, manuscript) in manuscripts.iter().enumerate() {
            if !matches!(manuscript.role, Role::Leaflet | Role::Pack) {
                continue;
            }
            if let Some(translation) = &manuscript.translation {
                if let Some(original) = library.by_source.get(&translation.of) {
                    index.translations[*original].push(id);
                }
                continue;
            }
            if manuscript.role == Role::Pack {
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

impl Library<'_> {
    /// Alternatives both ways, who mentions whom, and who says to take whose place.
    fn connect(&mut self) {
        let mut chosen_elsewhere: Vec<(ManuscriptId, ManuscriptId)> = Vec::new();
        let leaflets = self.manuscripts.iter().enumerate().filter(|(_, manuscript)| manuscript.role == Role::Leaflet);
        let (originals, translations): (Vec<_>, Vec<_>) =
            leaflets.partition(|(_, manuscript)| manuscript.translation.is_none());
        let leads_to = |id: ManuscriptId| {
            let made = self.made_links(id).iter().map(|link| self.original(link.to));
            self.shown_targets(id).into_iter().chain(made).collect::<Vec<_>>()
        };
        let led_to: Vec<(ManuscriptId, Vec<ManuscriptId>)> =
            originals.par_iter().map(|(id, _)| (*id, leads_to(*id))).collect();
        for (id, others) in led_to {
            for other in others {
                if other != id && self.mentions[other].last() != Some(&id) {
                    self.mentions[other].push(id);
                }
            }
        }
        for (id, manuscript) in originals.into_iter().chain(translations) {
            // What can be chosen instead hangs on no language: what a translation names, its original has too.
            let original = self.original(id);
            for reference in &manuscript.front_matter.alternatives {
                if let Some(other) = self.leaflet_of(&reference.value).filter(|other| *other != original) {
                    if !self.alternatives[original].contains(&other) {
                        self.alternatives[original].push(other);
                    }
                    chosen_elsewhere.push((other, original));
                }
            }
            if manuscript.translation.is_some() {
                continue;
            }
            for reference in &manuscript.front_matter.replaces {
                if let Some(older) = self.leaflet_of(&reference.value) {
                    self.replacing.entry(older).or_default().push(id);
                }
            }
        }
        for (id, other) in chosen_elsewhere {
            if !self.alternatives[id].contains(&other) {
                self.alternatives[id].push(other);
            }
        }
    }
}

//! Linking manuscripts to one another.

use std::collections::HashMap;

use rayon::prelude::*;

use super::blocks::Blocks;
use super::index::{Library, key};
use super::manuscript_id::ManuscriptId;
use super::marks::{self, AllMarks, Linking};
use super::names::Known;
use super::resolve;
use crate::leaflet::{Leaflet, Manuscript};
use crate::source::{Role, Sources};

/// Links the manuscripts to one another.
pub fn link<'a>(sources: &'a Sources, manuscripts: &'a [Manuscript], linking: &Linking<'a>) -> Library<'a> {
    let mut library = Library {
        sources,
        glossary: linking.glossary,
        manuscripts,
        known: Known::default(),
        leaflets: manuscripts.iter().map(leaflet).collect(),
        by_source: manuscripts.iter().enumerate().map(|(id, manuscript)| (manuscript.source, id)).collect(),
        by_reference: HashMap::new(),
        by_title: HashMap::new(),
        blocks: Blocks::new(manuscripts),
        targets: Vec::new(),
        alternatives: vec![Vec::new(); manuscripts.len()],
        mentions: vec![Vec::new(); manuscripts.len()],
        translations: vec![Vec::new(); manuscripts.len()],
        marks: AllMarks::default(),
        replacing: HashMap::new(),
    };
    library.index_names();
    library.targets = (0..manuscripts.len())
        .into_par_iter()
        .map(|id| manuscripts[id].document.links().iter().map(|link| resolve::target(&library, id, link)).collect())
        .collect();
    library.marks = marks::make(&library, linking);
    library.connect();
    library
}

/// Only leaflets become leaflets: pages and blocks have no archive date, drafts are not approved.
fn leaflet(manuscript: &Manuscript) -> Option<Leaflet<'_>> {
    (manuscript.role == Role::Leaflet).then(|| Leaflet::complete(manuscript)).flatten()
}

impl Library<'_> {
    fn index_names(&mut self) {
        for (id, manuscript) in self.manuscripts.iter().enumerate() {
            if !matches!(manuscript.role, Role::Leaflet | Role::Pack) {
                continue;
            }
            if let Some(translation) = &manuscript.translation {
                if let Some(original) = self.by_source.get(&translation.of) {
                    self.translations[*original].push(id);
                }
                continue;
            }
            if manuscript.role == Role::Pack {
                continue;
            }
            if let Some(reference) = &manuscript.front_matter.reference {
                self.by_reference.entry(key(&reference.value)).or_default().push(id);
            }
            if let Some(title) = &manuscript.front_matter.title {
                self.by_title.entry(key(&title.value)).or_default().push(id);
            }
        }
    }

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

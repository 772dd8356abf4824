//! The record of what is published, updated for a new site.

use std::collections::BTreeSet;

use super::address::{Address, address_of};
use crate::library::{Library, ManuscriptId};
use crate::publication_log::{self, LogEntry, PublicationLog};

/// The text of the record after these leaflets are published. Entries of other leaflets are kept, because a reference
/// must never be reused.
pub fn updated_log(library: &Library<'_>, before: &PublicationLog) -> String {
    let originals = library.leaflets().filter(|(_, leaflet)| leaflet.manuscript.translation.is_none());
    let mut entries: Vec<LogEntry> = Vec::with_capacity(library.manuscripts().len());
    let mut moved = false;
    for (id, leaflet) in originals {
        let address = |id: ManuscriptId| address_of(library.manuscript(id)).map(|it| it.folder_path().into());
        let translations = library.translations(id).iter().filter(|it| library.leaflet(**it).is_some());
        let of_all = std::iter::once(&id).chain(library.translations(id)).map(|id| library.manuscript(*id));
        let mut entry = LogEntry {
            reference: leaflet.reference.into(),
            title: leaflet.title.into(),
            address: address(id).unwrap_or_default(),
            translations: translations.filter_map(|id| address(*id)).collect(),
            earlier: Vec::new(),
            moved_from: of_all.flat_map(|it| &it.front_matter.moved_from).map(|field| field.value.clone()).collect(),
            last_updated: leaflet.last_updated.to_string().into(),
            archive_date: leaflet.archive_date.to_string().into(),
        };
        if let Some(known) = before.entry(leaflet.reference) {
            let earlier: BTreeSet<Box<str>> =
                known.pages().filter(|page| entry.pages().all(|own| own != *page)).map(Into::into).collect();
            entry.earlier = earlier.into_iter().collect();
            moved |= !entry.earlier.is_empty();
        }
        entries.push(entry);
    }
    if moved {
        // An address that another leaflet now has belongs to that leaflet.
        let all = library.manuscripts().iter().filter_map(address_of);
        let held: BTreeSet<Address> = all.collect();
        for entry in &mut entries {
            entry.earlier.retain(|page| !held.contains(&Address::folder(&**page)));
        }
    }
    let gone = before.entries().filter(|entry| library.leaflet_of(&entry.reference).is_none());
    publication_log::text(entries.into_iter().chain(gone.cloned()))
}

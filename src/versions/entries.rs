//! Leaflets as they are published now, in the form of the record.

use std::collections::BTreeSet;

use crate::library::{Library, ManuscriptId};
use crate::publication_log::{LogEntry, PublicationLog};
use crate::site::{Address, address_of};

/// The entries of all complete leaflets, translations included, in the order of their paths. Earlier addresses of a
/// leaflet that moved are kept.
pub(super) fn entries(library: &Library<'_>, before: &PublicationLog) -> Vec<(ManuscriptId, LogEntry)> {
    let mut entries: Vec<(ManuscriptId, LogEntry)> =
        library.leaflets().map(|(id, _)| (id, entry(library, before, id))).collect();
    if entries.iter().any(|(_, entry)| !entry.earlier.is_empty()) {
        // An address that another leaflet now has belongs to that leaflet.
        let held: BTreeSet<Address> = library.manuscripts().iter().filter_map(address_of).collect();
        for (_, entry) in &mut entries {
            entry.earlier.retain(|page| !held.contains(&Address::folder(&**page)));
        }
    }
    entries
}

fn entry(library: &Library<'_>, before: &PublicationLog, id: ManuscriptId) -> LogEntry {
    let Some(leaflet) = library.leaflet(id) else { return LogEntry::default() };
    let address = |id: ManuscriptId| address_of(library.manuscript(id)).map(|it| it.folder_path().into());
    let mut entry = LogEntry {
        reference: reference(library, id).into(),
        title: leaflet.title.into(),
        address: address(id).unwrap_or_default(),
        last_updated: leaflet.last_updated.to_string().into(),
        archive_date: leaflet.archive_date.to_string().into(),
        ..LogEntry::default()
    };
    // The entry of the original has all addresses, because they are of one leaflet.
    if library.original(id) == id {
        let translations = library.translations(id).iter().filter(|it| library.leaflet(**it).is_some());
        entry.translations = translations.filter_map(|id| address(*id)).collect();
        let of_all = std::iter::once(&id).chain(library.translations(id)).map(|id| library.manuscript(*id));
        entry.moved_from = of_all.flat_map(|it| &it.front_matter.moved_from).map(|field| field.value.clone()).collect();
        if let Some(known) = before.entry(leaflet.reference) {
            let earlier: BTreeSet<Box<str>> =
                known.pages().filter(|page| entry.pages().all(|own| own != *page)).map(Into::into).collect();
            entry.earlier = earlier.into_iter().collect();
        }
    }
    entry
}

/// The reference of a leaflet; a translation has that of its original.
pub(super) fn reference<'a>(library: &Library<'a>, id: ManuscriptId) -> &'a str {
    let of = |id: ManuscriptId| library.leaflet(id).map(|leaflet| leaflet.reference);
    of(library.original(id)).or_else(|| of(id)).unwrap_or_default()
}

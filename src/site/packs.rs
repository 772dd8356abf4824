//! Packs: leaflets bundled for one visit.

use super::collation::Collation;
use crate::library::{Library, ManuscriptId};
use crate::source::FileRole;

/// A pack and its leaflets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its text.
    pub id: ManuscriptId,
    /// Its current leaflets, in the author's order; a translated pack has translated leaflets if they exist.
    pub leaflets: Vec<ManuscriptId>,
}

/// All packs by title, including translations.
pub(super) fn packs(library: &Library<'_>, order: &Collation) -> Vec<Pack> {
    let all = library.manuscripts().iter().enumerate().filter(|(_, manuscript)| manuscript.role == FileRole::Pack);
    let packs = all.map(|(id, manuscript)| {
        let title = manuscript.front_matter.title.as_ref().map_or("", |title| &*title.value);
        (title, Pack { id, leaflets: current(library, id) })
    });
    order.sorted(packs.collect()).into_iter().map(|(_, pack)| pack).collect()
}

fn current(library: &Library<'_>, pack: ManuscriptId) -> Vec<ManuscriptId> {
    let is_current = |id: &ManuscriptId| library.is_current(*id);
    let mut leaflets = Vec::new();
    for reference in library.pack_list(pack) {
        let Some(original) = library.leaflet_of(&reference.value).filter(is_current) else { continue };
        let id = library.in_language_of(pack, original).filter(is_current).unwrap_or(original);
        if !leaflets.contains(&id) {
            leaflets.push(id);
        }
    }
    leaflets
}

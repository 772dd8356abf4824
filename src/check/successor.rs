//! The leaflets that replaced an archived leaflet.

use super::rule::CheckContext;
use crate::library::ManuscriptId;

/// Maximum number of leaflets visited; longer chains of replacements do not occur in practice.
const MAX_VISITED: usize = 20;

/// The current leaflets reached by following `replaced_by` and `replaces`, nearest first, and whether the chain leads
/// back to the leaflet itself.
pub fn successors(world: &CheckContext<'_>, id: ManuscriptId) -> (Vec<ManuscriptId>, bool) {
    let library = world.library;
    let (mut current, mut seen, mut next, mut is_cyclic) = (Vec::new(), vec![id], 0, false);
    while let Some(&at) = seen.get(next) {
        next += 1;
        for other in library.successors(at).into_iter().take(MAX_VISITED) {
            is_cyclic |= other == id;
            if seen.contains(&other) || seen.len() >= MAX_VISITED {
                continue;
            }
            if library.is_current(other) {
                if !current.contains(&other) && current.len() < MAX_VISITED {
                    current.push(other);
                }
            } else {
                seen.push(other);
            }
        }
    }
    (current, is_cyclic)
}

/// Describes a leaflet by title, reference and file: `'Group therapy' (PT-002, group.md)`.
pub fn in_words(world: &CheckContext<'_>, id: ManuscriptId) -> String {
    let path = world.library.path(id);
    let file = path.rsplit('/').next().unwrap_or(path);
    match world.library.leaflet(id) {
        Some(leaflet) => format!("'{}' ({}, {file})", leaflet.title, leaflet.reference),
        None => format!("'{file}'"),
    }
}

/// Describes at most three leaflets: `A or B or C`.
pub fn all_in_words(world: &CheckContext<'_>, ids: &[ManuscriptId]) -> String {
    let named: Vec<String> = ids.iter().take(3).map(|id| in_words(world, *id)).collect();
    named.join(" or ")
}

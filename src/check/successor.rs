//! What took the place of an archived leaflet.

use super::rule::CheckContext;
use crate::library::ManuscriptId;

/// So many leaflets are looked at on the way; nobody replaces a leaflet more often.
const FURTHEST: usize = 20;

/// The current leaflets at the end of what `replaced_by` and `replaces` say, nearest first, and whether the way leads back to
/// the leaflet itself.
pub fn successors(world: &CheckContext<'_>, id: ManuscriptId) -> (Vec<ManuscriptId>, bool) {
    let library = world.library;
    let (mut current, mut seen, mut next, mut circle) = (Vec::new(), vec![id], 0, false);
    while let Some(&at) = seen.get(next) {
        next += 1;
        for other in library.successors(at).into_iter().take(FURTHEST) {
            circle |= other == id;
            if seen.contains(&other) || seen.len() >= FURTHEST {
                continue;
            }
            let leaflet = library.leaflet(other);
            if leaflet.is_some_and(|leaflet| !leaflet.is_archived(world.today)) {
                if !current.contains(&other) && current.len() < FURTHEST {
                    current.push(other);
                }
            } else {
                seen.push(other);
            }
        }
    }
    (current, circle)
}

/// A leaflet by its title, reference and file: `'Group therapy' (PT-002, group.md)`.
pub fn in_words(world: &CheckContext<'_>, id: ManuscriptId) -> String {
    let path = world.library.path(id);
    let file = path.rsplit('/').next().unwrap_or(path);
    match world.library.leaflet(id) {
        Some(leaflet) => format!("'{}' ({}, {file})", leaflet.title, leaflet.reference),
        None => format!("'{file}'"),
    }
}

/// Leaflets in words, at most three of them: `A, B or C`.
pub fn all_in_words(world: &CheckContext<'_>, ids: &[ManuscriptId]) -> String {
    let named: Vec<String> = ids.iter().take(3).map(|id| in_words(world, *id)).collect();
    named.join(" or ")
}

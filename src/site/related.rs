//! Which leaflets are close to one another by the conditions that they share.

use std::cmp::Reverse;

use super::groups::{Grouping, LeafletGroup};
use super::plan::Site;
use crate::library::ManuscriptId;

/// So many stand in the list; what authors name stands there however many they are.
const MAX_RELATED: usize = 5;
/// So many leaflets on the same conditions are looked at, those on its rarest condition first. A condition that thousands of
/// leaflets share says little of any two of them, and to compare all with all would take hours.
const LOOKED_AT: usize = 500;

/// The conditions of each leaflet, and its place in the A to Z.
#[derive(Default)]
pub(super) struct RelatedLeaflets {
    /// By manuscript: the conditions as places in [`Site::groups`], in order.
    conditions: Vec<Box<[u32]>>,
    /// By manuscript: a bit for each of its conditions. Conditions may share a bit.
    chars: Vec<u64>,
    /// By manuscript: the place in [`Site::current`].
    places: Vec<u32>,
    /// By condition: the leaflets on it that are looked at, side by side with all that most of them are looked at for.
    on: Vec<Box<[Candidate]>>,
}

/// A leaflet on a condition.
struct Candidate {
    ch: u64,
    place: u32,
    id: ManuscriptId,
}

impl RelatedLeaflets {
    pub(super) fn of(count: usize, current: &[ManuscriptId], conditions: &[LeafletGroup]) -> Self {
        let mut of_leaflets: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (index, condition) in conditions.iter().enumerate() {
            for id in &condition.leaflets {
                of_leaflets[*id].push(index as u32);
            }
        }
        let mut places = vec![u32::MAX; count];
        for (place, id) in current.iter().enumerate() {
            places[*id] = place as u32;
        }
        let ch = |conditions: &Vec<u32>| conditions.iter().fold(0, |ch, condition| ch | 1 << (condition % 64));
        let chars: Vec<u64> = of_leaflets.iter().map(ch).collect();
        let candidate = |id: &ManuscriptId| Candidate { ch: chars[*id], place: places[*id], id: *id };
        let on = conditions.iter().map(|it| it.leaflets.iter().take(LOOKED_AT).map(candidate).collect()).collect();
        Self { conditions: of_leaflets.into_iter().map(Vec::into_boxed_slice).collect(), chars, places, on }
    }

    /// A leaflet's place in the A to Z; the last for what does not stand there.
    pub(super) fn place(&self, id: ManuscriptId) -> u32 {
        self.places[id]
    }

    pub(super) fn to(&self, site: &Site<'_>, id: ManuscriptId) -> Vec<ManuscriptId> {
        let library = site.library;
        let original = library.original(id);
        // What could be chosen instead stands in a list of its own.
        let alternatives = library.alternatives(original);
        let is_new = |other: ManuscriptId| other != original && !alternatives.contains(&other);
        let mut related: Vec<ManuscriptId> = Vec::new();
        let named = library.manuscript(id).front_matter.related.iter();
        for other in named.filter_map(|other| library.leaflet_of(&other.value)) {
            if site.is_current(other) && is_new(other) && !related.contains(&other) {
                related.push(other);
            }
        }
        if related.len() < MAX_RELATED {
            let closest = self.closest(site, original, |other| is_new(other) && !related.contains(&other));
            let free = MAX_RELATED - related.len();
            related.extend(closest.into_iter().take(free));
        }
        related
    }

    /// Leaflets on the same conditions, those first that share most, those side by side in the order of the A to Z.
    fn closest(
        &self,
        site: &Site<'_>,
        id: ManuscriptId,
        is_wanted: impl Fn(ManuscriptId) -> bool,
    ) -> Vec<ManuscriptId> {
        let own = &self.conditions[id];
        // Two lists share no more conditions than their signs share bits, unless conditions of this leaflet share a bit.
        let ch = self.chars[id];
        let sign_tells = ch.count_ones() as usize == own.len();
        let leaflets_on = |condition: &u32| &site.groups(Grouping::Conditions)[*condition as usize].leaflets[..];
        let mut rarest_first: Vec<u32> = own.to_vec();
        rarest_first.sort_by_key(|condition| (leaflets_on(condition).len(), *condition));
        let mut left = LOOKED_AT;
        // The closest so far, in order.
        let mut found: Vec<(Reverse<usize>, u32, ManuscriptId)> = Vec::with_capacity(MAX_RELATED + 1);
        for condition in &rarest_first {
            for other in self.on[*condition as usize].iter().take(left) {
                // Nearly all leaflets are further away than those that were found: one look tells.
                let most = (ch & other.ch).count_ones() as usize;
                let closest = (Reverse(most), other.place, other.id);
                if sign_tells && found.len() == MAX_RELATED && found.last().is_some_and(|last| *last < closest) {
                    continue;
                }
                let (place, other) = (other.place, other.id);
                let closeness = (Reverse(shared(own, &self.conditions[other])), place, other);
                if found.len() == MAX_RELATED && found.last().is_some_and(|last| *last < closeness) || !is_wanted(other)
                {
                    continue;
                }
                if let Err(place) = found.binary_search(&closeness) {
                    found.insert(place, closeness);
                    found.truncate(MAX_RELATED);
                }
            }
            left = left.saturating_sub(leaflets_on(condition).len());
        }
        found.into_iter().map(|(.., other)| other).collect()
    }
}

/// How many numbers two lists in order have in common.
fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().filter(|condition| other.binary_search(condition).is_ok()).count()
}

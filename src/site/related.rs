//! Related leaflets, by the conditions they share.

use std::cmp::Reverse;

use super::groups::LeafletGroup;
use crate::library::{Library, ManuscriptId};

/// The maximum length of the list; leaflets listed by the author are always included.
const MAX_RELATED: usize = 5;
/// The maximum number of candidates considered for a leaflet, from its rarest condition first. A condition shared by
/// thousands of leaflets says little about any two of them, and comparing all of them would take hours.
const MAX_CANDIDATES: usize = 500;

/// The conditions of each leaflet, and its position in the A to Z.
#[derive(Default)]
pub(super) struct RelatedLeaflets {
    /// By manuscript: its conditions as indices in [`Site::groups`](super::Site::groups), in order.
    conditions: Vec<Box<[u32]>>,
    /// By manuscript: a bit for each of its conditions. Several conditions may share a bit.
    signatures: Vec<u64>,
    /// By manuscript: the index in [`Site::current`](super::Site::current).
    places: Vec<u32>,
    /// By condition: its candidates, with copies of the fields needed to rule out most of them.
    on: Vec<Box<[Candidate]>>,
}

/// A leaflet on a condition.
struct Candidate {
    signature: u64,
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
        let signature =
            |conditions: &Vec<u32>| conditions.iter().fold(0, |signature, condition| signature | 1 << (condition % 64));
        let signatures: Vec<u64> = of_leaflets.iter().map(signature).collect();
        let candidate = |id: &ManuscriptId| Candidate { signature: signatures[*id], place: places[*id], id: *id };
        let on = conditions.iter().map(|it| it.leaflets.iter().take(MAX_CANDIDATES).map(candidate).collect()).collect();
        Self { conditions: of_leaflets.into_iter().map(Vec::into_boxed_slice).collect(), signatures, places, on }
    }

    /// A leaflet's position in the A to Z; `u32::MAX` if it is not listed.
    pub(super) fn place(&self, id: ManuscriptId) -> u32 {
        self.places[id]
    }

    /// `groups` are those of the conditions.
    pub(super) fn to(&self, library: &Library<'_>, groups: &[LeafletGroup], id: ManuscriptId) -> Vec<ManuscriptId> {
        let original = library.original(id);
        // Alternatives have their own list.
        let alternatives = library.alternatives(original);
        let is_new = |other: ManuscriptId| other != original && !alternatives.contains(&other);
        let mut related: Vec<ManuscriptId> = Vec::new();
        let named = library.manuscript(id).front_matter.related.iter();
        for other in named.filter_map(|other| library.leaflet_of(&other.value)) {
            if library.is_current(other) && is_new(other) && !related.contains(&other) {
                related.push(other);
            }
        }
        if related.len() < MAX_RELATED {
            let closest = self.closest(groups, original, |other| is_new(other) && !related.contains(&other));
            let free = MAX_RELATED - related.len();
            related.extend(closest.into_iter().take(free));
        }
        related
    }

    /// The leaflets that share the most conditions, ties in the order of the A to Z.
    fn closest(
        &self,
        groups: &[LeafletGroup],
        id: ManuscriptId,
        is_wanted: impl Fn(ManuscriptId) -> bool,
    ) -> Vec<ManuscriptId> {
        let own = &self.conditions[id];
        // Two leaflets share at most as many conditions as their signatures share bits, unless conditions of this
        // leaflet share a bit.
        let signature = self.signatures[id];
        let signature_is_exact = signature.count_ones() as usize == own.len();
        let leaflets_on = |condition: &u32| &groups[*condition as usize].leaflets[..];
        let mut rarest_first: Vec<u32> = own.to_vec();
        rarest_first.sort_by_key(|condition| (leaflets_on(condition).len(), *condition));
        let mut left = MAX_CANDIDATES;
        // The closest so far, in order.
        let mut found: Vec<(Reverse<usize>, u32, ManuscriptId)> = Vec::with_capacity(MAX_RELATED + 1);
        for condition in &rarest_first {
            for other in self.on[*condition as usize].iter().take(left) {
                // Fast path: the signature rules out nearly all leaflets.
                let most = (signature & other.signature).count_ones() as usize;
                let closest = (Reverse(most), other.place, other.id);
                if signature_is_exact && found.len() == MAX_RELATED && found.last().is_some_and(|last| *last < closest)
                {
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

/// The number of elements that two sorted lists have in common.
fn shared(one: &[u32], other: &[u32]) -> usize {
    one.iter().filter(|condition| other.binary_search(condition).is_ok()).count()
}

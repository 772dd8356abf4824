//! A leaflet and its alternatives, side by side.

use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::site::Site;

/// A leaflet and those that could be chosen instead, with the names of the facts that any of them gives.
pub(super) struct Comparison<'a> {
    pub facts: Vec<&'a str>,
    pub leaflets: Vec<(ManuscriptId, Leaflet<'a>)>,
}

/// The leaflet first, then its current alternatives; none where it has none.
pub(super) fn of<'a>(site: &Site<'a>, id: ManuscriptId) -> Option<Comparison<'a>> {
    let others = site.library.alternatives(id).iter().copied().filter(|other| site.is_current(*other));
    let leaflets: Vec<(ManuscriptId, Leaflet<'a>)> =
        std::iter::once(id).chain(others).filter_map(|id| Some((id, *site.library.leaflet(id)?))).collect();
    if leaflets.len() < 2 {
        return None;
    }
    let mut facts: Vec<&str> = Vec::new();
    for (_, leaflet) in &leaflets {
        for fact in &leaflet.fields().at_a_glance {
            if !facts.iter().any(|known| known.eq_ignore_ascii_case(&fact.name.value)) {
                facts.push(&fact.name.value);
            }
        }
    }
    Some(Comparison { facts, leaflets })
}

impl<'a> Comparison<'a> {
    /// What a leaflet says of each fact.
    pub fn values(&self, leaflet: &Leaflet<'a>) -> Vec<Option<&'a str>> {
        let value = |name: &&str| {
            let mut own = leaflet.fields().at_a_glance.iter();
            own.find(|fact| fact.name.value.eq_ignore_ascii_case(name)).map(|fact| &*fact.value.value)
        };
        self.facts.iter().map(value).collect()
    }
}

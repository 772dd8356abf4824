//! A leaflet and its alternatives, side by side.

use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::site::Site;

/// A leaflet and those that could be chosen instead, with the names of the facts that any of them gives.
pub(in crate::render) struct Comparison<'a> {
    /// In the order in which they are first given.
    pub facts: Vec<&'a str>,
    /// For each of them, the leaflet that gives it first: its name is in the language of that one.
    pub named_by: Vec<ManuscriptId>,
    /// The leaflet first.
    pub leaflets: Vec<(ManuscriptId, &'a Leaflet<'a>)>,
}

/// The leaflet, then its current alternatives; none where it has none.
pub(in crate::render) fn compared<'a>(site: &Site<'a>, id: ManuscriptId) -> Option<Comparison<'a>> {
    let all = std::iter::once(id).chain(site.alternatives(id));
    let leaflets: Vec<_> = all.filter_map(|id| Some((id, site.library.leaflet(id)?))).collect();
    if leaflets.len() < 2 {
        return None;
    }
    let mut facts: Vec<&str> = Vec::new();
    let mut named_by = Vec::new();
    for (id, leaflet) in &leaflets {
        for fact in &leaflet.fields().at_a_glance {
            if !facts.iter().any(|known| known.eq_ignore_ascii_case(&fact.name.value)) {
                facts.push(&fact.name.value);
                named_by.push(*id);
            }
        }
    }
    Some(Comparison { facts, named_by, leaflets })
}

impl<'a> Comparison<'a> {
    /// What a leaflet says of each fact.
    pub fn values(&self, leaflet: &Leaflet<'a>) -> Vec<Option<&'a str>> {
        self.facts.iter().map(|fact| value_of(leaflet, fact)).collect()
    }
}

/// What a leaflet says of a fact.
pub(in crate::render) fn value_of<'a>(leaflet: &Leaflet<'a>, fact: &str) -> Option<&'a str> {
    let mut own = leaflet.fields().at_a_glance.iter();
    own.find(|own| own.name.value.eq_ignore_ascii_case(fact)).map(|fact| &*fact.value.value)
}

//! The comparison of a leaflet with its alternatives.

use super::leaflet_view::{ComparedFact, ComparedLeaflet, Comparison, Unhashed};
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::site::Site;

impl<'a> Comparison<'a> {
    /// Compares a leaflet with its current alternatives; `None` if it has none. `address` returns the address of a
    /// page.
    pub(in crate::render) fn of(
        site: &Site<'a>,
        id: ManuscriptId,
        address: impl Fn(ManuscriptId) -> Option<String>,
    ) -> Option<Self> {
        let language = |id| site.library.language(id).unwrap_or(&site.settings.language);
        let all = std::iter::once(id).chain(site.alternatives(id));
        let found: Vec<_> = all.filter_map(|id| Some((id, site.library.leaflet(id)?))).collect();
        if found.len() < 2 {
            return None;
        }
        let mut facts: Vec<ComparedFact<'a>> = Vec::new();
        for (id, leaflet) in &found {
            for fact in &leaflet.fields().at_a_glance {
                let name = &*fact.name.value;
                if !facts.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
                    facts.push(ComparedFact { name, language: language(*id) });
                }
            }
        }
        let leaflets = found.into_iter().map(|(other, leaflet)| ComparedLeaflet {
            leaflet: Unhashed(other),
            title: leaflet.title,
            reference: leaflet.reference,
            language: language(other),
            archive_date: leaflet.archive_date,
            this: other == id,
            address: address(other),
            summary: leaflet.summary(),
            values: facts.iter().map(|fact| value_of(leaflet, fact.name)).collect(),
        });
        let leaflets = leaflets.collect();
        Some(Self { facts, leaflets })
    }
}

/// The value of a fact in a leaflet.
fn value_of<'a>(leaflet: &Leaflet<'a>, fact: &str) -> Option<&'a str> {
    let mut own = leaflet.fields().at_a_glance.iter();
    own.find(|own| own.name.value.eq_ignore_ascii_case(fact)).map(|fact| &*fact.value.value)
}

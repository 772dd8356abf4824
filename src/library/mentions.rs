//! Which leaflets lead to which: the fifth layer of the library.

use rayon::prelude::*;

use super::auto_links::AutoLinks;
use super::links::Links;
use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::source::FileRole;

/// The leaflets that lead to each leaflet, by a link of the author or an automatic one.
pub(super) struct Mentions {
    /// By leaflet, in the order of their paths.
    by_leaflet: Vec<Vec<ManuscriptId>>,
    /// By leaflet, the leaflets its page leads to.
    leads_to: Vec<Vec<ManuscriptId>>,
}

impl Mentions {
    pub fn new(texts: &Texts<'_>, links: &Links, auto_links: &AutoLinks) -> Self {
        let count = texts.manuscripts.len();
        let leads_to: Vec<Vec<ManuscriptId>> =
            (0..count).into_par_iter().map(|id| leads_to(texts, links, auto_links, id)).collect();
        let mut by_leaflet: Vec<Vec<ManuscriptId>> = vec![Vec::new(); count];
        for (id, others) in leads_to.iter().enumerate() {
            for other in others {
                if by_leaflet[*other].last() != Some(&id) {
                    by_leaflet[*other].push(id);
                }
            }
        }
        Self { by_leaflet, leads_to }
    }

    /// The mentions after some texts changed. The names of leaflets, and so the automatic links of all other texts, are
    /// the same.
    pub fn updated(
        mut self,
        texts: &Texts<'_>,
        links: &Links,
        auto_links: &AutoLinks,
        changed: &[ManuscriptId],
    ) -> Self {
        for id in changed {
            let others = leads_to(texts, links, auto_links, *id);
            for other in std::mem::take(&mut self.leads_to[*id]) {
                self.by_leaflet[other].retain(|leads| leads != id);
            }
            for other in &others {
                if let Err(place) = self.by_leaflet[*other].binary_search(id) {
                    self.by_leaflet[*other].insert(place, *id);
                }
            }
            self.leads_to[*id] = others;
        }
        self
    }

    pub fn of(&self, id: ManuscriptId) -> &[ManuscriptId] {
        &self.by_leaflet[id]
    }
}

fn leads_to(texts: &Texts<'_>, links: &Links, auto_links: &AutoLinks, id: ManuscriptId) -> Vec<ManuscriptId> {
    let manuscript = texts.manuscript(id);
    if manuscript.role != FileRole::Leaflet || manuscript.translation.is_some() {
        return Vec::new();
    }
    let made = auto_links.links(id).iter().map(|link| texts.original(link.to));
    links.on_page(texts, id).into_iter().chain(made).filter(|other| *other != id).collect()
}

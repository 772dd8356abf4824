//! The date last updated of leaflets that show shared texts.

use super::auto_links::AutoLinks;
use super::crisis::CrisisBlocks;
use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::date::Date;
use crate::glossary::Glossary;
use crate::leaflet::Manuscript;
use crate::source::FileRole;

/// A leaflet was last changed when its own text was, or a shared block on its page.
pub(super) fn date_by_blocks(texts: &mut Texts<'_>, crisis: &CrisisBlocks) {
    let is_dated = |text: &Manuscript| text.role == FileRole::Block && text.front_matter.last_updated.is_some();
    if !texts.manuscripts.iter().any(is_dated) {
        return;
    }
    let date = |id: ManuscriptId| texts.manuscripts[id].front_matter.last_updated.as_ref().map(|day| day.value);
    let latest = |id: ManuscriptId| {
        let blocks = texts.on_page(id, texts.language(id)).into_iter().skip(1);
        blocks.chain(crisis.urgent_help(texts, id)).filter_map(date).max()
    };
    let leaflets = texts.leaflets.iter().enumerate().filter(|(_, leaflet)| leaflet.is_some());
    let found: Vec<(ManuscriptId, Date)> = leaflets.filter_map(|(id, _)| Some((id, latest(id)?))).collect();
    found.into_iter().for_each(|(id, day)| texts.date(id, day));
}

/// The meanings of words are part of the leaflets that show them.
pub(super) fn date_by_glossary(texts: &mut Texts<'_>, auto_links: &AutoLinks, glossary: &Glossary) {
    let Some(day) = glossary.last_updated else { return };
    let shows = |id: &ManuscriptId| !auto_links.glossary_uses(*id).is_empty();
    (0..texts.manuscripts.len()).filter(shows).for_each(|id| texts.date(id, day));
}

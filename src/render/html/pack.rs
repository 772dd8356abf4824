//! The page of a pack: a list of leaflets for one visit.

use tera::Context;

use super::compare::foreign;
use super::leaflet::translations;
use super::lists::packs_address;
use super::page::{PageFrame, PageSummary, date};
use super::template_data::PackLeafletData;
use super::text::insert_text;
use crate::library::ManuscriptId;
use crate::render::view::Base;
use crate::site::{Address, Page};
use crate::theme::ThemeProblem;

/// A pack with its leaflets, in the author's order.
///
/// # Errors
/// If a template of the pack's text has an error.
pub(super) fn pack(frame: &PageFrame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let site = frame.inputs.site;
    let fields = &site.library.manuscript(id).front_matter;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let title = fields.title.as_ref().map_or("", |title| &*title.value);
    let summary = fields.summary.as_ref().map(|summary| &*summary.value);
    let about = PageSummary { description: summary, language: Some(language), ..PageSummary::default() };
    let mut context = frame.context(page, title, about);
    let leaflets = site.pack(id).map(|pack| &*pack.leaflets).unwrap_or_default();
    let short = |reference: &str| frame.inputs.base_url.map(|base| Address::short(reference).on_web(base));
    let shown = leaflets.iter().filter_map(|other| {
        let leaflet = site.library.leaflet(*other)?;
        let (language, direction) = foreign(frame.language_of(*other), language);
        Some(PackLeafletData {
            title: leaflet.title,
            path: frame.path_of(*other).to_owned(),
            summary: leaflet.summary(),
            reference: leaflet.reference,
            last_updated: date(leaflet.last_updated, words),
            archive_date: date(leaflet.archive_date, words),
            short_address: short(leaflet.reference),
            language,
            direction,
        })
    });
    context.insert("leaflets", &shown.collect::<Vec<_>>());
    let first = leaflets.iter().filter_map(|other| Some(site.library.leaflet(*other)?.archive_date)).min();
    context.insert("until", &first.map(|day| date(day, words)));
    context.insert("summary", &summary);
    // A translation has the reference of its original.
    let original = &site.library.manuscript(site.library.original(id)).front_matter;
    let reference = original.reference.as_ref().map(|reference| &*reference.value);
    context.insert("reference", &reference);
    context.insert("last_updated", &fields.last_updated.as_ref().map(|day| date(day.value, words)));
    let own_address = || frame.inputs.base_url.map(|base| page.address.on_web(base));
    context.insert("short_address", &reference.map_or_else(own_address, short));
    let others = site.listed_packs().count() > 1;
    context.insert("all", &others.then(|| frame.path(&packs_address())));
    context.insert("translations", &translations(frame, id));
    let at_risk = leaflets.iter().copied().find(|other| site.library.is_at_risk(*other));
    let root = page.address.to_root();
    let text = frame.views.text(id, at_risk.unwrap_or(id), words, Base::Site { root: &root });
    insert_text(frame, id, &text, words, &mut context)?;
    Ok(context)
}

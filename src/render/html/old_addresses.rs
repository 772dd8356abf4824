//! Pages at old addresses: redirects, and the notices of removed leaflets.

use tera::Context;

use super::page::{PageFrame, PageSummary, date};
use super::template_data::{LinkData, RemovedData};
use crate::site::{Page, RedirectTarget};

/// The redirect from an old address to the current one.
pub(super) fn moved(frame: &PageFrame<'_>, page: &Page, number: usize) -> Context {
    match frame.inputs.site.redirects().get(number).map(|moved| moved.to) {
        Some(to) => leads_to(frame, page, to),
        None => Context::new(),
    }
}

/// The redirect from the short address of a removed leaflet to its notice.
pub(super) fn short_of_removed(frame: &PageFrame<'_>, page: &Page, number: usize) -> Context {
    leads_to(frame, page, RedirectTarget::Removed(number))
}

fn leads_to(frame: &PageFrame<'_>, page: &Page, to: RedirectTarget) -> Context {
    let site = frame.inputs.site;
    let Some(address) = site.redirect_address(to) else { return Context::new() };
    let (title, language) = match to {
        RedirectTarget::Manuscript(id) => {
            let title = site.library.manuscript(id).front_matter.title.as_ref();
            (title.map_or("", |title| &*title.value), Some(frame.language_of(id)))
        }
        RedirectTarget::Removed(number) => (site.removed().get(number).map_or("", |removed| &*removed.title), None),
    };
    let about = PageSummary { language, canonical: Some(address), ..PageSummary::default() };
    let mut context = frame.context(page, title, about);
    context.insert("target", &LinkData { title, path: frame.path(address) });
    context
}

/// The notice of a removed leaflet.
pub(super) fn removed(frame: &PageFrame<'_>, page: &Page, number: usize) -> Context {
    let site = frame.inputs.site;
    let Some(removed) = site.removed().get(number) else { return Context::new() };
    let about = PageSummary { robots: Some("noindex".to_owned()), ..PageSummary::default() };
    let mut context = frame.context(page, &removed.title, about);
    let data = RemovedData {
        title: &removed.title,
        reference: &removed.said.reference.value,
        on: removed.said.on.map(|day| date(day, frame.words)),
        last_updated: removed.last_updated.map(|day| date(day, frame.words)),
        because: removed.said.because.as_deref(),
    };
    context.insert("removed", &data);
    let successors = removed.said.replaced_by.iter().filter_map(|other| site.library.leaflet_of(&other.value));
    context.insert("replaced_by", &frame.current_entries(&successors.collect::<Vec<_>>()));
    context
}

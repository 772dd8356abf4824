//! Pages.

mod compare;
mod crisis;
mod data;
mod explained;
mod facts;
mod leaflet;
mod links;
mod lists;
mod marks;
mod old_addresses;
mod pack;
mod page;
mod structured;

use rayon::prelude::*;
use tera::Context;

use super::inputs::{Inputs, Sink};
use crate::artifact::Artifact;
use crate::failure::Failure;
use crate::leaflet::Leaflet;
use crate::site::{Page, PageKind};
use crate::theme::ThemeProblem;
use page::Frame;

/// Makes every page of the plan, each on its own.
pub(super) fn render(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<ThemeProblem>, Failure> {
    let Some(frame) = Frame::new(inputs) else { return Ok(vec![no_words()]) };
    let made = inputs.site.pages.par_iter().with_max_len(64).map(|page| {
        let rendered = page_of(&frame, page).and_then(|(template, context)| frame.render(template, &context));
        match rendered {
            Ok(html) => sink(Artifact::text(page.address.file(), html)).map(|()| None),
            Err(problem) => Ok(Some(problem)),
        }
    });
    Ok(made.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// Makes one page of the plan.
///
/// # Errors
/// A mistake in the theme.
pub(super) fn one(inputs: &Inputs<'_>, page: &Page) -> Result<String, ThemeProblem> {
    let frame = Frame::new(inputs).ok_or_else(no_words)?;
    let (template, context) = page_of(&frame, page)?;
    inputs.theme.render(template, &context)
}

fn no_words() -> ThemeProblem {
    let detail = "there is no file of words".to_owned();
    let file = "words/en.yaml".to_owned();
    ThemeProblem { source: None, file, range: Default::default(), detail, meant: None, built_in: true }
}

/// The template of a page, and its data.
fn page_of(frame: &Frame<'_>, page: &Page) -> Result<(&'static str, Context), ThemeProblem> {
    Ok(match page.kind {
        PageKind::Home => ("home.html", lists::home(frame, page)),
        PageKind::Search => ("search.html", lists::search(frame, page)),
        PageKind::AToZ => ("a-to-z.html", lists::a_to_z(frame, page)),
        PageKind::Letter(index) => ("letter.html", lists::letter(frame, page, index)),
        PageKind::Groups(grouping) => ("groups.html", lists::groups(frame, page, grouping)),
        PageKind::Group(grouping, index) => ("group.html", lists::group(frame, page, grouping, index)),
        PageKind::Packs => ("packs.html", lists::packs(frame, page)),
        PageKind::Pack(id) => ("pack.html", pack::pack(frame, page, id)?),
        PageKind::Compare(id) => ("compare.html", compare::page_to_take(frame, page, id)?),
        PageKind::Glossary => ("glossary.html", explained::page(frame, page)),
        PageKind::NotFound => ("404.html", lists::not_found(frame, page)),
        PageKind::Leaflet(id) => ("leaflet.html", leaflet::current(frame, page, id)?),
        PageKind::Archived(id) => ("archived.html", leaflet::archived(frame, page, id)?),
        PageKind::Short(id) => ("short.html", leaflet::short(frame, page, id)),
        PageKind::Moved(number) => ("moved.html", old_addresses::moved(frame, page, number)),
        PageKind::Removed(number) => ("removed.html", old_addresses::removed(frame, page, number)),
        PageKind::ShortRemoved(number) => ("short.html", old_addresses::short_of_removed(frame, page, number)),
        PageKind::Page(id) => ("page.html", leaflet::written_page(frame, page, id)?),
        PageKind::Draft(id) => match Leaflet::complete(frame.inputs.site.library.manuscript(id)) {
            Some(draft) => ("leaflet.html", leaflet::with_text(frame, page, id, &draft)?),
            None => ("page.html", leaflet::written_page(frame, page, id)?),
        },
    })
}

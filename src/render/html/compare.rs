//! A leaflet side by side with its alternatives: on its own page, and on one to print and take along.

use tera::{Context, Value};

use super::crisis::Crisis;
use super::data::{ComparedData, ComparedFact, ComparedValue, ComparisonData, ComparisonRow, FactName};
use super::leaflet::around;
use super::page::{About, Frame, date};
use crate::language::Language;
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::markdown::to_html;
use crate::render::view::{Comparison, compared, value_of};
use crate::site::Page;
use crate::theme::ThemeProblem;

/// The language of a text, where it is not that of the page, and its direction.
pub(super) fn foreign<'a>(frame: &Frame<'a>, id: ManuscriptId, page: &Language) -> (Option<&'a str>, &'a str) {
    let own = frame.language_of(id);
    ((own != page).then(|| own.tag()), own.direction())
}

/// The comparison on a leaflet's own page.
pub(super) fn comparison(frame: &Frame<'_>, id: ManuscriptId) -> Option<Value> {
    let found = compared(frame.inputs.site, id)?;
    let page = frame.language_of(id);
    let rows = found.leaflets.iter().map(|(other, leaflet)| {
        let row = || Value::from_serializable(&row(frame, *other, leaflet, page, *other == id, &found));
        // A leaflet stands beside many others, and nearly always says the same there.
        let is_as_elsewhere = *other != id && frame.language_of(*other) == page && has_just(leaflet, &found.facts);
        if is_as_elsewhere { frame.row(*other, row) } else { row() }
    });
    let rows = rows.collect();
    let path = frame.inputs.site.compare_address(id).map(|address| frame.path(&address));
    let names = found.facts.iter().zip(&found.named_by);
    let heads = names.map(|(name, by)| {
        let (language, direction) = foreign(frame, *by, page);
        FactName { name, language, direction }
    });
    Some(ComparisonData { heads: heads.collect(), facts: found.facts, rows, path }.into())
}

/// Whether a leaflet gives these facts, and no others, in this order.
fn has_just(leaflet: &Leaflet<'_>, facts: &[&str]) -> bool {
    leaflet.fields().at_a_glance.iter().map(|fact| &*fact.name.value).eq(facts.iter().copied())
}

fn row<'a>(
    frame: &Frame<'a>,
    id: ManuscriptId,
    leaflet: &Leaflet<'a>,
    page: &Language,
    this: bool,
    found: &Comparison<'a>,
) -> ComparisonRow<'a> {
    let (language, direction) = foreign(frame, id, page);
    ComparisonRow {
        title: leaflet.title,
        path: frame.path_of(id).to_owned(),
        summary: leaflet.summary(),
        this,
        language,
        direction,
        values: found.values(leaflet),
    }
}

/// The page to print and take along.
///
/// # Errors
/// A mistake in a template that the block with urgent help is made with.
pub(super) fn page_to_take(frame: &Frame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let Some(found) = compared(frame.inputs.site, id) else { return Ok(Context::new()) };
    let Comparison { facts, named_by, leaflets } = found;
    let Some((_, leaflet)) = leaflets.first() else { return Ok(Context::new()) };
    // A comparison says what its leaflets say: search engines shall lead to those.
    let about = About { language: Some(language), robots: Some("noindex".to_owned()), ..About::default() };
    let mut context = frame.context(page, leaflet.title, about);
    let columns = leaflets.iter().map(|(other, leaflet)| {
        let (language, direction) = foreign(frame, *other, language);
        ComparedData {
            title: leaflet.title,
            path: frame.path_of(*other).to_owned(),
            summary: leaflet.summary(),
            reference: leaflet.reference,
            archive_date: date(leaflet.archive_date, words),
            language,
            direction,
        }
    });
    context.insert("leaflets", &columns.collect::<Vec<_>>());
    let facts = facts.into_iter().zip(named_by).map(|(name, by)| {
        let own = language;
        let values = leaflets.iter().map(|(other, leaflet)| {
            let (language, direction) = foreign(frame, *other, language);
            ComparedValue { title: leaflet.title, value: value_of(leaflet, name), language, direction }
        });
        let (language, direction) = foreign(frame, by, own);
        ComparedFact { name, language, direction, values: values.collect() }
    });
    context.insert("facts", &facts.collect::<Vec<_>>());
    // From the day on which the first of them is archived, it says what is no longer so.
    let first = leaflets.iter().map(|(_, leaflet)| leaflet.archive_date).min();
    context.insert("until", &first.map(|day| date(day, words)));
    context.insert("short_address", &frame.inputs.base_url.map(|base| page.address.on_web(base)));
    let crisis = leaflets.iter().find_map(|(id, _)| Some((*id, Crisis::of(frame, *id, &[])?)));
    if let Some((at_risk, crisis)) = crisis {
        let root = page.address.to_root();
        let around = around(frame, &root, at_risk, words, &context);
        let [above] = to_html([crisis.part(frame)], &around);
        around.facts.problem()?;
        context.insert("crisis", &crisis.data(frame, &above));
    }
    Ok(context)
}

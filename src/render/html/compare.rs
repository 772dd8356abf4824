//! A comparison of a leaflet with its alternatives: on the leaflet's page, and on a page to print.

use tera::{Context, Value};

use super::page::{PageFrame, PageSummary, date};
use super::template_data::{
    ComparedData, ComparedFactData, ComparedValueData, ComparisonData, ComparisonRow, FactName,
};
use super::text::insert_urgent_help;
use crate::language::Language;
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::render::view::{self, Base, ComparedLeaflet, Comparison};
use crate::site::Page;
use crate::theme::ThemeProblem;

/// The language of a text, if it is not that of the page, and the direction of the text.
pub(super) fn foreign<'a>(own: &'a Language, page: &Language) -> (Option<&'a str>, &'a str) {
    ((own != page).then(|| own.tag()), own.direction())
}

/// The comparison on the page of a leaflet.
pub(super) fn comparison(frame: &PageFrame<'_>, id: ManuscriptId, found: &Comparison<'_>) -> Value {
    let page = frame.language_of(id);
    let rows = found.leaflets.iter().map(|compared| {
        let row = || Value::from_serializable(&row(compared, page));
        // A leaflet is in the comparisons of many others, usually with the same row.
        let leaflet = frame.inputs.site.library.leaflet(compared.leaflet.0);
        let is_as_elsewhere = !compared.this
            && compared.language == page
            && leaflet.is_some_and(|leaflet| has_just(leaflet, &found.facts));
        if is_as_elsewhere { frame.row(compared.leaflet.0, row) } else { row() }
    });
    let rows = rows.collect();
    let path = frame.inputs.site.compare_address(id).map(|address| frame.path(&address));
    let heads = found.facts.iter().map(|fact| {
        let (language, direction) = foreign(fact.language, page);
        FactName { name: fact.name, language, direction }
    });
    let facts = found.facts.iter().map(|fact| fact.name).collect();
    ComparisonData { heads: heads.collect(), facts, rows, path }.into()
}

/// Whether a leaflet has exactly these facts, in this order.
fn has_just(leaflet: &Leaflet<'_>, facts: &[view::ComparedFact<'_>]) -> bool {
    leaflet.fields().at_a_glance.iter().map(|fact| &*fact.name.value).eq(facts.iter().map(|fact| fact.name))
}

fn row<'a>(leaflet: &'a ComparedLeaflet<'a>, page: &Language) -> ComparisonRow<'a> {
    let (language, direction) = foreign(leaflet.language, page);
    ComparisonRow {
        title: leaflet.title,
        path: path_of(leaflet),
        summary: leaflet.summary,
        this: leaflet.this,
        language,
        direction,
        values: leaflet.values.clone(),
    }
}

/// The path of a leaflet's page, from the root.
fn path_of(leaflet: &ComparedLeaflet<'_>) -> String {
    leaflet.address.clone().unwrap_or_default()
}

/// The page of a comparison, to print.
///
/// # Errors
/// If a template of the block with urgent help has an error.
pub(super) fn page_to_take(frame: &PageFrame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let own = frame.language_of(id);
    let words = frame.words_in(own);
    let root = page.address.to_root();
    let base = Base::Site { root: &root };
    let Some(found) = frame.views.comparison(id, base) else { return Ok(Context::new()) };
    let Comparison { facts, leaflets } = found;
    let Some(leaflet) = leaflets.first() else { return Ok(Context::new()) };
    // A comparison repeats its leaflets, so search engines should index those instead.
    let about = PageSummary { language: Some(own), robots: Some("noindex".to_owned()), ..PageSummary::default() };
    let mut context = frame.context(page, leaflet.title, about);
    let columns = leaflets.iter().map(|leaflet| {
        let (language, direction) = foreign(leaflet.language, own);
        ComparedData {
            title: leaflet.title,
            path: path_of(leaflet),
            summary: leaflet.summary,
            reference: leaflet.reference,
            archive_date: date(leaflet.archive_date, words),
            language,
            direction,
        }
    });
    context.insert("leaflets", &columns.collect::<Vec<_>>());
    let facts = facts.iter().enumerate().map(|(index, fact)| {
        let values = leaflets.iter().map(|leaflet| {
            let (language, direction) = foreign(leaflet.language, own);
            let value = leaflet.values.get(index).copied().flatten();
            ComparedValueData { title: leaflet.title, value, language, direction }
        });
        let (language, direction) = foreign(fact.language, own);
        ComparedFactData { name: fact.name, language, direction, values: values.collect() }
    });
    context.insert("facts", &facts.collect::<Vec<_>>());
    // When the first of the leaflets is archived, the comparison is out of date.
    let first = leaflets.iter().map(|leaflet| leaflet.archive_date).min();
    context.insert("until", &first.map(|day| date(day, words)));
    context.insert("short_address", &frame.inputs.base_url.map(|base| page.address.on_web(base)));
    let at_risk = leaflets.iter().find(|leaflet| frame.inputs.site.crisis_block(leaflet.leaflet.0).is_some());
    if let Some(at_risk) = at_risk {
        let text = frame.views.urgent_help(at_risk.leaflet.0, words, base);
        insert_urgent_help(frame, &text, words, &mut context)?;
    }
    Ok(context)
}

//! The pages of one leaflet: itself, its notice, its short address; and pages that authors wrote.

use serde_json::json;
use tera::{Context, Value};

use super::crisis::{Crisis, body_of};
use super::data::{ComparisonData, ComparisonRow, HeadingData, LeafletData, LinkData, SourceData, TranslationData};
use super::facts::Facts;
use super::links::Around;
use super::page::{About, Frame, date, json_for_html};
use crate::leaflet::{Field, Leaflet};
use crate::library::ManuscriptId;
use crate::markdown::{Part, to_html};
use crate::site::Page;
use crate::theme::{ThemeProblem, Words};

/// A current leaflet.
///
/// # Errors
/// A mistake in a template that its text is made with.
pub(super) fn current(frame: &Frame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let Some(leaflet) = frame.inputs.site.library.leaflet(id) else { return Ok(Context::new()) };
    with_text(frame, page, id, leaflet)
}

/// A leaflet with its text, whether or not it is published.
///
/// # Errors
/// A mistake in a template that its text is made with.
pub(super) fn with_text(
    frame: &Frame<'_>,
    page: &Page,
    id: ManuscriptId,
    leaflet: &Leaflet<'_>,
) -> Result<Context, ThemeProblem> {
    let site = frame.inputs.site;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let about = About {
        description: leaflet.summary(),
        language: Some(language),
        robots: Some(format!("unavailable_after: {}", leaflet.archive_date)),
        canonical: None,
    };
    let mut context = frame.context(page, leaflet.title, about);
    context.insert("leaflet", &data(frame, leaflet, words));
    text(frame, page, id, words, &mut context)?;
    let comparison = comparison(frame, id);
    context.insert("comparison", &comparison);
    context.insert("mentioned_by", &frame.current_entries(site.library.mentions(id)));
    let related: Vec<_> =
        leaflet.fields().related.iter().filter_map(|other| site.library.leaflet_of(&other.value)).collect();
    context.insert("related", &frame.current_entries(&related));
    context.insert("translations", &translations(frame, id));
    context.insert_value("json_ld", json_ld(frame, page, leaflet, language.tag()));
    Ok(context)
}

/// The notice where an archived leaflet stood: nothing of its text.
///
/// # Errors
/// A mistake in a template that the block with urgent help is made with.
pub(super) fn archived(frame: &Frame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let site = frame.inputs.site;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let Some(leaflet) = site.library.leaflet(id) else { return Ok(Context::new()) };
    let about = About { language: Some(language), robots: Some("noindex".to_owned()), ..About::default() };
    let mut context = frame.context(page, leaflet.title, about);
    let mut data = data(frame, leaflet, words);
    data.summary = None;
    context.insert("leaflet", &data);
    let successors: Vec<_> =
        leaflet.fields().replaced_by.iter().filter_map(|other| site.library.leaflet_of(&other.value)).collect();
    context.insert("replaced_by", &frame.current_entries(&successors));
    context.insert("alternatives", &frame.current_entries(site.library.alternatives(id)));
    // The help is no part of the leaflet's text, and a reader in danger needs it here too.
    if let Some(crisis) = Crisis::of(frame, id, &[]) {
        let root = page.address.to_root();
        let around = around(frame, &root, id, words, &context);
        let [above] = to_html([crisis.part(frame)], &around);
        around.facts.problem()?;
        context.insert("crisis", &crisis.data(frame, &above));
    }
    Ok(context)
}

/// The permanent short address, for paper and consent forms.
pub(super) fn short(frame: &Frame<'_>, page: &Page, id: ManuscriptId) -> Context {
    let site = frame.inputs.site;
    let Some(leaflet) = site.library.leaflet(id) else { return Context::new() };
    let about = About { canonical: site.address(id), ..About::default() };
    let mut context = frame.context(page, leaflet.title, about);
    context.insert("target", &LinkData { title: leaflet.title, path: frame.path_of(id).to_owned() });
    context
}

/// A page that an author wrote.
///
/// # Errors
/// As [`current`].
pub(super) fn written_page(frame: &Frame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let manuscript = frame.inputs.site.library.manuscript(id);
    let fields = &manuscript.front_matter;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let title = fields.title.as_ref().map_or("", |title| &*title.value);
    let description = fields.summary.as_ref().map(|summary| &*summary.value);
    let about = About { description, language: Some(language), ..About::default() };
    let mut context = frame.context(page, title, about);
    context.insert("summary", &description);
    context.insert("last_updated", &fields.last_updated.as_ref().map(|day| date(day.value, words)));
    text(frame, page, id, words, &mut context)?;
    Ok(context)
}

/// The text of a manuscript, its list of contents, and the block with urgent help above it.
fn text(
    frame: &Frame<'_>,
    page: &Page,
    id: ManuscriptId,
    words: &Words,
    context: &mut Context,
) -> Result<(), ThemeProblem> {
    let library = frame.inputs.site.library;
    let outline = library.outline(id);
    let ids: Vec<String> = outline.iter().map(|heading| heading.id.clone()).collect();
    let root = page.address.to_root();
    let around = around(frame, &root, id, words, context);
    let part = Part { body: body_of(frame, id), ids: &ids, raised: 0 };
    let crisis = Crisis::of(frame, id, &ids);
    let (above, html) = match &crisis {
        Some(crisis) => {
            let [above, html] = to_html([crisis.part(frame), part], &around);
            (above, html)
        }
        None => {
            let [html] = to_html([part], &around);
            (String::new(), html)
        }
    };
    around.facts.problem()?;
    if let Some(crisis) = &crisis {
        context.insert("crisis", &crisis.data(frame, &above));
    }
    context.insert_value("body", Value::safe_string(&html));
    let contents = outline.into_iter().filter(|heading| heading.level <= 2);
    let contents: Vec<_> = contents.map(|heading| HeadingData { id: heading.id, text: heading.text }).collect();
    context.insert("contents", &contents);
    Ok(())
}

fn around<'a>(
    frame: &'a Frame<'a>,
    root: &'a str,
    id: ManuscriptId,
    words: &'a Words,
    context: &'a Context,
) -> Around<'a> {
    let title = frame.inputs.site.library.manuscript(id).front_matter.title.as_ref().map_or("", |title| &*title.value);
    let facts = Facts::new(frame, words, context);
    Around { frame, page: id, root, words: &words.of_text, title, facts }
}

fn data<'a>(frame: &Frame<'_>, leaflet: &Leaflet<'a>, words: &Words) -> LeafletData<'a> {
    let fields = leaflet.fields();
    let text = |field: &'a Option<Field<Box<str>>>| field.as_ref().map(|field| &*field.value);
    let texts = |list: &'a [Field<Box<str>>]| list.iter().map(|field| &*field.value).collect::<Vec<&'a str>>();
    let conditions = fields.conditions.iter().map(|condition| {
        let address = frame.inputs.site.condition_address(&condition.value);
        LinkData { title: &condition.value, path: address.map(|address| frame.path(&address)).unwrap_or_default() }
    });
    LeafletData {
        title: leaflet.title,
        summary: leaflet.summary(),
        reference: leaflet.reference,
        last_updated: date(leaflet.last_updated, words),
        archive_date: date(leaflet.archive_date, words),
        last_reviewed: fields.last_reviewed.as_ref().map(|day| date(day.value, words)),
        version: text(&fields.version),
        also_known_as: texts(&fields.also_known_as),
        audience: texts(&fields.audience),
        department: text(&fields.department),
        owner: text(&fields.owner),
        approved_by: text(&fields.approved_by),
        sources: fields.sources.iter().map(|source| source_of(&source.value)).collect(),
        conditions: conditions.collect(),
        short_address: frame.inputs.base_url.map(|base| format!("{base}r/{}/", leaflet.reference)),
        archived_because: text(&fields.archived_because),
    }
}

/// `Name <https://address>` is a name with an address.
fn source_of(text: &str) -> SourceData<'_> {
    let parts = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let is_address = |address: &&str| address.starts_with("https://") || address.starts_with("http://");
    match parts.filter(|(_, address)| is_address(address)) {
        Some((name, address)) if !name.trim().is_empty() => SourceData { name: name.trim(), address: Some(address) },
        _ => SourceData { name: text, address: None },
    }
}

/// The leaflet and its current alternatives with their facts side by side.
fn comparison<'a>(frame: &Frame<'a>, id: ManuscriptId) -> Option<ComparisonData<'a>> {
    let site = frame.inputs.site;
    let others = site.library.alternatives(id).iter().copied().filter(|other| site.is_current(*other));
    let leaflets: Vec<(ManuscriptId, &Leaflet<'a>)> =
        std::iter::once(id).chain(others).filter_map(|id| Some((id, site.library.leaflet(id)?))).collect();
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
    let rows = leaflets.iter().map(|(other, leaflet)| {
        let value = |name: &&str| {
            let mut own = leaflet.fields().at_a_glance.iter();
            own.find(|fact| fact.name.value.eq_ignore_ascii_case(name)).map(|fact| &*fact.value.value)
        };
        ComparisonRow {
            title: leaflet.title,
            path: frame.path_of(*other).to_owned(),
            summary: leaflet.summary(),
            this: *other == id,
            values: facts.iter().map(value).collect(),
        }
    });
    Some(ComparisonData { rows: rows.collect(), facts })
}

/// The same leaflet in other languages.
fn translations<'a>(frame: &Frame<'a>, id: ManuscriptId) -> Vec<TranslationData<'a>> {
    let site = frame.inputs.site;
    let original = site.library.original(id);
    let all = std::iter::once(original).chain(site.library.translations(original).iter().copied());
    let others = all.filter(|other| *other != id && site.is_current(*other));
    others
        .filter_map(|other| {
            let (title, path) = (site.library.leaflet(other)?.title, frame.path_of(other).to_owned());
            let language = frame.language_of(other);
            Some(TranslationData {
                title,
                path,
                language: language.tag(),
                language_name: language.own_name(),
                direction: language.direction(),
            })
        })
        .collect()
}

/// What search engines read: schema.org `MedicalWebPage`.
fn json_ld(frame: &Frame<'_>, page: &Page, leaflet: &Leaflet<'_>, language: &str) -> Value {
    let fields = leaflet.fields();
    let settings = frame.inputs.site.settings;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": leaflet.title,
        "identifier": leaflet.reference,
        "inLanguage": language,
        "dateModified": leaflet.last_updated.to_string(),
        "expires": leaflet.archive_date.to_string(),
        "publisher": { "@type": "Organization", "name": settings.organisation.name.as_deref().unwrap_or(&settings.title) },
    });
    let mut add = |name: &str, value: serde_json::Value| {
        if let Some(map) = data.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if let Some(summary) = leaflet.summary() {
        add("description", summary.into());
    }
    if let Some(base) = frame.inputs.base_url {
        add("url", format!("{base}{}", page.address.in_links(false)).into());
    }
    if let Some(day) = &fields.last_reviewed {
        add("lastReviewed", day.value.to_string().into());
    }
    if !fields.conditions.is_empty() {
        let conditions = fields.conditions.iter();
        let about: Vec<_> =
            conditions.map(|condition| json!({ "@type": "MedicalCondition", "name": &*condition.value })).collect();
        add("about", about.into());
    }
    json_for_html(&data)
}

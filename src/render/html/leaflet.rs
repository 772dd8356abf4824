//! The pages of one leaflet: itself, its notice, its short address; and pages that authors wrote.

use tera::{Context, Value};

use super::compare::comparison;
use super::crisis::{Crisis, body_of};
use super::data::{FormatData, HeadingData, LeafletData, LinkData, QrData, SourceData, TranslationData};
use super::explained;
use super::facts::Facts;
use super::links::Around;
use super::marks::Marks;
use super::page::{About, Frame, date, words_lang};
use super::structured::json_ld;
use crate::leaflet::{Field, Leaflet};
use crate::library::ManuscriptId;
use crate::markdown::{Part, to_html};
use crate::qr::QrCodes;
use crate::render::formats::{FormatFile, LeafletFiles};
use crate::render::origin::origin_of;
use crate::site::{Address, Grouping, Page};
use crate::theme::{ThemeProblem, Words};

/// A current leaflet.
///
/// # Errors
/// A mistake in a template that its text is made with.
pub(super) fn current(
    frame: &Frame<'_>,
    page: &Page,
    id: ManuscriptId,
    files: Option<&LeafletFiles>,
) -> Result<Context, ThemeProblem> {
    let Some(leaflet) = frame.inputs.site.library.leaflet(id) else { return Ok(Context::new()) };
    with_text(frame, page, id, leaflet, files)
}

/// A leaflet with its text, whether or not it is published, and the other formats that it has.
///
/// # Errors
/// A mistake in a template that its text is made with.
pub(super) fn with_text(
    frame: &Frame<'_>,
    page: &Page,
    id: ManuscriptId,
    leaflet: &Leaflet<'_>,
    files: Option<&LeafletFiles>,
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
    let mut data = data(frame, leaflet, words);
    data.qr = frame.codes.as_ref().and_then(|codes| code(codes, leaflet.reference));
    context.insert("leaflet", &data);
    text(frame, page, id, id, words, &mut context)?;
    context.insert_value("comparison", comparison(frame, id).unwrap_or_else(Value::none));
    context.insert("glossary", &explained::on_page(frame, id));
    context.insert_value("mentioned_by", frame.current_links(&site.in_order(site.library.mentions(id))));
    context.insert_value("related", frame.current_links(&site.related(id)));
    let packs = site.packs_with(id).filter_map(|pack| {
        let title = &site.library.manuscript(pack).front_matter.title.as_ref()?.value;
        Some(LinkData { title, path: frame.path_of(pack).to_owned() })
    });
    context.insert("packs", &packs.collect::<Vec<_>>());
    context.insert("translations", &translations(frame, id));
    let files = files.iter().flat_map(|files| &files.files);
    context.insert("formats", &files.map(|file| format_data(file, words)).collect::<Vec<_>>());
    context.insert_value("json_ld", json_ld(frame, page, leaflet, language.tag(), words));
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
    context.insert("replaced_by", &frame.current_entries(&site.library.successors(id)));
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
    let title = site.library.manuscript(id).front_matter.title.as_ref().map_or("", |title| &*title.value);
    let about = About { canonical: site.address(id), ..About::default() };
    let mut context = frame.context(page, title, about);
    context.insert("target", &LinkData { title, path: frame.path_of(id).to_owned() });
    context.insert("pack", &site.library.leaflet(id).is_none());
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
    text(frame, page, id, id, words, &mut context)?;
    Ok(context)
}

/// The text of a manuscript, its list of contents, and the block with urgent help above it, which is that of the leaflet
/// `at_risk`.
pub(super) fn text(
    frame: &Frame<'_>,
    page: &Page,
    id: ManuscriptId,
    at_risk: ManuscriptId,
    words: &Words,
    context: &mut Context,
) -> Result<(), ThemeProblem> {
    let library = frame.inputs.site.library;
    let outline = library.outline(id);
    let ids: Vec<String> = outline.iter().map(|heading| heading.id.clone()).collect();
    let root = page.address.to_root();
    let around = around(frame, &root, id, words, context);
    let part = Part { body: body_of(frame, id), ids: &ids, raised: 0, marked: true };
    let crisis = Crisis::of(frame, at_risk, &ids);
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

pub(super) fn around<'a>(
    frame: &'a Frame<'a>,
    root: &'a str,
    id: ManuscriptId,
    words: &'a Words,
    context: &'a Context,
) -> Around<'a> {
    let title = frame.inputs.site.library.manuscript(id).front_matter.title.as_ref().map_or("", |title| &*title.value);
    let facts = Facts::new(frame, words, context);
    let aside = words_lang(&words.language, frame.language_of(id));
    Around { frame, page: id, root, words: &words.of_text, title, aside, facts, marks: Marks::of(frame, root, id) }
}

fn data<'a>(frame: &Frame<'_>, leaflet: &Leaflet<'a>, words: &Words) -> LeafletData<'a> {
    let fields = leaflet.fields();
    let text = |field: &'a Option<Field<Box<str>>>| field.as_ref().map(|field| &*field.value);
    let groups = |grouping: Grouping| -> Vec<LinkData<'a>> {
        let link = |group: &'a Field<Box<str>>| {
            let address = frame.inputs.site.group_address(grouping, &group.value);
            LinkData { title: &group.value, path: address.map(|address| frame.path(&address)).unwrap_or_default() }
        };
        grouping.of(fields).iter().map(link).collect()
    };
    LeafletData {
        title: leaflet.title,
        summary: leaflet.summary(),
        reference: leaflet.reference,
        last_updated: date(leaflet.last_updated, words),
        archive_date: date(leaflet.archive_date, words),
        last_reviewed: fields.last_reviewed.as_ref().map(|day| date(day.value, words)),
        version: text(&fields.version),
        also_known_as: leaflet.other_names().collect(),
        audience: groups(Grouping::Audience),
        department: groups(Grouping::Department).into_iter().next(),
        owner: text(&fields.owner),
        approved_by: text(&fields.approved_by),
        sources: fields.sources.iter().map(|source| source_of(&source.value)).collect(),
        conditions: groups(Grouping::Conditions),
        qr: None,
        short_address: frame.inputs.base_url.map(|base| Address::short(leaflet.reference).on_web(base)),
        archived_because: text(&fields.archived_because),
    }
}

/// The short address for telephones, with the light edge that they need around it.
fn code(codes: &QrCodes, reference: &str) -> Option<QrData> {
    let outline = codes.outline(&Address::short(reference).in_links(false))?;
    Some(QrData { size: outline.size + 8, path: outline.path })
}

fn source_of(text: &str) -> SourceData<'_> {
    let origin = origin_of(text);
    SourceData { name: origin.name, address: origin.address }
}

/// Another format of the leaflet, by the name that people know it by.
fn format_data(file: &FormatFile, words: &Words) -> FormatData {
    FormatData {
        name: words.get(&format!("format_{}", file.format.name.replace('-', "_"))).to_owned(),
        path: file.address(),
        size: size_in_words(file.size),
        media_type: file.format.media_type,
    }
}

/// `36KB`, `1.2MB`: as the addresses of files are given on patients' pages. A file of few bytes is 1KB.
fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..999_500 => format!("{}KB", ((bytes + 500) / 1000).max(1)),
        _ => format!("{}.{}MB", (bytes + 50_000) / 1_000_000, (bytes + 50_000) / 100_000 % 10),
    }
}

/// The same leaflet in other languages.
pub(super) fn translations<'a>(frame: &Frame<'a>, id: ManuscriptId) -> Vec<TranslationData<'a>> {
    let site = frame.inputs.site;
    let original = site.library.original(id);
    let all = std::iter::once(original).chain(site.library.translations(original).iter().copied());
    let is_shown = |other: ManuscriptId| site.is_current(other) || site.pack(other).is_some();
    let others = all.filter(|other| *other != id && is_shown(*other));
    others
        .filter_map(|other| {
            let title = &site.library.manuscript(other).front_matter.title.as_ref()?.value;
            let path = frame.path_of(other).to_owned();
            let language = frame.language_of(other);
            Some(TranslationData {
                title,
                path,
                address: frame.inputs.base_url.zip(site.address(other)).map(|(base, it)| it.on_web(base)),
                language: language.tag(),
                language_name: language.own_name(),
                direction: language.direction(),
            })
        })
        .collect()
}

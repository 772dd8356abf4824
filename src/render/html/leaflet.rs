//! The pages of a leaflet: its text, its notice and its short address; also pages that authors wrote.

use tera::{Context, Value};

use super::compare::comparison;
use super::explained;
use super::page::{PageFrame, PageSummary, date};
use super::structured::json_ld;
use super::template_data::{
    DateData, DetailData, FormatData, LeafletData, LinkData, QrData, SourceData, TranslationData,
};
use super::text::{insert_text, insert_urgent_help};
use crate::leaflet::Leaflet;
use crate::library::ManuscriptId;
use crate::render::formats::{FormatFile, LeafletFiles};
use crate::render::qr::QrCodes;
use crate::render::view::{Base, DetailValue, LeafletView};
use crate::site::{Address, Page};
use crate::theme::{ThemeProblem, Words};

/// The page of a current leaflet.
///
/// # Errors
/// If a template of its text has an error.
pub(super) fn current(
    frame: &PageFrame<'_>,
    page: &Page,
    id: ManuscriptId,
    files: Option<&LeafletFiles>,
) -> Result<Context, ThemeProblem> {
    let Some(leaflet) = frame.inputs.site.library.leaflet(id) else { return Ok(Context::new()) };
    with_text(frame, page, id, leaflet, files)
}

/// The page of a leaflet with its text, published or not, and links to its other formats.
///
/// # Errors
/// If a template of its text has an error.
pub(super) fn with_text(
    frame: &PageFrame<'_>,
    page: &Page,
    id: ManuscriptId,
    leaflet: &Leaflet<'_>,
    files: Option<&LeafletFiles>,
) -> Result<Context, ThemeProblem> {
    let site = frame.inputs.site;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let root = page.address.to_root();
    let view = frame.views.leaflet(id, leaflet, words, Base::Site { root: &root });
    let about = PageSummary {
        description: view.summary,
        language: Some(language),
        robots: Some(format!("unavailable_after: {}", leaflet.archive_date)),
        canonical: None,
    };
    let mut context = frame.context(page, leaflet.title, about);
    let mut data = data(&view, leaflet);
    data.qr = frame.codes.as_ref().and_then(|codes| code(codes, leaflet.reference));
    context.insert("leaflet", &data);
    insert_text(frame, id, &view.text, words, &mut context)?;
    let compared = view.comparison.as_ref().map(|found| comparison(frame, id, found));
    context.insert_value("comparison", compared.unwrap_or_else(Value::none));
    context.insert("glossary", &explained::on_page(&view));
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

/// The notice of an archived leaflet, which contains nothing of its text.
///
/// # Errors
/// If a template of the block with urgent help has an error.
pub(super) fn archived(frame: &PageFrame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let site = frame.inputs.site;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let Some(leaflet) = site.library.leaflet(id) else { return Ok(Context::new()) };
    let root = page.address.to_root();
    let view = frame.views.notice(id, leaflet, words, Base::Site { root: &root });
    let about = PageSummary { language: Some(language), robots: Some("noindex".to_owned()), ..PageSummary::default() };
    let mut context = frame.context(page, leaflet.title, about);
    context.insert("leaflet", &data(&view, leaflet));
    context.insert("replaced_by", &frame.current_entries(&site.library.successors(id)));
    context.insert("alternatives", &frame.current_entries(site.library.alternatives(id)));
    // The help is not part of the leaflet's text, and a reader in danger needs it here too.
    insert_urgent_help(frame, &view.text, words, &mut context)?;
    Ok(context)
}

/// The redirect from a permanent short address, for paper and consent forms.
pub(super) fn short(frame: &PageFrame<'_>, page: &Page, id: ManuscriptId) -> Context {
    let site = frame.inputs.site;
    let title = site.library.manuscript(id).front_matter.title.as_ref().map_or("", |title| &*title.value);
    let about = PageSummary { canonical: site.address(id), ..PageSummary::default() };
    let mut context = frame.context(page, title, about);
    context.insert("target", &LinkData { title, path: frame.path_of(id).to_owned() });
    context.insert("pack", &site.library.leaflet(id).is_none());
    context
}

/// A page that an author wrote.
///
/// # Errors
/// As [`current`].
pub(super) fn written_page(frame: &PageFrame<'_>, page: &Page, id: ManuscriptId) -> Result<Context, ThemeProblem> {
    let manuscript = frame.inputs.site.library.manuscript(id);
    let fields = &manuscript.front_matter;
    let language = frame.language_of(id);
    let words = frame.words_in(language);
    let title = fields.title.as_ref().map_or("", |title| &*title.value);
    let description = fields.summary.as_ref().map(|summary| &*summary.value);
    let about = PageSummary { description, language: Some(language), ..PageSummary::default() };
    let mut context = frame.context(page, title, about);
    context.insert("summary", &description);
    context.insert("last_updated", &fields.last_updated.as_ref().map(|day| date(day.value, words)));
    let root = page.address.to_root();
    let text = frame.views.text(id, id, words, Base::Site { root: &root });
    insert_text(frame, id, &text, words, &mut context)?;
    Ok(context)
}

/// The data of a leaflet for templates.
fn data<'a>(view: &'a LeafletView<'a>, leaflet: &Leaflet<'a>) -> LeafletData<'a> {
    let facts = &view.facts;
    let texts = |name: &str| facts.values(name).iter().map(|value| &*value.text);
    let links = |name: &str| {
        let link =
            |value: &'a DetailValue<'a>| LinkData { title: &value.text, path: value.path.clone().unwrap_or_default() };
        facts.values(name).iter().map(link)
    };
    let day = |value: &DetailValue<'_>| DateData {
        iso: value.iso.clone().unwrap_or_default(),
        words: value.text.to_string(),
    };
    LeafletData {
        title: view.title,
        summary: view.summary,
        reference: view.reference,
        last_updated: DateData::from(&view.last_updated),
        archive_date: DateData::from(&view.archive_date),
        last_reviewed: facts.values("last_reviewed").first().map(day),
        version: view.version.map(|version| version.number.to_string()),
        check: view.version.map(|version| version.wording.check_code()),
        also_known_as: texts("also_known_as").collect(),
        audience: links("audience").collect(),
        department: links("department").next(),
        owner: texts("owner").next(),
        approved_by: texts("approved_by").next(),
        sources: view.sources.iter().map(|source| SourceData { name: source.name, address: source.address }).collect(),
        conditions: links("for_conditions").collect(),
        qr: None,
        short_address: view.short_address.clone(),
        archived_because: leaflet.fields().archived_because.as_ref().map(|field| &*field.value),
        identity: facts.identity.iter().map(DetailData::from).collect(),
        about: facts.about.iter().map(DetailData::from).collect(),
    }
}

/// The QR code of the short address, with the quiet zone that scanners need.
fn code(codes: &QrCodes, reference: &str) -> Option<QrData> {
    let outline = codes.outline(&Address::short(reference).in_links(false))?;
    Some(QrData { size: outline.size + 8, path: outline.path })
}

/// Another format of the leaflet, with its usual name.
fn format_data(file: &FormatFile, words: &Words) -> FormatData {
    FormatData {
        name: words.get(&format!("format_{}", file.format.name.replace('-', "_"))).to_owned(),
        path: file.address(),
        size: size_in_words(file.size),
        media_type: file.format.media_type,
    }
}

/// A file size such as `36KB` or `1.2MB`, as usual in links to files. The minimum is 1KB.
fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..999_500 => format!("{}KB", ((bytes + 500) / 1000).max(1)),
        _ => format!("{}.{}MB", (bytes + 50_000) / 1_000_000, (bytes + 50_000) / 100_000 % 10),
    }
}

/// The translations of a leaflet or a pack, and its original.
pub(super) fn translations<'a>(frame: &PageFrame<'a>, id: ManuscriptId) -> Vec<TranslationData<'a>> {
    let site = frame.inputs.site;
    let original = site.library.original(id);
    let all = std::iter::once(original).chain(site.library.translations(original).iter().copied());
    let is_shown = |other: ManuscriptId| site.library.is_current(other) || site.pack(other).is_some();
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

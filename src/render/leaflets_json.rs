//! `leaflets.json`: the leaflets for other programs, in a versioned format that is specified by
//! `tests/schemas/leaflets.schema.json`.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::formats::FormatFile;
use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::leaflet::{Field, Leaflet};
use crate::library::ManuscriptId;
use crate::rendering::{Artifact, Body};
use crate::site::{Address, PageKind};

/// The path of the file in the site.
pub(super) const PATH: &str = "leaflets.json";

/// The version of the format. It changes if programs could misread the new version, but not if fields are only added.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct LeafletsJson<'a> {
    version: u32,
    title: &'a str,
    language: &'a str,
    /// The web address of the site, if it is known.
    base_url: Option<&'a str>,
    /// The leaflets, each an [`LeafletJson`], serialised in parallel.
    leaflets: Vec<Box<RawValue>>,
    archived: Vec<NoticeJson<'a>>,
}

#[derive(Serialize)]
struct LeafletJson<'a> {
    reference: &'a str,
    #[serde(flatten)]
    version: VersionJson,
    title: &'a str,
    summary: Option<&'a str>,
    language: &'a str,
    /// Relative to the root of the site.
    address: String,
    short_address: String,
    last_updated: String,
    last_reviewed: Option<String>,
    archive_date: String,
    also_known_as: Vec<&'a str>,
    conditions: Vec<&'a str>,
    audience: Vec<&'a str>,
    department: Option<&'a str>,
    alternatives: Vec<&'a str>,
    formats: Vec<FormatJson>,
    translations: Vec<TranslationJson<'a>>,
}

/// The version of a leaflet's words, as all its formats show it.
#[derive(Default, Serialize)]
struct VersionJson {
    version: u32,
    check: String,
}

/// Another format of a leaflet.
#[derive(Serialize)]
struct FormatJson {
    format: &'static str,
    address: String,
    media_type: &'static str,
    size: u64,
}

#[derive(Serialize)]
struct TranslationJson<'a> {
    language: &'a str,
    title: &'a str,
    #[serde(flatten)]
    version: VersionJson,
    address: String,
    last_updated: String,
    archive_date: String,
    formats: Vec<FormatJson>,
}

/// An archived leaflet. Neither its text nor its title is included, so that other programs do not list it.
#[derive(Serialize)]
struct NoticeJson<'a> {
    reference: &'a str,
    address: String,
    /// The day from which it is archived.
    on: Option<String>,
    replaced_by: Vec<&'a str>,
}

/// Writes the file. All `formats` of the leaflets must be made before.
pub(super) fn render(inputs: &RenderContext<'_>, formats: &FormatFiles, sink: ArtifactSink<'_>) -> Result<(), Failure> {
    let site = inputs.site;
    let settings = site.settings;
    let leaflets = site.current().par_iter().filter_map(|id| to_raw_value(&entry(inputs, formats, *id)?).ok());
    let mut archived: Vec<NoticeJson<'_>> =
        site.pages().iter().filter_map(|page| archived(inputs, page.kind)).collect();
    archived.sort_by_key(|leaflet| leaflet.reference);
    let leaflets: Vec<Box<RawValue>> = leaflets.collect();
    // The text has megabytes, which would be copied repeatedly as it grows.
    let length: usize = leaflets.iter().map(|leaflet| leaflet.get().len() + 16).sum();
    let mut text = Vec::with_capacity(length + 256 * archived.len() + 1024);
    let file = LeafletsJson {
        version: VERSION,
        title: &settings.title,
        language: settings.language.tag(),
        base_url: inputs.base_url,
        leaflets,
        archived,
    };
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer_pretty(&mut text, &file);
    text.push(b'\n');
    sink(Artifact { path: PATH.to_owned(), body: Body::Bytes(text) })
}

/// The other formats of each leaflet.
pub(super) type FormatFiles = BTreeMap<ManuscriptId, Vec<FormatFile>>;

fn entry<'a>(inputs: &RenderContext<'a>, formats: &FormatFiles, id: ManuscriptId) -> Option<LeafletJson<'a>> {
    let site = inputs.site;
    let leaflet = site.library.leaflet(id)?;
    let fields = leaflet.fields();
    let current = site.library.alternatives(id).iter().filter(|other| site.library.is_current(**other));
    let translations = site.library.translations(id).iter().filter(|other| site.library.is_current(**other));
    Some(LeafletJson {
        reference: leaflet.reference,
        version: version(inputs, id),
        title: leaflet.title,
        summary: leaflet.summary(),
        language: site.settings.language.tag(),
        address: site.address(id)?.in_links(inputs.portable),
        short_address: short(leaflet.reference, inputs.portable),
        last_updated: leaflet.last_updated.to_string(),
        last_reviewed: fields.last_reviewed.as_ref().map(|day| day.value.to_string()),
        archive_date: leaflet.archive_date.to_string(),
        also_known_as: texts(&fields.also_known_as),
        conditions: texts(&fields.conditions),
        audience: texts(&fields.audience),
        department: fields.department.as_ref().map(|department| &*department.value),
        alternatives: current.filter_map(|other| Some(site.library.leaflet(*other)?.reference)).collect(),
        formats: formats_of(formats, id),
        translations: translations.filter_map(|other| translation(inputs, formats, *other)).collect(),
    })
}

fn version(inputs: &RenderContext<'_>, id: ManuscriptId) -> VersionJson {
    let label = inputs.history.version_label(id);
    label.map(|label| VersionJson { version: label.number, check: label.wording.check_code() }).unwrap_or_default()
}

fn formats_of(formats: &FormatFiles, id: ManuscriptId) -> Vec<FormatJson> {
    let files = formats.get(&id).into_iter().flatten();
    let format = |file: &FormatFile| FormatJson {
        format: file.format.name,
        address: file.address(),
        media_type: file.format.media_type,
        size: file.size,
    };
    files.map(format).collect()
}

fn translation<'a>(inputs: &RenderContext<'a>, formats: &FormatFiles, id: ManuscriptId) -> Option<TranslationJson<'a>> {
    let site = inputs.site;
    let leaflet = site.library.leaflet(id)?;
    Some(TranslationJson {
        language: site.library.language(id)?.tag(),
        title: leaflet.title,
        version: version(inputs, id),
        address: site.address(id)?.in_links(inputs.portable),
        last_updated: leaflet.last_updated.to_string(),
        archive_date: leaflet.archive_date.to_string(),
        formats: formats_of(formats, id),
    })
}

fn archived<'a>(inputs: &RenderContext<'a>, kind: PageKind) -> Option<NoticeJson<'a>> {
    let site = inputs.site;
    let current = |reference: &str| site.library.leaflet_of(reference).filter(|other| site.library.is_current(*other));
    let reference_of = |id: ManuscriptId| site.library.leaflet(id).map(|leaflet: &Leaflet<'a>| leaflet.reference);
    match kind {
        PageKind::Archived(id) => {
            let leaflet = site.library.leaflet(id).filter(|leaflet| leaflet.manuscript.translation.is_none())?;
            let successors = leaflet.fields().replaced_by.iter().filter_map(|other| current(&other.value));
            Some(NoticeJson {
                reference: leaflet.reference,
                address: site.address(id)?.in_links(inputs.portable),
                on: Some(leaflet.archive_date.to_string()),
                replaced_by: successors.filter_map(reference_of).collect(),
            })
        }
        PageKind::Removed(number) => {
            let removed = site.removed().get(number)?;
            let successors = removed.said.replaced_by.iter().filter_map(|other| current(&other.value));
            Some(NoticeJson {
                reference: &removed.said.reference.value,
                address: removed.address.in_links(inputs.portable),
                on: removed.said.on.map(|day| day.to_string()),
                replaced_by: successors.filter_map(reference_of).collect(),
            })
        }
        _ => None,
    }
}

fn short(reference: &str, portable: bool) -> String {
    Address::short(reference).in_links(portable)
}

fn texts(list: &[Field<Box<str>>]) -> Vec<&str> {
    list.iter().map(|field| &*field.value).collect()
}

//! `leaflets.json`: the leaflets for other programs, in a form with a version. `tests/schemas/leaflets.schema.json` says
//! what it is.

use rayon::prelude::*;
use serde::Serialize;

use super::inputs::{Inputs, Sink};
use crate::artifact::Artifact;
use crate::failure::Failure;
use crate::leaflet::{Field, Leaflet};
use crate::library::ManuscriptId;
use crate::site::{Address, PageKind};
use crate::theme::ThemeProblem;

/// The version of the form. It changes when a program that reads the old one could misread the new one; what is only added
/// does not change it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    title: &'a str,
    language: &'a str,
    /// The web address of the site, where it is known.
    base_url: Option<&'a str>,
    leaflets: Vec<Entry<'a>>,
    archived: Vec<Archived<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    reference: &'a str,
    title: &'a str,
    summary: Option<&'a str>,
    language: &'a str,
    /// From the root of the site.
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
    translations: Vec<Translation<'a>>,
}

#[derive(Serialize)]
struct Translation<'a> {
    language: &'a str,
    title: &'a str,
    address: String,
    last_updated: String,
    archive_date: String,
}

/// A leaflet that must not be used: nothing of its text, and not its title either, which would invite to list it.
#[derive(Serialize)]
struct Archived<'a> {
    reference: &'a str,
    address: String,
    /// Since when.
    on: Option<String>,
    replaced_by: Vec<&'a str>,
}

pub(super) fn render(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<ThemeProblem>, Failure> {
    let site = inputs.site;
    let settings = site.settings;
    let leaflets = site.current.par_iter().filter_map(|id| entry(inputs, *id));
    let mut archived: Vec<Archived<'_>> = site.pages.iter().filter_map(|page| archived(inputs, page.kind)).collect();
    archived.sort_by_key(|leaflet| leaflet.reference);
    let file = File {
        version: VERSION,
        title: &settings.title,
        language: settings.language.tag(),
        base_url: inputs.base_url,
        leaflets: leaflets.collect(),
        archived,
    };
    sink(Artifact::text("leaflets.json", serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"))?;
    Ok(Vec::new())
}

fn entry<'a>(inputs: &Inputs<'a>, id: ManuscriptId) -> Option<Entry<'a>> {
    let site = inputs.site;
    let leaflet = site.library.leaflet(id)?;
    let fields = leaflet.fields();
    let current = site.library.alternatives(id).iter().filter(|other| site.is_current(**other));
    let translations = site.library.translations(id).iter().filter(|other| site.is_current(**other));
    Some(Entry {
        reference: leaflet.reference,
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
        translations: translations.filter_map(|other| translation(inputs, *other)).collect(),
    })
}

fn translation<'a>(inputs: &Inputs<'a>, id: ManuscriptId) -> Option<Translation<'a>> {
    let site = inputs.site;
    let leaflet = site.library.leaflet(id)?;
    Some(Translation {
        language: site.library.language(id)?.tag(),
        title: leaflet.title,
        address: site.address(id)?.in_links(inputs.portable),
        last_updated: leaflet.last_updated.to_string(),
        archive_date: leaflet.archive_date.to_string(),
    })
}

fn archived<'a>(inputs: &Inputs<'a>, kind: PageKind) -> Option<Archived<'a>> {
    let site = inputs.site;
    let current = |reference: &str| site.library.leaflet_of(reference).filter(|other| site.is_current(*other));
    let reference_of = |id: ManuscriptId| site.library.leaflet(id).map(|leaflet: &Leaflet<'a>| leaflet.reference);
    match kind {
        PageKind::Archived(id) => {
            let leaflet = site.library.leaflet(id).filter(|leaflet| leaflet.manuscript.translation.is_none())?;
            let successors = leaflet.fields().replaced_by.iter().filter_map(|other| current(&other.value));
            Some(Archived {
                reference: leaflet.reference,
                address: site.address(id)?.in_links(inputs.portable),
                on: Some(leaflet.archive_date.to_string()),
                replaced_by: successors.filter_map(reference_of).collect(),
            })
        }
        PageKind::Removed(number) => {
            let removed = site.removed.get(number)?;
            let successors = removed.said.replaced_by.iter().filter_map(|other| current(&other.value));
            Some(Archived {
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
    Address::folder(format!("r/{reference}/")).in_links(portable)
}

fn texts(list: &[Field<Box<str>>]) -> Vec<&str> {
    list.iter().map(|field| &*field.value).collect()
}

//! `leaflets.json`: the current leaflets for other programs, in a form with a version.

use serde::Serialize;

use super::inputs::{Inputs, Sink};
use crate::artifact::Artifact;
use crate::failure::Failure;
use crate::met::Met;
use crate::site::Address;

/// The version of the form. It changes when a program that reads the old one could misread the new one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    title: &'a str,
    language: &'a str,
    leaflets: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    reference: &'a str,
    title: &'a str,
    summary: Option<&'a str>,
    /// From the root of the site.
    address: String,
    short_address: String,
    last_updated: String,
    archive_date: String,
    also_known_as: Vec<&'a str>,
    conditions: Vec<&'a str>,
    alternatives: Vec<&'a str>,
}

pub(super) fn render(inputs: &Inputs<'_>, sink: Sink<'_>) -> Result<Vec<Met>, Failure> {
    let site = inputs.site;
    let leaflets = site.current.iter().filter_map(|id| {
        let leaflet = site.library.leaflet(*id)?;
        let fields = leaflet.fields();
        let current = site.library.alternatives(*id).iter().filter(|other| site.is_current(**other));
        Some(Entry {
            reference: leaflet.reference,
            title: leaflet.title,
            summary: leaflet.summary(),
            address: site.address(*id)?.in_links(inputs.portable),
            short_address: Address::folder(format!("r/{}/", leaflet.reference)).in_links(inputs.portable),
            last_updated: leaflet.last_updated.to_string(),
            archive_date: leaflet.archive_date.to_string(),
            also_known_as: fields.also_known_as.iter().map(|name| &*name.value).collect(),
            conditions: fields.conditions.iter().map(|condition| &*condition.value).collect(),
            alternatives: current.filter_map(|other| Some(site.library.leaflet(*other)?.reference)).collect(),
        })
    });
    let settings = site.settings;
    let file = File {
        version: VERSION,
        title: &settings.title,
        language: settings.language.tag(),
        leaflets: leaflets.collect(),
    };
    sink(Artifact::text("leaflets.json", serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"))?;
    Ok(Vec::new())
}

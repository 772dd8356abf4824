//! Structured data for search engines: schema.org `MedicalWebPage`.

use serde::Serialize;
use tera::Value;

use super::page::{PageFrame, json_for_html};
use crate::leaflet::Leaflet;
use crate::site::{Address, Page};
use crate::theme::Words;

#[derive(Serialize)]
struct MedicalWebPage<'a> {
    #[serde(rename = "@context")]
    context: &'a str,
    #[serde(rename = "@type")]
    kind: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    identifier: &'a str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(rename = "dateModified")]
    modified: String,
    #[serde(rename = "lastReviewed", skip_serializing_if = "Option::is_none")]
    reviewed: Option<String>,
    expires: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    publisher: JsonLdOrganisation<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<JsonLdCondition<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    breadcrumb: Option<JsonLdBreadcrumb<'a>>,
}

#[derive(Serialize)]
struct JsonLdOrganisation<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonLdCondition<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    name: &'a str,
}

/// The path from the home page.
#[derive(Serialize)]
struct JsonLdBreadcrumb<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    #[serde(rename = "itemListElement")]
    steps: Vec<JsonLdStep<'a>>,
}

#[derive(Serialize)]
struct JsonLdStep<'a> {
    #[serde(rename = "@type")]
    kind: &'a str,
    position: usize,
    name: &'a str,
    item: String,
}

/// The structured data of a leaflet. The date of a review is only included if there was a review.
pub(super) fn json_ld(
    frame: &PageFrame<'_>,
    page: &Page,
    leaflet: &Leaflet<'_>,
    language: &str,
    words: &Words,
) -> Value {
    let fields = leaflet.fields();
    let settings = frame.inputs.site.settings;
    let whole = |address: &Address| frame.inputs.base_url.map(|base| address.on_web(base));
    let home = Address::folder("");
    let list = Address::folder("a-to-z/");
    let way = [(words.get("home"), &home), (words.get("a_to_z"), &list), (leaflet.title, &page.address)];
    let steps = way.into_iter().enumerate().map(|(index, (name, address))| {
        Some(JsonLdStep { kind: "ListItem", position: index + 1, name, item: whole(address)? })
    });
    let steps: Option<Vec<JsonLdStep<'_>>> = steps.collect();
    let conditions = fields.conditions.iter();
    json_for_html(&MedicalWebPage {
        context: "https://schema.org",
        kind: "MedicalWebPage",
        name: leaflet.title,
        description: leaflet.summary(),
        identifier: leaflet.reference,
        language,
        modified: leaflet.last_updated.to_string(),
        reviewed: fields.last_reviewed.as_ref().map(|day| day.value.to_string()),
        expires: leaflet.archive_date.to_string(),
        url: whole(&page.address),
        publisher: JsonLdOrganisation {
            kind: "Organization",
            name: settings.organisation.name.as_deref().unwrap_or(&settings.title),
        },
        about: conditions
            .map(|condition| JsonLdCondition { kind: "MedicalCondition", name: &condition.value })
            .collect(),
        breadcrumb: steps.map(|steps| JsonLdBreadcrumb { kind: "BreadcrumbList", steps }),
    })
}

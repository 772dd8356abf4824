//! `feed.xml`: an Atom feed of new, changed and archived leaflets. It is not written if the web address of the site is
//! not known.
//!
//! The id of an entry is the short address, which never changes, so feed readers can tell a changed leaflet from a new
//! one.

use std::cmp::Reverse;

use serde::Serialize;
use tera::Context;

use super::render_context::{ArtifactSink, RenderContext};
use crate::date::Date;
use crate::diagnostic::Failure;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;
use crate::site::{Address, Site};

/// The maximum number of entries. Older leaflets are only in the A to Z.
const MAX_ENTRIES: usize = 100;

#[derive(Serialize)]
struct Feed<'a> {
    title: &'a str,
    author: &'a str,
    language: &'a str,
    /// The web address of the site.
    base: &'a str,
    updated: String,
    items: Vec<FeedItem<'a>>,
}

#[derive(Serialize)]
struct FeedItem<'a> {
    id: String,
    title: &'a str,
    address: String,
    updated: String,
    archived: bool,
    summary: Option<&'a str>,
    conditions: Vec<&'a str>,
}

/// A change to a leaflet.
struct FeedEvent<'a> {
    day: Date,
    reference: &'a str,
    title: &'a str,
    address: Option<&'a Address>,
    archived: bool,
    summary: Option<&'a str>,
    conditions: Vec<&'a str>,
}

pub(super) fn render(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let Some(base) = inputs.base_url else { return Ok(Vec::new()) };
    let site = inputs.site;
    let settings = site.settings;
    let Some(words) = inputs.theme.words(&settings.language) else { return Ok(Vec::new()) };
    let events = events(site);
    let items = events.iter().map(|event| FeedItem {
        id: Address::short(event.reference).on_web(base),
        title: event.title,
        address: event.address.map_or_else(|| base.to_owned(), |address| address.on_web(base)),
        updated: event.day.to_string(),
        archived: event.archived,
        summary: event.summary,
        conditions: event.conditions.clone(),
    });
    let feed = Feed {
        title: &settings.title,
        author: settings.organisation.name.as_deref().unwrap_or(&settings.title),
        language: settings.language.tag(),
        base,
        updated: events.first().map_or(site.today(), |event| event.day).to_string(),
        items: items.collect(),
    };
    let mut context = Context::new();
    context.insert("feed", &feed);
    context.insert_value("words", words.value.clone());
    match inputs.theme.render("feed.xml", &context) {
        Ok(text) => sink(Artifact::text("feed.xml", text)).map(|()| Vec::new()),
        Err(problem) => Ok(vec![RenderProblem::Theme(problem)]),
    }
}

/// The latest events, newest first. For an archived leaflet, only its title is included.
fn events<'a>(site: &'a Site<'a>) -> Vec<FeedEvent<'a>> {
    let originals = site.library.leaflets().filter(|(_, leaflet)| leaflet.manuscript.translation.is_none());
    let written = originals.map(|(id, leaflet)| {
        let archived = site.library.is_archived(id);
        (
            if archived { leaflet.archive_date } else { leaflet.last_updated },
            leaflet.reference,
            Some((id, leaflet)),
            None,
        )
    });
    let removed = site
        .removed()
        .iter()
        .filter_map(|removed| Some((removed.said.on?, &*removed.said.reference.value, None, Some(removed))));
    let mut all: Vec<_> = written.chain(removed).collect();
    all.sort_by_key(|(day, reference, ..)| (Reverse(*day), *reference));
    all.truncate(MAX_ENTRIES);
    let events = all.into_iter().filter_map(|(day, reference, leaflet, removed)| {
        if let Some((id, leaflet)) = leaflet {
            let archived = site.library.is_archived(id);
            let conditions = leaflet.fields().conditions.iter().filter(|_| !archived);
            return Some(FeedEvent {
                day,
                reference,
                title: leaflet.title,
                address: site.address(id),
                archived,
                summary: leaflet.summary().filter(|_| !archived),
                conditions: conditions.map(|condition| &*condition.value).collect(),
            });
        }
        let removed = removed?;
        let (title, address) = (&*removed.title, Some(&removed.address));
        Some(FeedEvent { day, reference, title, address, archived: true, summary: None, conditions: Vec::new() })
    });
    events.collect()
}

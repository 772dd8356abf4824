//! The search index, split into small files of which one search loads only a few.
//!
//! A word leads to the leaflets that contain it, with its weight in each; a reference leads to its leaflet. The index
//! contains nothing of an archived leaflet except its reference, which leads to its notice.

mod gather;
mod postings;
mod shards;
mod words;

use rayon::prelude::*;

use super::render_context::{ArtifactSink, RenderContext};
use crate::diagnostic::Failure;
use crate::library::ManuscriptId;
use crate::markdown::NodeKind;
use crate::rendering::Artifact;
use crate::rendering::RenderProblem;
use crate::site::PageKind;
use gather::Gatherer;
use shards::ResultRecord;

/// The length, in characters, of the extract in a result for a leaflet without a summary.
const EXTRACT: usize = 160;

pub(super) fn render(inputs: &RenderContext<'_>, sink: ArtifactSink<'_>) -> Result<Vec<RenderProblem>, Failure> {
    let site = inputs.site;
    let library = site.library;
    let translations = site.pages().iter().filter_map(|page| match page.kind {
        PageKind::Leaflet(id) if library.manuscript(id).translation.is_some() => Some(id),
        _ => None,
    });
    let found: Vec<ManuscriptId> = site.current().iter().copied().chain(translations).collect();
    let notices = notices(inputs);

    // Several parts per processor, so that the work is balanced.
    let part = found.len().div_ceil(rayon::current_num_threads() * 4).max(1);
    let gathered = found.par_chunks(part).map(|part| {
        let mut gatherer = Gatherer::new(library, inputs.glossary);
        for id in part {
            if let Some(leaflet) = library.leaflet(*id) {
                gatherer.read(*id, leaflet);
            }
        }
        gatherer.finish()
    });
    let own = site.current().iter().filter_map(|id| Some(library.leaflet(*id)?.reference));
    let own = own.enumerate();
    let of_notices = notices.iter().enumerate().map(|(at, (reference, _))| (found.len() + at, *reference));
    let references = own.chain(of_notices).map(|(at, reference)| (words::joined(reference), at as u32));
    let references: Vec<(String, u32)> = references.filter(|(reference, _)| !reference.is_empty()).collect();
    let entries = postings::entries(gathered.collect(), &references);

    let mut records: Vec<ResultRecord<'_>> = found.par_iter().map(|id| result_record(inputs, *id)).collect();
    records.extend(notices.into_iter().map(|(_, path)| ResultRecord { path, ..ResultRecord::default() }));

    let (mut shards, firsts) = shards::of_words(&entries);
    let (spelling, lengths) = shards::of_spelling(&entries);
    shards.extend(spelling);
    shards.extend(shards::of_leaflets(&records));
    shards.push(shards::start(found.len(), &firsts, lengths, &shards));
    drop(entries);
    shards
        .into_par_iter()
        .try_for_each(|shard| sink(Artifact::text(format!("search/{}.js", shard.name), shard.script)))?;
    Ok(Vec::new())
}

/// The reference and path of the notices of archived and removed leaflets.
fn notices<'a>(inputs: &RenderContext<'a>) -> Vec<(&'a str, String)> {
    let site = inputs.site;
    let archived = site.pages().iter().filter_map(|page| match page.kind {
        PageKind::Archived(id) if site.library.manuscript(id).translation.is_none() => {
            Some((site.library.leaflet(id)?.reference, path(inputs, id)))
        }
        _ => None,
    });
    let removed = site.removed().iter();
    let removed = removed.map(|gone| (&*gone.said.reference.value, gone.address.in_links(inputs.portable)));
    archived.chain(removed).collect()
}

fn path(inputs: &RenderContext<'_>, id: ManuscriptId) -> String {
    inputs.site.address(id).map(|address| address.in_links(inputs.portable)).unwrap_or_default()
}

fn result_record<'a>(inputs: &RenderContext<'a>, id: ManuscriptId) -> ResultRecord<'a> {
    let library = inputs.site.library;
    let path = path(inputs, id);
    let Some(leaflet) = library.leaflet(id) else { return ResultRecord { path, ..ResultRecord::default() } };
    let names = leaflet.fields().also_known_as.iter().map(|name| &*name.value).collect();
    let summary = leaflet.summary().map_or_else(|| extract(inputs, id).into(), Into::into);
    let language = library.language(id).map_or("", |language| language.tag());
    ResultRecord { title: leaflet.title, path, reference: leaflet.reference, summary, language, names }
}

/// The first words of a leaflet without a summary.
fn extract(inputs: &RenderContext<'_>, id: ManuscriptId) -> String {
    let library = inputs.site.library;
    let document = &library.manuscript(id).document;
    let Some(first) = document.top().find(|node| document.node(*node).kind == NodeKind::Paragraph) else {
        return String::new();
    };
    let text = document.plain_text(first, library.text(id));
    match text.char_indices().nth(EXTRACT) {
        None => text,
        Some((end, _)) => {
            let end = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..end])
        }
    }
}

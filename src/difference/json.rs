//! A comparison as JSON.

use serde::Serialize;

use super::entry::{Difference, DifferenceCounts, PageDifference, SentenceChange, SentencePart};

/// The version of the format. It changes when programs written for the old one could misread the new one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct DiffJson<'a> {
    version: u32,
    summary: DiffSummaryJson,
    leaflets: Vec<DiffEntryJson<'a>>,
    shared: Vec<DiffSharedJson<'a>>,
    pages: Vec<DiffEntryJson<'a>>,
    files: Vec<DiffFileJson<'a>>,
}

#[derive(Serialize)]
struct DiffSummaryJson {
    removed: usize,
    archived: usize,
    changed: usize,
    critical: usize,
    added: usize,
    pages: usize,
    files: usize,
}

#[derive(Serialize)]
struct DiffEntryJson<'a> {
    state: &'static str,
    reference: Option<&'a str>,
    language: Option<&'a str>,
    title: Option<&'a str>,
    address: &'a str,
    facts: Vec<DiffFactJson<'a>>,
    changes: Vec<DiffChangeJson<'a>>,
}

#[derive(Serialize)]
struct DiffFactJson<'a> {
    name: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct DiffChangeJson<'a> {
    under: Option<&'a str>,
    moved: bool,
    touches: Vec<&'static str>,
    parts: Vec<DiffPartJson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum DiffPartJson<'a> {
    Same(&'a str),
    Removed(&'a str),
    Added(&'a str),
}

#[derive(Serialize)]
struct DiffSharedJson<'a> {
    leaflets: &'a [String],
    #[serde(flatten)]
    change: DiffChangeJson<'a>,
}

#[derive(Serialize)]
struct DiffFileJson<'a> {
    state: &'static str,
    path: &'a str,
}

/// A comparison as JSON.
pub fn json(difference: &Difference) -> String {
    let DifferenceCounts { removed, archived, changed, critical, added, pages, files } = difference.counts();
    let file = DiffJson {
        version: VERSION,
        summary: DiffSummaryJson { removed, archived, changed, critical, added, pages, files },
        leaflets: difference.leaflets.iter().map(line).collect(),
        shared: difference
            .shared
            .iter()
            .map(|shared| DiffSharedJson { leaflets: &shared.on, change: change(&shared.change) })
            .collect(),
        pages: difference.pages.iter().map(line).collect(),
        files: difference.files.iter().map(|file| DiffFileJson { state: file.kind.name(), path: &file.path }).collect(),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn line(entry: &PageDifference) -> DiffEntryJson<'_> {
    DiffEntryJson {
        state: entry.kind.name(),
        reference: entry.reference.as_deref(),
        language: Some(entry.language.as_str()).filter(|language| !language.is_empty()),
        // A removed notice is only known by its reference.
        title: Some(entry.title.as_str()).filter(|title| entry.reference.as_deref() != Some(*title)),
        address: &entry.address,
        facts: entry
            .facts
            .iter()
            .map(|fact| DiffFactJson { name: fact.name, old: fact.old.as_deref(), new: fact.new.as_deref() })
            .collect(),
        changes: entry.changes.iter().map(change).collect(),
    }
}

fn change(change: &SentenceChange) -> DiffChangeJson<'_> {
    DiffChangeJson {
        under: change.under.as_deref(),
        moved: change.is_moved,
        touches: change.touches.names().collect(),
        parts: change
            .parts
            .iter()
            .map(|part| match part {
                SentencePart::Same(text) => DiffPartJson::Same(text),
                SentencePart::Removed(text) => DiffPartJson::Removed(text),
                SentencePart::Added(text) => DiffPartJson::Added(text),
            })
            .collect(),
    }
}

//! A comparison for other programs.

use serde::Serialize;

use super::entry::{Change, Counts, Difference, Entry, Part, Touches};

/// The version of the form. It changes when a program that reads the old one could misread the new one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    summary: Summary,
    leaflets: Vec<Line<'a>>,
    shared: Vec<SharedLine<'a>>,
    pages: Vec<Line<'a>>,
    files: Vec<FileLine<'a>>,
}

#[derive(Serialize)]
struct Summary {
    removed: usize,
    archived: usize,
    changed: usize,
    critical: usize,
    added: usize,
    pages: usize,
    files: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    state: &'static str,
    reference: Option<&'a str>,
    language: Option<&'a str>,
    title: Option<&'a str>,
    address: &'a str,
    facts: Vec<FactLine<'a>>,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Serialize)]
struct FactLine<'a> {
    name: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    under: Option<&'a str>,
    moved: bool,
    touches: Vec<&'static str>,
    parts: Vec<PartLine<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum PartLine<'a> {
    Same(&'a str),
    Removed(&'a str),
    Added(&'a str),
}

#[derive(Serialize)]
struct SharedLine<'a> {
    leaflets: &'a [String],
    #[serde(flatten)]
    change: ChangeLine<'a>,
}

#[derive(Serialize)]
struct FileLine<'a> {
    state: &'static str,
    path: &'a str,
}

/// A comparison as JSON.
pub fn json(difference: &Difference) -> String {
    let Counts { removed, archived, changed, critical, added, pages, files } = difference.counts();
    let file = File {
        version: VERSION,
        summary: Summary { removed, archived, changed, critical, added, pages, files },
        leaflets: difference.leaflets.iter().map(line).collect(),
        shared: difference
            .shared
            .iter()
            .map(|shared| SharedLine { leaflets: &shared.on, change: change(&shared.change) })
            .collect(),
        pages: difference.pages.iter().map(line).collect(),
        files: difference.files.iter().map(|file| FileLine { state: file.kind.name(), path: &file.path }).collect(),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn line(entry: &Entry) -> Line<'_> {
    Line {
        state: entry.kind.name(),
        reference: entry.reference.as_deref(),
        language: Some(entry.language.as_str()).filter(|language| !language.is_empty()),
        // A notice that is gone is known by its reference alone.
        title: Some(entry.title.as_str()).filter(|title| entry.reference.as_deref() != Some(*title)),
        address: &entry.address,
        facts: entry
            .facts
            .iter()
            .map(|fact| FactLine { name: fact.name, old: fact.old.as_deref(), new: fact.new.as_deref() })
            .collect(),
        changes: entry.changes.iter().map(change).collect(),
    }
}

fn change(change: &Change) -> ChangeLine<'_> {
    let Touches { number, negation } = change.touches;
    let touches = [("number", number), ("negation", negation)].into_iter().filter(|(_, is)| *is).map(|(name, _)| name);
    ChangeLine {
        under: change.under.as_deref(),
        moved: change.is_moved,
        touches: touches.collect(),
        parts: change
            .parts
            .iter()
            .map(|part| match part {
                Part::Same(text) => PartLine::Same(text),
                Part::Removed(text) => PartLine::Removed(text),
                Part::Added(text) => PartLine::Added(text),
            })
            .collect(),
    }
}

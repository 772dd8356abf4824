//! A comparison as a single page to send to approvers.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use super::entry::{Difference, PageDifference, SentenceChange, SentencePart};
use super::wording::{FILES, PAGES, SHARED, name, sections, state_of_page, summary, what};
use crate::language::Language;

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut templates = Tera::new();
    // A unit test adds both, so errors are found before a release.
    let parts = [("page.html", include_str!("page.html")), ("change.html", include_str!("change.html"))];
    let _ = templates.add_raw_templates(parts);
    templates
});

#[derive(Serialize)]
struct DiffPageData<'a> {
    old: &'a str,
    new: &'a str,
    title: &'a str,
    summary: String,
    sections: Vec<DiffSectionData<'a>>,
}

#[derive(Default, Serialize)]
struct DiffSectionData<'a> {
    title: &'static str,
    entries: Vec<DiffEntryData<'a>>,
    shared: Vec<DiffSharedData<'a>>,
    files: Vec<DiffFileData<'a>>,
}

#[derive(Serialize)]
struct DiffEntryData<'a> {
    name: String,
    address: &'a str,
    state: Option<&'static str>,
    facts: Vec<DiffFactData<'a>>,
    changes: Vec<DiffChangeData<'a>>,
}

#[derive(Serialize)]
struct DiffFactData<'a> {
    name: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct DiffSharedData<'a> {
    on: String,
    count: usize,
    change: DiffChangeData<'a>,
}

#[derive(Serialize)]
struct DiffFileData<'a> {
    state: &'static str,
    path: &'a str,
}

#[derive(Serialize)]
struct DiffChangeData<'a> {
    under: Option<&'a str>,
    what: &'static str,
    closely: Option<String>,
    language: Option<String>,
    direction: &'static str,
    parts: Vec<DiffPartData<'a>>,
}

#[derive(Serialize)]
struct DiffPartData<'a> {
    kind: &'static str,
    text: &'a str,
}

/// A comparison as a self-contained page. `names` are the names of the two folders.
pub fn html(difference: &Difference, names: [&str; 2]) -> String {
    let mut all = Vec::new();
    leaflets(difference, true, &mut all);
    let shared = difference.shared.iter().map(|shared| DiffSharedData {
        on: shared.on.join(", "),
        count: shared.on.len(),
        change: change(&shared.change, ""),
    });
    all.push(DiffSectionData { title: SHARED, shared: shared.collect(), ..DiffSectionData::default() });
    leaflets(difference, false, &mut all);
    all.push(DiffSectionData {
        title: PAGES,
        entries: difference.pages.iter().map(entry).collect(),
        ..DiffSectionData::default()
    });
    let files = difference.files.iter().map(|file| DiffFileData { state: file.kind.name(), path: &file.path });
    all.push(DiffSectionData { title: FILES, files: files.collect(), ..DiffSectionData::default() });
    all.retain(|section| !(section.entries.is_empty() && section.shared.is_empty() && section.files.is_empty()));
    let [old, new] = names;
    let page = DiffPageData { old, new, title: &difference.titles[1], summary: summary(difference), sections: all };
    let mut context = Context::new();
    context.insert("page", &page);
    TEMPLATES.render("page.html", &context).unwrap_or_else(|error| error.to_string())
}

fn leaflets<'a>(difference: &'a Difference, gone: bool, all: &mut Vec<DiffSectionData<'a>>) {
    let sections = sections(difference, gone).into_iter();
    all.extend(sections.map(|(title, entries)| DiffSectionData {
        title,
        entries: entries.into_iter().map(entry).collect(),
        ..DiffSectionData::default()
    }));
}

fn entry(entry: &PageDifference) -> DiffEntryData<'_> {
    let facts = entry.facts.iter();
    DiffEntryData {
        name: name(entry),
        address: &entry.address,
        state: state_of_page(entry.kind).filter(|_| entry.reference.is_none()),
        facts: facts
            .map(|fact| DiffFactData { name: fact.name, old: fact.old.as_deref(), new: fact.new.as_deref() })
            .collect(),
        changes: entry.changes.iter().map(|one| change(one, &entry.language)).collect(),
    }
}

fn change<'a>(change: &'a SentenceChange, language: &str) -> DiffChangeData<'a> {
    let language = Language::parse(language);
    let part = |part: &'a SentencePart| match part {
        SentencePart::Same(text) => DiffPartData { kind: "same", text },
        SentencePart::Removed(text) => DiffPartData { kind: "removed", text },
        SentencePart::Added(text) => DiffPartData { kind: "added", text },
    };
    DiffChangeData {
        under: change.under.as_deref(),
        what: what(change),
        closely: change.touches.words(),
        direction: language.as_ref().map_or("auto", Language::direction),
        language: language.as_ref().map(|language| language.tag().to_owned()),
        parts: change.parts.iter().map(part).collect(),
    }
}

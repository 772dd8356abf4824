//! A comparison as one page to send to those who approve.

use std::sync::LazyLock;

use serde::Serialize;
use tera::{Context, Tera};

use super::entry::{Change, Difference, Entry, Part};
use super::wording::{FILES, PAGES, SHARED, name, sections, state_of_page, summary, what};
use crate::language::Language;

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut templates = Tera::new();
    // A test renders both, so that a mistake in one is seen before anybody has the program.
    let parts = [("page.html", include_str!("page.html")), ("change.html", include_str!("change.html"))];
    let _ = templates.add_raw_templates(parts);
    templates
});

#[derive(Serialize)]
struct Page<'a> {
    old: &'a str,
    new: &'a str,
    title: &'a str,
    summary: String,
    sections: Vec<SectionData<'a>>,
}

#[derive(Default, Serialize)]
struct SectionData<'a> {
    title: &'static str,
    entries: Vec<EntryData<'a>>,
    shared: Vec<SharedData<'a>>,
    files: Vec<FileData<'a>>,
}

#[derive(Serialize)]
struct EntryData<'a> {
    name: String,
    address: &'a str,
    state: Option<&'static str>,
    facts: Vec<FactData<'a>>,
    changes: Vec<ChangeData<'a>>,
}

#[derive(Serialize)]
struct FactData<'a> {
    name: &'static str,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct SharedData<'a> {
    on: String,
    count: usize,
    change: ChangeData<'a>,
}

#[derive(Serialize)]
struct FileData<'a> {
    state: &'static str,
    path: &'a str,
}

#[derive(Serialize)]
struct ChangeData<'a> {
    under: Option<&'a str>,
    what: &'static str,
    closely: Option<&'static str>,
    language: Option<String>,
    direction: &'static str,
    parts: Vec<PartData<'a>>,
}

#[derive(Serialize)]
struct PartData<'a> {
    kind: &'static str,
    text: &'a str,
}

/// A comparison as one page that needs no other file. `names` is what the two sites are called.
pub fn html(difference: &Difference, names: [&str; 2]) -> String {
    let mut all = Vec::new();
    leaflets(difference, true, &mut all);
    let shared = difference.shared.iter().map(|shared| SharedData {
        on: shared.on.join(", "),
        count: shared.on.len(),
        change: change(&shared.change, ""),
    });
    all.push(SectionData { title: SHARED, shared: shared.collect(), ..SectionData::default() });
    leaflets(difference, false, &mut all);
    all.push(SectionData {
        title: PAGES,
        entries: difference.pages.iter().map(entry).collect(),
        ..SectionData::default()
    });
    let files = difference.files.iter().map(|file| FileData { state: file.kind.name(), path: &file.path });
    all.push(SectionData { title: FILES, files: files.collect(), ..SectionData::default() });
    all.retain(|section| !(section.entries.is_empty() && section.shared.is_empty() && section.files.is_empty()));
    let [old, new] = names;
    let page = Page { old, new, title: &difference.titles[1], summary: summary(difference), sections: all };
    let mut context = Context::new();
    context.insert("page", &page);
    TEMPLATES.render("page.html", &context).unwrap_or_else(|error| error.to_string())
}

fn leaflets<'a>(difference: &'a Difference, gone: bool, all: &mut Vec<SectionData<'a>>) {
    let sections = sections(difference, gone).into_iter();
    all.extend(sections.map(|(title, entries)| SectionData {
        title,
        entries: entries.into_iter().map(entry).collect(),
        ..SectionData::default()
    }));
}

fn entry(entry: &Entry) -> EntryData<'_> {
    let facts = entry.facts.iter();
    EntryData {
        name: name(entry),
        address: &entry.address,
        state: state_of_page(entry.kind).filter(|_| entry.reference.is_none()),
        facts: facts
            .map(|fact| FactData { name: fact.name, old: fact.old.as_deref(), new: fact.new.as_deref() })
            .collect(),
        changes: entry.changes.iter().map(|one| change(one, &entry.language)).collect(),
    }
}

fn change<'a>(change: &'a Change, language: &str) -> ChangeData<'a> {
    let language = Language::parse(language);
    let part = |part: &'a Part| match part {
        Part::Same(text) => PartData { kind: "same", text },
        Part::Removed(text) => PartData { kind: "removed", text },
        Part::Added(text) => PartData { kind: "added", text },
    };
    ChangeData {
        under: change.under.as_deref(),
        what: what(change),
        closely: change.touches.words(),
        direction: language.as_ref().map_or("auto", Language::direction),
        language: language.as_ref().map(|language| language.tag().to_owned()),
        parts: change.parts.iter().map(part).collect(),
    }
}

//! The register as a page to send to a manager, and as JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::entry::{LeafletState, Register, RegisterEntry};
use super::register_data::{GroupData, RegisterData, RowData};
use crate::date::Date;
use crate::language::Language;
use crate::theme::{Theme, ThemeProblem, Words};

/// The version of the format. It changes when programs written for the old one could misread the new one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct RegisterJson<'a> {
    version: u32,
    today: String,
    summary: RegisterSummaryJson,
    leaflets: Vec<RegisterEntryJson<'a>>,
}

#[derive(Serialize)]
struct RegisterSummaryJson {
    leaflets: usize,
    current: usize,
    due: usize,
    archived: usize,
    undated: usize,
    drafts: usize,
}

#[derive(Serialize)]
struct RegisterEntryJson<'a> {
    reference: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    state: &'static str,
    draft: bool,
    last_updated: Option<String>,
    last_reviewed: Option<String>,
    notice_date: Option<String>,
    archive_date: Option<String>,
    owner: Option<&'a str>,
    department: Option<&'a str>,
    file: &'a str,
    address: Option<&'a str>,
}

pub fn json(register: &Register) -> String {
    let file = RegisterJson {
        version: VERSION,
        today: register.today.to_string(),
        summary: RegisterSummaryJson {
            leaflets: register.entries.len(),
            current: register.count(LeafletState::Current),
            due: register.count(LeafletState::Due),
            archived: register.count(LeafletState::Archived),
            undated: register.count(LeafletState::Undated),
            drafts: register.count(LeafletState::Draft),
        },
        leaflets: register.entries.iter().map(line).collect(),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn line(entry: &RegisterEntry) -> RegisterEntryJson<'_> {
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    RegisterEntryJson {
        reference: entry.reference.as_deref(),
        title: entry.title.as_deref(),
        language: entry.language.as_deref(),
        state: entry.state.name(),
        draft: entry.draft,
        last_updated: day(entry.last_updated),
        last_reviewed: day(entry.last_reviewed),
        notice_date: day(entry.notice_date),
        archive_date: day(entry.archive_date),
        owner: entry.owner.as_deref(),
        department: entry.department.as_deref(),
        file: &entry.file,
        address: entry.address.as_deref(),
    }
}

/// The register as a self-contained page: by month of the archive date, and again by owner.
///
/// # Errors
/// A mistake in the theme's template.
pub fn html(register: &Register, theme: &Theme, language: &Language) -> Result<String, ThemeProblem> {
    let Some(words) = theme.words(language) else { return Ok(String::new()) };
    let counts = LeafletState::ALL.iter().map(|state| (state.name(), register.count(*state)));
    let data = RegisterData {
        site: &register.site,
        today: words.date(register.today),
        language: language.tag(),
        direction: language.direction(),
        count: register.entries.len(),
        counts: counts.collect(),
        months: months(register, words),
        owners: owners(register, words),
    };
    let mut context = Context::new();
    context.insert_value("words", words.value.clone());
    context.insert("register", &data);
    theme.render("register.html", &context)
}

fn row<'a>(entry: &'a RegisterEntry, words: &Words) -> RowData<'a> {
    let day = |date: Option<Date>| date.map(|date| words.date(date));
    RowData {
        reference: entry.reference.as_deref(),
        title: entry.name(),
        language: entry.language.as_deref(),
        state: entry.state.name(),
        draft: entry.draft,
        owner: entry.owner.as_deref(),
        last_updated: day(entry.last_updated),
        archive_date: day(entry.archive_date),
        address: entry.address.as_deref(),
    }
}

/// By month, in the order of the entries, which are sorted by archive date.
fn months<'a>(register: &'a Register, words: &Words) -> Vec<GroupData<'a>> {
    let mut groups: Vec<GroupData<'a>> = Vec::new();
    for entry in &register.entries {
        let first = entry.archive_date.map(|day| day.first_of_month());
        let id = first.map_or("m-none".to_owned(), |day| format!("m-{}", day.strftime("%Y-%m")));
        if groups.last().is_none_or(|group| group.id != id) {
            // '1 November 2026' without its day.
            let name = first.map(|day| words.date(day).trim_start_matches("1 ").to_owned()).unwrap_or_default();
            groups.push(GroupData { name, id, leaflets: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.leaflets.push(row(entry, words));
        }
    }
    groups
}

/// By owner in alphabetical order; those without one come last.
fn owners<'a>(register: &'a Register, words: &Words) -> Vec<GroupData<'a>> {
    let mut by_owner: BTreeMap<(bool, String), Vec<RowData<'a>>> = BTreeMap::new();
    for entry in &register.entries {
        let owner = entry.owner.clone().unwrap_or_default();
        by_owner.entry((owner.is_empty(), owner)).or_default().push(row(entry, words));
    }
    let groups = by_owner.into_iter().enumerate();
    groups
        .map(|(number, ((_, name), leaflets))| GroupData { name, id: format!("o-{}", number + 1), leaflets })
        .collect()
}

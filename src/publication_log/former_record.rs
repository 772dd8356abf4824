//! `.pamphlet/published.json`, the record that earlier programs wrote: one entry for each leaflet as it was last published.
//!
//! It is read until the first publication that begins the log, and its form is still used to pass entries on with stored
//! content.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::LogEntry;
use super::fault::{LogFault, broken_at, conflict_in};

/// The path of the record in the site folder.
pub const FORMER_PATH: &str = ".pamphlet/published.json";

/// The version of the format. It changes if older programs could misread the file.
const VERSION: u64 = 1;

/// A description of the file for people who open it.
const ABOUT: &str = "The leaflets that Pamphlet published, and their addresses. Keep this file in version control.";

#[derive(Deserialize)]
struct FormerRecord {
    version: u64,
    leaflets: Vec<LogEntry>,
}

/// The part that every version of the format has.
#[derive(Serialize, Deserialize)]
struct FormerHeader {
    version: u64,
}

/// The entries of the file, by reference in lower case.
pub(super) fn parse(text: &str) -> Result<BTreeMap<String, LogEntry>, LogFault> {
    match serde_json::from_str::<FormerRecord>(text) {
        Ok(form) if form.version == VERSION => Ok(by_reference(form.leaflets)),
        Ok(_) => Err(LogFault::Newer),
        Err(error) => Err(conflict_in(text).unwrap_or_else(|| {
            match serde_json::from_str::<FormerHeader>(text).is_ok_and(|head| head.version > VERSION) {
                true => LogFault::Newer,
                false => broken_at(text, &error, 0),
            }
        })),
    }
}

/// The text of a record with these leaflets, one on each line.
pub fn former_record(entries: impl IntoIterator<Item = LogEntry>) -> String {
    let lines = by_reference(entries.into_iter().collect()).into_values();
    let lines: Vec<String> = lines.map(|entry| serde_json::to_string(&entry).unwrap_or_default()).collect();
    let about = serde_json::to_string(ABOUT).unwrap_or_default();
    format!("{{\"version\":{VERSION},\"about\":{about},\"leaflets\":[\n{}\n]}}\n", lines.join(",\n"))
}

/// Sorts entries by reference. If two have the same reference, the later one wins, and the addresses of the other are
/// kept.
fn by_reference(entries: Vec<LogEntry>) -> BTreeMap<String, LogEntry> {
    let mut known: BTreeMap<String, LogEntry> = BTreeMap::new();
    for mut entry in entries {
        let key = entry.reference.to_lowercase();
        if let Some(before) = known.remove(&key) {
            let lost: Vec<Box<str>> =
                before.pages().filter(|page| entry.pages().all(|own| own != *page)).map(Into::into).collect();
            entry.earlier.extend(lost);
        }
        known.insert(key, entry);
    }
    known
}

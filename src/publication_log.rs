//! `.pamphlet/published.json`: the leaflets that were published, and their addresses. It belongs in version control, so
//! that no reference or address is ever lost.
//!
//! One leaflet per line, in the order of the references, so that changes are easy to read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::{Lines, SourceContent, SourceFile, SourceId, TextRange};

/// The path of the record in the site folder.
pub const PATH: &str = ".pamphlet/published.json";

/// The version of the format. It changes if older programs could misread the file.
const VERSION: u64 = 1;

/// A description of the file for people who open it.
const ABOUT: &str = "The leaflets that Pamphlet published, and their addresses. Keep this file in version control.";

/// The record of published leaflets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationLog {
    /// The file, if it exists.
    pub source: Option<SourceId>,
    /// Why it cannot be used, if so.
    pub fault: Option<LogFault>,
    /// By reference in lower case.
    entries: BTreeMap<String, LogEntry>,
}

/// A leaflet as it was last published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    pub reference: Box<str>,
    pub title: Box<str>,
    /// The address of its page, relative to the root of the site: `leaflets/cbt/`.
    pub address: Box<str>,
    /// The addresses of its translations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Box<str>>,
    /// Earlier addresses of it or its translations in this site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Box<str>>,
    /// Old addresses listed by the author in `moved_from`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_from: Vec<Box<str>>,
    /// The date of its last change.
    pub last_updated: Box<str>,
    /// The date from which it must not be used.
    pub archive_date: Box<str>,
}

impl LogEntry {
    /// All addresses of its pages in this site: the latest ones, then earlier ones.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        let last = std::iter::once(&self.address).chain(&self.translations);
        last.chain(&self.earlier).map(|address| &**address)
    }
}

/// Why the file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// It is not text, or it is a link.
    Unreadable,
    /// A newer program wrote it.
    Newer,
    /// It contains conflict markers of version control.
    Conflict(TextRange),
    /// It is not valid from this position on.
    Broken(TextRange),
}

#[derive(Deserialize)]
struct LogFile {
    version: u64,
    leaflets: Vec<LogEntry>,
}

/// The part that every version of the format has.
#[derive(Deserialize)]
struct LogHeader {
    version: u64,
}

impl PublicationLog {
    /// Parses the file. It cannot fail: a fault is stored in `fault`.
    pub fn parse(source: SourceId, file: &SourceFile) -> Self {
        let record = Self { source: Some(source), ..Self::default() };
        let SourceContent::Text(text) = &file.content else {
            return Self { fault: Some(LogFault::Unreadable), ..record };
        };
        match serde_json::from_str::<LogFile>(text) {
            Ok(form) if form.version == VERSION => Self { entries: by_reference(form.leaflets), ..record },
            Ok(_) => Self { fault: Some(LogFault::Newer), ..record },
            Err(error) => Self { fault: Some(fault(text, &error)), ..record },
        }
    }

    /// The leaflets, in the order of their references.
    pub fn entries(&self) -> impl Iterator<Item = &LogEntry> {
        self.entries.values()
    }

    /// The leaflet with a reference, ignoring case.
    pub fn entry(&self, reference: &str) -> Option<&LogEntry> {
        self.entries.get(&reference.to_lowercase())
    }

    /// Whether no published leaflets are known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The position of a leaflet in the text of the file.
    pub fn place(text: &str, reference: &str) -> TextRange {
        let written = serde_json::to_string(reference).unwrap_or_default();
        let start = text
            .find(&format!("\"reference\":{written}"))
            .map_or(0, |at| text[..at].rfind('\n').map_or(0, |end| end + 1));
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        TextRange::new(start, end)
    }
}

/// The text of a record with these leaflets.
pub fn text(entries: impl IntoIterator<Item = LogEntry>) -> String {
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

fn fault(text: &str, error: &serde_json::Error) -> LogFault {
    if let Some(at) = ["\n<<<<<<<", "\n=======", "\n>>>>>>>"].iter().filter_map(|mark| text.find(mark)).min() {
        return LogFault::Conflict(TextRange::new(at + 1, at + 8));
    }
    if serde_json::from_str::<LogHeader>(text).is_ok_and(|head| head.version > VERSION) {
        return LogFault::Newer;
    }
    let at = Lines::new(text).start_of(error.line()) + error.column().saturating_sub(1);
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    LogFault::Broken(TextRange::new(at, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileRole, Sources};

    fn read(text: &str) -> PublicationLog {
        let content = SourceContent::Text(text.into());
        let file = SourceFile { path: PATH.into(), on_disk: PATH.into(), role: FileRole::PublicationLog, content };
        let sources = Sources::new(vec![file]);
        let (id, file) = sources.iter().next().unwrap();
        PublicationLog::parse(id, file)
    }

    fn entry(reference: &str, address: &str) -> LogEntry {
        let (reference, address) = (reference.into(), address.into());
        LogEntry { reference, address, title: "A \"title\"".into(), ..LogEntry::default() }
    }

    #[test]
    fn written_records_are_parsed_again_one_leaflet_per_line() {
        let written = text([entry("PT-002", "leaflets/b/"), entry("PT-001", "leaflets/a/")]);
        let record = read(&written);
        assert_eq!(record.fault, None);
        assert_eq!(record.entries().map(|entry| &*entry.reference).collect::<Vec<_>>(), ["PT-001", "PT-002"]);
        assert_eq!(record.entry("pt-002").unwrap().address.as_ref(), "leaflets/b/");
        assert_eq!(written.lines().count(), 4);
        assert!(PublicationLog::place(&written, "PT-002").of(&written).contains("leaflets/b/"));
        assert_eq!(text(record.entries().cloned()), written);
        assert_eq!(read(&text([])).fault, None);
    }

    #[test]
    fn addresses_of_repeated_leaflets_are_kept() {
        let record = read(&text([]).replace(
            "[\n\n]",
            r#"[{"reference":"A","title":"","address":"leaflets/a/","last_updated":"","archive_date":""},
            {"reference":"a","title":"","address":"leaflets/b/","last_updated":"","archive_date":""}]"#,
        ));
        let entry = record.entry("a").unwrap();
        assert_eq!((&*entry.address, &*entry.earlier), ("leaflets/b/", &["leaflets/a/".into()][..]));
    }

    #[test]
    fn faults_are_distinguished() {
        assert_eq!(read("{\"version\": 2, \"leaflets\": {}}").fault, Some(LogFault::Newer));
        assert_eq!(read("{\"version\": 2, \"leaflets\": []}").fault, Some(LogFault::Newer));
        let good = text([entry("PT-001", "leaflets/é/")]);
        let marked = good.replace("\n{", "\n<<<<<<< ours\n{");
        assert!(matches!(read(&marked).fault, Some(LogFault::Conflict(range)) if range.of(&marked) == "<<<<<<<"));
        for end in 0..good.len() - 2 {
            let Some(cut) = good.get(..end) else { continue };
            assert!(matches!(read(cut).fault, Some(LogFault::Broken(_))), "{cut}");
        }
    }
}

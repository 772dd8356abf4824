//! `.pamphlet/publication_log.json`: which leaflets were published, and where. It is kept in version control, so that no
//! reference and no address is ever lost.
//!
//! One leaflet a line, in the order of the references, so that a change reads well beside the one before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::source::{Lines, SourceContent, SourceFile, SourceId, TextRange};

/// Where the record lies, below the site folder.
pub const PATH: &str = ".pamphlet/published.json";

/// The version of the form. It changes when an older program could misread the file.
const VERSION: u64 = 1;

/// What the file says of itself to people who open it.
const ABOUT: &str = "The leaflets that Pamphlet published, and their addresses. Keep this file in version control.";

/// The leaflets that were published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublicationLog {
    /// The file, where there is one.
    pub source: Option<SourceId>,
    /// Why it cannot be used.
    pub fault: Option<LogFault>,
    /// By reference in small letters.
    entries: BTreeMap<String, LogEntry>,
}

/// A leaflet as it was last published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its reference.
    pub reference: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where its page was, from the root of the site: `leaflets/cbt/`.
    pub address: Box<str>,
    /// Where its translations were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Box<str>>,
    /// Addresses of this site that it or a translation had before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Box<str>>,
    /// Old addresses that its author gave in `moved_from`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_from: Vec<Box<str>>,
    /// The day of its last change.
    pub last_updated: Box<str>,
    /// The day from which it must not be used.
    pub archive_date: Box<str>,
}

impl LogEntry {
    /// All pages of this site that it ever had: those that it had last, then earlier ones.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        let last = std::iter::once(&self.address).chain(&self.translations);
        last.chain(&self.earlier).map(|address| &**address)
    }
}

/// Why the file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// It is no text, or a link to somewhere else.
    Unreadable,
    /// A newer program wrote it.
    Newer,
    /// Two versions of it were put together by a program that could not decide between them.
    Conflict(TextRange),
    /// It cannot be read on from a place.
    Broken(TextRange),
}

#[derive(Deserialize)]
struct LogFile {
    version: u64,
    leaflets: Vec<LogEntry>,
}

/// What every version of the form has.
#[derive(Deserialize)]
struct LogHeader {
    version: u64,
}

impl PublicationLog {
    /// Reads the file; total, since a fault is a value.
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

    /// The leaflet of a reference; capitals do not count.
    pub fn entry(&self, reference: &str) -> Option<&LogEntry> {
        self.entries.get(&reference.to_lowercase())
    }

    /// Whether nothing was published yet, as far as is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where a leaflet stands in the text of the file.
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

/// Where two lines are of one leaflet, the later one holds, and no address of the other is lost.
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
    fn what_is_written_is_read_again_one_leaflet_a_line() {
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
    fn two_lines_of_one_leaflet_lose_no_address() {
        let record = read(&text([]).replace(
            "[\n\n]",
            r#"[{"reference":"A","title":"","address":"leaflets/a/","last_updated":"","archive_date":""},
            {"reference":"a","title":"","address":"leaflets/b/","last_updated":"","archive_date":""}]"#,
        ));
        let entry = record.entry("a").unwrap();
        assert_eq!((&*entry.address, &*entry.earlier), ("leaflets/b/", &["leaflets/a/".into()][..]));
    }

    #[test]
    fn faults_are_told_apart() {
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

//! The record of what was published: `.pamphlet/versions/log.jsonl`, with one line for each version of a leaflet and each
//! change of its dates or addresses.
//!
//! Lines are only ever added. Each contains the SHA-256 of the line before it, and the file `head` that of the last, so
//! a line that was changed, removed, inserted or cut off is noticed, and `sha256sum` alone can verify them. What
//! versions are made of is stored next to the log, in `objects`. All of it belongs in version control.

mod content_hash;
mod entry;
mod fault;
mod former_record;
mod line;
mod recording;
mod text_key;

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

pub use content_hash::ContentHash;
pub use entry::LogEntry;
pub use fault::LogFault;
use fault::{broken_at, conflict_in};
pub use former_record::{FORMER_PATH, former_record};
use line::UnknownLine;
pub use line::{Approval, ChangeClass, LogLine, LogLineKind, SectionHash, SharedPart, VersionFile, VersionObject};
pub use recording::{ObjectContent, RecordObject, Recording};
pub use text_key::TextKey;

use crate::source::{SourceContent, SourceFile, SourceId, TextRange};

/// The path of the log in the site folder.
pub const PATH: &str = ".pamphlet/versions/log.jsonl";
/// The path of the file with the hash of the last line.
pub const HEAD_PATH: &str = ".pamphlet/versions/head";
/// The folder of the objects.
pub const OBJECTS_PATH: &str = ".pamphlet/versions/objects";

/// The stored objects, by their hashes.
pub trait ObjectStore: std::fmt::Debug + Sync {
    /// The bytes of an object; `None` if it is missing or damaged.
    fn object(&self, hash: &ContentHash) -> Option<Vec<u8>>;

    /// A file with the bytes of an object, to copy a picture of an earlier version from; `None` if the object is missing
    /// or damaged, or the file cannot be written.
    fn file(&self, hash: &ContentHash) -> Option<PathBuf>;
}

/// The record of what was published.
#[derive(Clone, Debug, Default)]
pub struct PublicationLog {
    /// The file, if it exists.
    pub source: Option<SourceId>,
    /// Why it cannot be used, if so.
    pub fault: Option<LogFault>,
    /// Whether the log has begun; `false` if there is no record, or only that of an earlier program.
    pub has_begun: bool,
    /// The lines, in order.
    lines: Vec<LogLine>,
    /// The hash of the last line; zeros if there is none.
    head: Option<ContentHash>,
    /// The leaflets as they were last published, by reference in lower case.
    entries: BTreeMap<String, LogEntry>,
    /// The last line of each leaflet in each language.
    last: HashMap<TextKey, usize>,
    /// The last line of each leaflet in each language that has a wording.
    last_version: HashMap<TextKey, usize>,
    /// The number of the line by which each leaflet in each language was last archived.
    archived: HashMap<TextKey, u64>,
    /// The decisions about each leaflet in each language.
    decisions: HashMap<TextKey, Vec<usize>>,
}

impl PublicationLog {
    /// Parses a record. It cannot fail: a fault is stored in `fault`. `head` is the text of the file `head`, if it
    /// exists.
    pub fn parse(source: SourceId, file: &SourceFile, head: Option<&str>) -> Self {
        let SourceContent::Text(text) = &file.content else {
            return Self::unusable(source, LogFault::Unreadable);
        };
        let mut record = Self { source: Some(source), ..Self::default() };
        if *file.path == *FORMER_PATH {
            match former_record::parse(text) {
                Ok(entries) => record.entries = entries,
                Err(fault) => record.fault = Some(fault),
            }
            // An earlier program wrote it: the log has not begun.
            return record;
        }
        record.has_begun = true;
        record.fault = record.read_lines(text).err();
        let head = head.map(str::trim).filter(|head| !head.is_empty());
        if record.fault.is_none() && head.is_some_and(|head| *head != record.head().to_string()) {
            record.fault = Some(LogFault::Cut);
        }
        match record.fault {
            Some(fault) => Self::unusable(source, fault),
            None => record,
        }
    }

    /// A record that cannot be used.
    pub fn unusable(source: SourceId, fault: LogFault) -> Self {
        Self { source: Some(source), fault: Some(fault), has_begun: true, ..Self::default() }
    }

    fn read_lines(&mut self, text: &str) -> Result<(), LogFault> {
        let mut known: HashMap<ContentHash, u64> = HashMap::new();
        let mut start = 0;
        for written in text.split_inclusive('\n') {
            let at = start;
            start += written.len();
            let line = written.trim_end_matches(['\n', '\r']);
            let range = TextRange::new(at, at + line.len());
            // A line that was only partly written is completed or removed by the next command that writes.
            if !written.ends_with('\n') {
                return Err(LogFault::Broken(range));
            }
            let read: LogLine = serde_json::from_str(line).map_err(|error| {
                let is_newer = serde_json::from_str::<UnknownLine>(line).is_ok_and(|line| line.is_newer());
                let fault = || if is_newer { LogFault::Newer } else { broken_at(text, &error, at) };
                conflict_in(text).unwrap_or_else(fault)
            })?;
            if read.before != self.head() || read.number != self.lines.len() as u64 + 1 {
                return Err(match known.get(&read.before) {
                    Some(number) if read.number == number + 1 => LogFault::Forked(range),
                    _ => LogFault::Changed(range),
                });
            }
            let hash = ContentHash::of(line.as_bytes());
            known.insert(hash, read.number);
            self.head = Some(hash);
            self.add(read);
        }
        Ok(())
    }

    fn add(&mut self, line: LogLine) {
        let key = line.key();
        if line.kind.is_decision() {
            // What readers have is as it was.
            self.decisions.entry(key).or_default().push(self.lines.len());
            self.lines.push(line);
            return;
        }
        if line.language.is_none() {
            self.entries.insert(line.entry.reference.to_lowercase(), line.entry.clone());
        }
        let number = self.lines.len();
        if line.wording.is_some() {
            self.last_version.insert(key.clone(), number);
        }
        if line.kind == LogLineKind::Archived {
            self.archived.insert(key.clone(), line.number);
        }
        self.last.insert(key, number);
        self.lines.push(line);
    }

    /// The leaflets, in the order of their references.
    pub fn entries(&self) -> impl Iterator<Item = &LogEntry> {
        self.entries.values()
    }

    /// The leaflet with a reference, ignoring case.
    pub fn entry(&self, reference: &str) -> Option<&LogEntry> {
        self.entries.get(&reference.to_lowercase())
    }

    /// The lines, in order; empty if the log has not begun.
    pub fn lines(&self) -> &[LogLine] {
        &self.lines
    }

    /// The hash of the last line; zeros if there is none.
    pub fn head(&self) -> ContentHash {
        self.head.unwrap_or(ContentHash([0; 32]))
    }

    /// The last line of a leaflet.
    pub fn last(&self, key: &TextKey) -> Option<&LogLine> {
        self.last.get(key).map(|line| &self.lines[*line])
    }

    /// The last line of a leaflet that has a wording: the words that readers last had.
    pub fn last_version(&self, key: &TextKey) -> Option<&LogLine> {
        self.last_version.get(key).map(|line| &self.lines[*line])
    }

    /// The number of the line by which a leaflet was last archived, even if it was published again; 0 if there is none.
    pub fn last_archived(&self, key: &TextKey) -> u64 {
        self.archived.get(key).copied().unwrap_or_default()
    }

    /// What people decided about a leaflet, in order. Approvals of shared blocks and of the glossary are decisions about
    /// no leaflet, so their key has no reference.
    pub fn decisions(&self, key: &TextKey) -> impl DoubleEndedIterator<Item = &LogLine> {
        self.decisions.get(key).into_iter().flatten().map(|line| &self.lines[*line])
    }

    /// Whether no published leaflets are known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The position of a leaflet's last entry in the text of the file.
    pub fn place(text: &str, reference: &str) -> TextRange {
        let written = serde_json::to_string(reference).unwrap_or_default();
        let start = text
            .rfind(&format!("\"reference\":{written}"))
            .map_or(0, |at| text[..at].rfind('\n').map_or(0, |end| end + 1));
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        TextRange::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileRole, Sources};

    fn read_at(path: &str, text: &str, head: Option<&str>) -> PublicationLog {
        let content = SourceContent::Text(text.into());
        let file = SourceFile { path: path.into(), on_disk: path.into(), role: FileRole::PublicationLog, content };
        let sources = Sources::new(vec![file]);
        let (id, file) = sources.iter().next().unwrap();
        PublicationLog::parse(id, file, head)
    }

    fn former(text: &str) -> PublicationLog {
        read_at(FORMER_PATH, text, None)
    }

    fn entry(reference: &str, address: &str) -> LogEntry {
        let (reference, address) = (reference.into(), address.into());
        LogEntry { reference, address, title: "A \"title\"".into(), ..LogEntry::default() }
    }

    /// A log with these entries, and the hash of its last line.
    fn log(entries: &[LogEntry]) -> (String, String) {
        let (mut text, mut head) = (String::new(), ContentHash([0; 32]));
        for (index, entry) in entries.iter().enumerate() {
            let line = LogLine {
                number: index as u64 + 1,
                version: Some(1),
                class: Some(ChangeClass::New),
                entry: entry.clone(),
                wording: Some(ContentHash::of(b"words")),
                before: head,
                ..LogLine::new(LogLineKind::Published, "2026-11-23".to_owned())
            };
            let line = serde_json::to_string(&line).unwrap();
            head = ContentHash::of(line.as_bytes());
            text.push_str(&line);
            text.push('\n');
        }
        (text, head.to_string())
    }

    #[test]
    fn former_records_are_parsed_again_one_leaflet_per_line() {
        let written = former_record([entry("PT-002", "leaflets/b/"), entry("PT-001", "leaflets/a/")]);
        let record = former(&written);
        assert_eq!(record.fault, None);
        assert!(!record.has_begun);
        assert_eq!(record.entries().map(|entry| &*entry.reference).collect::<Vec<_>>(), ["PT-001", "PT-002"]);
        assert_eq!(record.entry("pt-002").unwrap().address.as_ref(), "leaflets/b/");
        assert_eq!(written.lines().count(), 4);
        assert!(PublicationLog::place(&written, "PT-002").of(&written).contains("leaflets/b/"));
        assert_eq!(former_record(record.entries().cloned()), written);
        assert_eq!(former(&former_record([])).fault, None);
    }

    #[test]
    fn addresses_of_repeated_leaflets_are_kept() {
        let record = former(&former_record([]).replace(
            "[\n\n]",
            r#"[{"reference":"A","title":"","address":"leaflets/a/","last_updated":"","archive_date":""},
            {"reference":"a","title":"","address":"leaflets/b/","last_updated":"","archive_date":""}]"#,
        ));
        let entry = record.entry("a").unwrap();
        assert_eq!((&*entry.address, &*entry.earlier), ("leaflets/b/", &["leaflets/a/".into()][..]));
    }

    #[test]
    fn faults_are_distinguished() {
        assert_eq!(former("{\"version\": 2, \"leaflets\": {}}").fault, Some(LogFault::Newer));
        assert_eq!(former("{\"version\": 2, \"leaflets\": []}").fault, Some(LogFault::Newer));
        let good = former_record([entry("PT-001", "leaflets/é/")]);
        let marked = good.replace("\n{", "\n<<<<<<< ours\n{");
        assert!(matches!(former(&marked).fault, Some(LogFault::Conflict(range)) if range.of(&marked) == "<<<<<<<"));
        for end in 0..good.len() - 2 {
            let Some(cut) = good.get(..end) else { continue };
            assert!(matches!(former(cut).fault, Some(LogFault::Broken(_))), "{cut}");
        }
    }

    #[test]
    fn logs_are_read_with_either_line_end() {
        let (text, head) =
            log(&[entry("PT-001", "leaflets/a/"), entry("PT-002", "leaflets/b/"), entry("PT-001", "leaflets/c/")]);
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let record = read_at(PATH, &text, Some(&format!("{head}\r\n")));
            assert_eq!(record.fault, None);
            assert!(record.has_begun);
            assert_eq!(record.entry("pt-001").unwrap().address.as_ref(), "leaflets/c/");
            assert_eq!(record.last_version(&TextKey::new("PT-001", None)).unwrap().number, 3);
            assert_eq!(record.head().to_string(), head);
        }
    }

    #[test]
    fn every_changed_removed_swapped_or_inserted_line_is_noticed() {
        let entries: Vec<LogEntry> = (0..6).map(|number| entry(&format!("PT-{number}"), "leaflets/a/")).collect();
        let (text, head) = log(&entries);
        let fault = |text: &str| read_at(PATH, text, Some(&head)).fault;
        assert_eq!(fault(&text), None);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            let mut removed = lines.clone();
            removed.remove(at);
            assert!(fault(&removed.concat()).is_some(), "removed line {at}");
            let mut repeated = lines.clone();
            repeated.insert(at, lines[at]);
            assert!(fault(&repeated.concat()).is_some(), "repeated line {at}");
            for other in 0..at {
                let mut swapped = lines.clone();
                swapped.swap(at, other);
                assert!(fault(&swapped.concat()).is_some(), "swapped lines {at} and {other}");
            }
        }
        for at in 0..text.len() {
            let mut flipped = text.clone().into_bytes();
            flipped[at] ^= 1;
            let Ok(flipped) = String::from_utf8(flipped) else { continue };
            assert!(fault(&flipped).is_some(), "flipped byte {at}");
        }
    }

    #[test]
    fn a_record_that_was_continued_twice_is_named() {
        let common = [entry("PT-001", "leaflets/a/")];
        let (ours, _) = log(&[common[0].clone(), entry("PT-002", "leaflets/b/")]);
        let (theirs, head) = log(&[common[0].clone(), entry("PT-003", "leaflets/c/")]);
        let mixed = format!("{ours}{}", theirs.lines().last().unwrap()) + "\n";
        assert!(matches!(read_at(PATH, &mixed, Some(&head)).fault, Some(LogFault::Forked(_))));
    }
}

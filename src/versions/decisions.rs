//! Adds a decision of a person to the record: words were sent, approved or returned, or an archive date was extended.

use super::recording::{compressed, numbered};
use crate::publication_log::{
    ContentHash, LogLine, LogLineKind, ObjectContent, PublicationLog, RecordObject, Recording, VersionObject,
    former_record,
};

/// What decisions add to the record. `object` contains the words that they are about.
pub fn record_decisions(record: &PublicationLog, decisions: Vec<LogLine>, object: Option<&VersionObject>) -> Recording {
    let mut objects = Vec::new();
    let bytes = object.and_then(|object| serde_json::to_vec(object).ok());
    let hash = bytes.as_ref().map(|bytes| ContentHash::of(bytes));
    if let (Some(hash), Some(bytes)) = (hash, bytes) {
        objects.push(RecordObject { hash, content: ObjectContent::Compressed(compressed(&bytes)) });
    }
    let mut lines = Vec::new();
    if !record.has_begun {
        // The log must not begin without what an earlier program recorded.
        let begun = |entry| LogLine { entry, ..LogLine::new(LogLineKind::Begun, decisions[0].day.to_string()) };
        lines.extend(record.entries().cloned().map(begun));
    }
    lines.extend(decisions.into_iter().map(|line| LogLine { object: hash, ..line }));
    let (lines, head) = numbered(record, lines);
    Recording {
        objects,
        lines,
        versions: 0,
        begins: !record.has_begun,
        head_before: record.head(),
        head,
        entries: former_record(record.entries().cloned()),
    }
}

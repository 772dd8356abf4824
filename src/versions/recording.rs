//! What a publication adds to the record.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Mutex;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::entries::entries;
use super::history::{History, approval, class, text_key};
use super::shared_parts::{own_hash, shared_parts};
use super::wording::wording;
use crate::date::Date;
use crate::library::{ManuscriptId, Target};
use crate::publication_log::{
    ChangeClass, ContentHash, LogEntry, LogLine, LogLineKind, ObjectContent, PublicationLog, RecordObject, Recording,
    TextKey, VersionFile, VersionObject, former_record,
};
use crate::rendering::{Artifact, Body};
use crate::site::address_of;
use crate::source::{FileRole, SourceContent, SourceId};

/// A recording without the published parts of new versions, which are known when their pages are rendered.
pub struct RecordingPlan<'a> {
    history: History<'a>,
    lines: Vec<LogLine>,
    entries: Vec<LogEntry>,
    /// The new versions, by the files of their pages.
    versions: HashMap<String, NewVersion>,
    /// The objects of new versions, by the indices of their lines.
    objects: Mutex<HashMap<usize, RecordObject>>,
}

/// A new version.
#[derive(Clone, Copy)]
struct NewVersion {
    id: ManuscriptId,
    /// The index of its line.
    line: usize,
}

/// Plans what a publication on a day adds to the record.
pub fn plan_recording<'a>(history: History<'a>, today: Date) -> RecordingPlan<'a> {
    let (library, record) = (history.inputs.library, history.record);
    let all = entries(library, record);
    let mut plan = RecordingPlan {
        history,
        lines: Vec::new(),
        entries: Vec::new(),
        versions: HashMap::new(),
        objects: Mutex::default(),
    };
    let blank = LogLine::new(LogLineKind::Changed, today.to_string());
    if !record.has_begun {
        let begun = |entry: &LogEntry| LogLine { kind: LogLineKind::Begun, entry: entry.clone(), ..blank.clone() };
        plan.lines.extend(record.entries().map(begun));
    }
    for (id, entry) in all {
        let key = text_key(library, id);
        if let Some(line) = plan.line(&key, id, &entry, &blank) {
            if line.kind == LogLineKind::Published
                && let Some(address) = address_of(library.manuscript(id))
            {
                plan.versions.insert(address.file(), NewVersion { id, line: plan.lines.len() });
            }
            plan.lines.push(line);
        }
        if library.original(id) == id {
            plan.entries.push(entry);
        }
    }
    // Entries of other leaflets are kept, because a reference must never be used again.
    let gone = record.entries().filter(|entry| library.leaflet_of(&entry.reference).is_none());
    plan.entries.extend(gone.cloned());
    for removed in &history.inputs.settings.removed {
        let key = TextKey::new(&removed.reference.value, None);
        let is_recorded = record.last(&key).is_some_and(|line| line.kind == LogLineKind::Archived);
        if let Some(entry) = record.entry(&removed.reference.value)
            && !is_recorded
            && library.leaflet_of(&entry.reference).is_none()
        {
            let note = removed.because.as_deref().map(Into::into);
            plan.lines.push(LogLine { kind: LogLineKind::Archived, entry: entry.clone(), note, ..blank.clone() });
        }
    }
    plan
}

impl RecordingPlan<'_> {
    /// The line that records a leaflet as it is now; `None` if the record already says all of it.
    fn line(&self, key: &TextKey, id: ManuscriptId, entry: &LogEntry, blank: &LogLine) -> Option<LogLine> {
        let History { inputs, record, hashes, .. } = self.history;
        let library = inputs.library;
        let fields = &library.manuscript(id).front_matter;
        let last = record.last(key);
        let version = record.last_version(key);
        let is_same = last.is_some_and(|last| last.entry == *entry);
        let line = LogLine {
            language: (library.original(id) != id).then(|| library.language(id)).flatten().map(|it| it.tag().into()),
            version: version.and_then(|line| line.version),
            entry: entry.clone(),
            last_reviewed: fields.last_reviewed.as_ref().map(|day| day.value.to_string().into()),
            approval: last.and_then(|last| last.approval.clone()),
            ..blank.clone()
        };
        if !library.is_current(id) {
            let note = fields.archived_because.as_ref().map(|reason| reason.value.clone());
            let is_recorded = is_same && last.is_some_and(|last| last.kind == LogLineKind::Archived);
            return (!is_recorded).then_some(LogLine { kind: LogLineKind::Archived, note, ..line });
        }
        let hash = hashes.get(inputs, id)?;
        let approval = approval(&self.history, id, hash);
        if let Some(version) = version.filter(|version| version.wording == Some(hash)) {
            let is_recorded = is_same
                && last.is_some_and(|last| {
                    last.kind != LogLineKind::Archived
                        && last.approval == approval
                        && last.last_reviewed == line.last_reviewed
                });
            let class = (version.entry.archive_date < entry.archive_date
                || last.is_some_and(|last| last.entry.archive_date < entry.archive_date))
            .then_some(ChangeClass::Extension);
            let is_reviewed = last.is_some_and(|last| last.last_reviewed < line.last_reviewed);
            let class = if is_reviewed { Some(ChangeClass::Review) } else { class };
            return (!is_recorded).then_some(LogLine { class, approval, ..line });
        }
        let words = wording(inputs, id)?;
        let exceptions = fields.exceptions.iter().filter_map(|exception| {
            let reason = exception.reason.as_ref().map_or("", |reason| &*reason.value);
            Some(format!("{}: {reason}", exception.rule.as_ref()?.value).into())
        });
        Some(LogLine {
            kind: LogLineKind::Published,
            version: self.history.version_label(id).map(|label| label.number),
            class: Some(version.map_or(ChangeClass::New, |version| {
                class(&self.history, id, version).unwrap_or(ChangeClass::Substantive)
            })),
            approval,
            wording: Some(hash),
            own: own_hash(inputs, id),
            shared: shared_parts(library, id),
            sections: words.sections(),
            files: self.files(id),
            note: fields.changes.first().map(|change| change.value.clone()),
            exceptions: exceptions.collect(),
            ..line
        })
    }

    /// The files that a version is made of, apart from its own: shared blocks and pictures, the glossary, the settings.
    fn files(&self, id: ManuscriptId) -> Vec<VersionFile> {
        let files = self.sources_of(id).into_iter().filter_map(|source| {
            let file = self.history.inputs.library.sources.file(source);
            let hash = match &file.content {
                SourceContent::Text(text) => ContentHash::of(text.as_bytes()),
                SourceContent::Picture(picture) => ContentHash(picture.digest),
                _ => return None,
            };
            Some(VersionFile { path: file.path.clone(), hash })
        });
        files.collect()
    }

    fn sources_of(&self, id: ManuscriptId) -> Vec<SourceId> {
        let library = self.history.inputs.library;
        let mut texts = library.texts_on_page(id);
        texts.extend(library.urgent_help(id));
        let blocks = texts.iter().filter(|text| **text != id).map(|text| library.manuscript(*text).source);
        let pictures = texts.iter().flat_map(|text| library.targets(*text)).filter_map(|target| match target {
            Target::File(source) => library.sources.file(*source).picture().is_some().then_some(*source),
            _ => None,
        });
        let glossary = (!library.glossary_uses(id).is_empty()).then_some(library.glossary.source).flatten();
        let settings = library.sources.of_role(FileRole::Settings).next().map(|(source, _)| source);
        let mut sources: Vec<SourceId> = blocks.chain(pictures).chain(glossary).chain(settings).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// Keeps the published part of a page, if it is that of a new version.
    pub fn take(&self, artifact: &Artifact) {
        let (Some(new), Body::Bytes(bytes)) = (self.versions.get(&artifact.path), &artifact.body) else { return };
        let part = main_part(&String::from_utf8_lossy(bytes)).to_owned();
        let library = self.history.inputs.library;
        let object = VersionObject {
            path: library.path(new.id).to_owned(),
            source: library.text(new.id).to_owned(),
            wording: wording(self.history.inputs, new.id).map(|wording| wording.0).unwrap_or_default(),
            part,
        };
        let bytes = serde_json::to_vec(&object).unwrap_or_default();
        let content = ObjectContent::Compressed(compressed(&bytes));
        if let Ok(mut objects) = self.objects.lock() {
            objects.insert(new.line, RecordObject { hash: ContentHash::of(&bytes), content });
        }
    }

    /// The recording, after all pages were rendered.
    pub fn finish(self) -> Recording {
        let record = self.history.record;
        let mut own = self.objects.into_inner().unwrap_or_default();
        let mut shared: HashMap<ContentHash, RecordObject> = HashMap::new();
        let sources = self.history.inputs.library.sources;
        for file in self.lines.iter().flat_map(|line| &line.files) {
            if shared.contains_key(&file.hash) {
                continue;
            }
            let Some(source) = sources.find(&file.path).map(|id| sources.file(id)) else { continue };
            let content = match &source.content {
                SourceContent::Text(text) => ObjectContent::Compressed(compressed(text.as_bytes())),
                _ => ObjectContent::File(source.on_disk.clone()),
            };
            shared.insert(file.hash, RecordObject { hash: file.hash, content });
        }
        let mut objects: Vec<RecordObject> = shared.into_values().collect();
        let begins = !record.has_begun && !self.lines.is_empty();
        let mut new = self.lines;
        for (index, line) in new.iter_mut().enumerate() {
            if let Some(object) = own.remove(&index) {
                line.object = Some(object.hash);
                objects.push(object);
            }
        }
        let versions = new.iter().filter(|line| line.kind == LogLineKind::Published).count();
        let (lines, head) = numbered(record, new);
        objects.sort_by_key(|object| object.hash);
        objects.dedup_by_key(|object| object.hash);
        Recording {
            objects,
            lines,
            versions,
            begins,
            head_before: record.head(),
            head,
            entries: former_record(self.entries),
        }
    }
}

/// New lines after those of a record, as they are written, and the hash of the last.
pub(super) fn numbered(record: &PublicationLog, new: Vec<LogLine>) -> (String, ContentHash) {
    let (mut head, mut lines) = (record.head(), String::new());
    for (index, mut line) in new.into_iter().enumerate() {
        line.number = (record.lines().len() + index) as u64 + 1;
        line.before = head;
        let written = serde_json::to_string(&line).unwrap_or_default();
        head = ContentHash::of(written.as_bytes());
        lines.push_str(&written);
        lines.push('\n');
    }
    (lines, head)
}

/// The main part of a page; the whole page if the theme has none.
fn main_part(html: &str) -> &str {
    let part = || {
        let start = html.find("<main")?;
        let end = html.rfind("</main>")? + "</main>".len();
        html.get(start..end)
    };
    part().unwrap_or(html)
}

/// The same bytes always give the same result, which `gunzip` reads.
pub(super) fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(3));
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

//! The present words of a leaflet, about which a person decides.

use super::entries::reference;
use super::history::{History, text_key};
use super::shared_parts::{own_hash, shared_parts};
use super::wording::wording;
use crate::date::Date;
use crate::library::{ManuscriptId, Target};
use crate::publication_log::{ContentHash, LogEntry, LogLine, LogLineKind, SharedPart, VersionObject};
use crate::source::SourceId;

/// The present words of a leaflet, about which a person decides.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub reference: String,
    /// The tag of the language, if it is a translation.
    pub language: Option<Box<str>>,
    pub title: String,
    /// Its file.
    pub source: SourceId,
    pub last_updated: Date,
    pub archive_date: Date,
    pub last_reviewed: Option<Date>,
    pub wording: ContentHash,
    /// The number that the words have or will have.
    pub version: u32,
    own: Option<ContentHash>,
    shared: Vec<SharedPart>,
    /// Whether readers had other words, or none.
    pub is_changed: bool,
    /// Whether the leaflet is archived.
    pub is_archived: bool,
    /// Why it was withdrawn, if its file says so.
    pub archived_because: Option<String>,
    /// The path, source and words, as they are stored.
    pub object: VersionObject,
    /// The pictures that it shows.
    pub pictures: Vec<SourceId>,
}

impl History<'_> {
    /// The present words of a leaflet; `None` if the manuscript is not a complete leaflet.
    pub fn proposal(&self, id: ManuscriptId) -> Option<Proposal> {
        let library = self.inputs.library;
        let leaflet = library.leaflet(id)?;
        let label = self.version_label(id)?;
        let last = self.record.last_version(&text_key(library, id));
        let is_translation = library.original(id) != id;
        let pictures = library.targets(id).iter().filter_map(|target| match target {
            Target::File(source) => library.sources.file(*source).picture().is_some().then_some(*source),
            _ => None,
        });
        Some(Proposal {
            reference: reference(library, id).to_owned(),
            language: library.language(id).filter(|_| is_translation).map(|language| language.tag().into()),
            title: leaflet.title.to_owned(),
            source: library.manuscript(id).source,
            last_updated: leaflet.last_updated,
            archive_date: leaflet.archive_date,
            last_reviewed: leaflet.fields().last_reviewed.as_ref().map(|day| day.value),
            wording: label.wording,
            version: label.number,
            own: own_hash(self.inputs, id),
            shared: shared_parts(library, id),
            is_changed: last.is_none_or(|line| line.wording != Some(label.wording)),
            is_archived: library.is_archived(id),
            archived_because: leaflet.fields().archived_because.as_ref().map(|reason| reason.value.to_string()),
            object: VersionObject {
                path: library.path(id).to_owned(),
                source: library.text(id).to_owned(),
                wording: wording(self.inputs, id)?.0,
                part: String::new(),
            },
            pictures: pictures.collect(),
        })
    }
}

impl Proposal {
    /// The line of a decision about these words on a day.
    pub fn decision(&self, kind: LogLineKind, day: Date) -> LogLine {
        LogLine {
            language: self.language.clone(),
            entry: LogEntry {
                reference: self.reference.as_str().into(),
                title: self.title.as_str().into(),
                last_updated: self.last_updated.to_string().into(),
                archive_date: self.archive_date.to_string().into(),
                ..LogEntry::default()
            },
            wording: Some(self.wording),
            own: self.own,
            shared: self.shared.clone(),
            ..LogLine::new(kind, day.to_string())
        }
    }
}

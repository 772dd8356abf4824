//! A line of the log.

use serde::{Deserialize, Serialize};

use super::content_hash::ContentHash;
use super::entry::LogEntry;
use super::text_key::TextKey;

/// What a line of the log records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogLineKind {
    /// A leaflet that was published before the log began, from the record of an earlier program.
    Begun,
    /// A version: words that readers had not read before.
    Published,
    /// New dates or addresses, without new words.
    Changed,
    /// The leaflet was archived by its date, withdrawn, or removed from the site.
    Archived,
    /// Words were sent to an approver.
    Sent,
    /// Words were approved, before they were published.
    Approved,
    /// Words were sent back to their author.
    Returned,
    /// Somebody gave a reason for a later archive date.
    Extended,
    /// Earlier words became the next version, to be approved.
    Reverted,
}

impl LogLineKind {
    /// Whether it records what a person decided, which changes nothing that readers have until the next build.
    pub fn is_decision(self) -> bool {
        matches!(self, Self::Sent | Self::Approved | Self::Returned | Self::Extended | Self::Reverted)
    }
}

/// How much a version changes the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeClass {
    /// The first version.
    New,
    /// Only punctuation, capitals, spaces or the style of quotation marks, not next to a number or a unit.
    Editorial,
    /// Anything else that readers read.
    Substantive,
    /// No change of words, and a later archive date.
    Extension,
    /// No change of words, and a later date of the last review.
    Review,
}

/// Who approved a wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// As the leaflet says it.
    pub by: Box<str>,
    /// The wording that was approved.
    pub wording: ContentHash,
}

/// The hash of a section of a wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionHash {
    /// The heading; empty before the first.
    pub title: Box<str>,
    pub hash: ContentHash,
}

/// A file that a version was made of, apart from its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionFile {
    /// Its path in the site folder.
    pub path: Box<str>,
    pub hash: ContentHash,
}

/// A shared block or an entry of the glossary that a leaflet shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPart {
    /// Such as `block crisis.md` or `word therapy`.
    pub name: Box<str>,
    /// The hash of its words.
    pub hash: ContentHash,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Counted from 1.
    pub number: u64,
    /// The day on which it was written, in the time zone of the site.
    pub day: Box<str>,
    pub kind: LogLineKind,
    /// The tag of the language, if the leaflet is a translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Box<str>>,
    /// The number of the version; `None` before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<ChangeClass>,
    /// The state of the leaflet after this line.
    #[serde(flatten)]
    pub entry: LogEntry,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_reviewed: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<ContentHash>,
    /// The hash of the wording without shared blocks and the glossary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<ContentHash>,
    /// The shared blocks and entries of the glossary that belong to the wording; in an approval of a shared block or an
    /// entry, that alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<SharedPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionHash>,
    /// The object with the source, the wording and the published part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<ContentHash>,
    /// Shared blocks, pictures and the glossary that the version shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<VersionFile>,
    /// Who decided, and in which role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Box<str>>,
    /// What changed, as the author wrote it, why the leaflet was archived, or the reason for a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Box<str>>,
    /// The rules that were not applied to the leaflet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Box<str>>,
    /// The version of the program.
    pub program: Box<str>,
    /// The SHA-256 of the line before it, without its line end; zeros for the first.
    pub before: ContentHash,
}

/// The part of a line that every program can read.
#[derive(Deserialize)]
pub(super) struct UnknownLine {
    /// What it records, which a newer program may call differently.
    kind: String,
}

impl UnknownLine {
    /// Whether a newer program wrote the line.
    pub fn is_newer(&self) -> bool {
        serde_json::from_value::<LogLineKind>(self.kind.as_str().into()).is_err()
    }
}

impl LogLine {
    /// A line with nothing but its kind, its day in ISO form, and the version of the program.
    pub fn new(kind: LogLineKind, day: String) -> Self {
        Self {
            number: 0,
            day: day.into(),
            kind,
            language: None,
            version: None,
            class: None,
            entry: LogEntry::default(),
            last_reviewed: None,
            approval: None,
            wording: None,
            own: None,
            shared: Vec::new(),
            sections: Vec::new(),
            object: None,
            files: Vec::new(),
            by: None,
            role: None,
            note: None,
            exceptions: Vec::new(),
            program: env!("CARGO_PKG_VERSION").into(),
            before: ContentHash([0; 32]),
        }
    }

    /// The leaflet that the line is about, in its language.
    pub fn key(&self) -> TextKey {
        TextKey::new(&self.entry.reference, self.language.as_deref())
    }
}

/// The source, the wording and the published part of a version, as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionObject {
    /// The path of the leaflet's file in the site folder.
    pub path: String,
    /// The text of that file.
    pub source: String,
    /// The wording in its normal form.
    pub wording: String,
    /// The main part of the page as readers had it, as HTML.
    pub part: String,
}

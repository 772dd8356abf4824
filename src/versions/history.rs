//! What is known about earlier versions of a library's leaflets.

use super::approval::{approval, class};
use super::change_class::changed_sentences;
use super::entries::reference;
use super::wording::{WordingInputs, wording};
use super::wording_hashes::WordingHashes;
use crate::library::{Library, ManuscriptId};
use crate::publication_log::{ChangeClass, ContentHash, LogLine, ObjectStore, PublicationLog, TextKey, VersionObject};
use crate::source::{FileRole, SourceId};

/// What is known about earlier versions of a library's leaflets.
#[derive(Clone, Copy)]
pub struct History<'a> {
    pub inputs: WordingInputs<'a>,
    pub record: &'a PublicationLog,
    /// The stored versions, if they can be read.
    pub objects: Option<&'a dyn ObjectStore>,
    pub hashes: &'a WordingHashes,
}

impl<'a> History<'a> {
    /// The words that readers of a leaflet last had, if its present words differ from them.
    pub fn changed_since(&self, id: ManuscriptId) -> Option<PublishedWords<'a>> {
        let version = self.record.last_version(&text_key(self.inputs.library, id))?;
        let class = class(self, id, version)?;
        Some(PublishedWords { version, class })
    }

    /// The sentences that differ from a version: those only there, and those only in the present words.
    pub fn changed_sentences(&self, id: ManuscriptId, version: &LogLine) -> (Vec<String>, Vec<String>) {
        let before = self.stored(version).map(|object| object.wording).unwrap_or_default();
        let after = wording(self.inputs, id).map(|wording| wording.0).unwrap_or_default();
        if before.is_empty() { (Vec::new(), Vec::new()) } else { changed_sentences(&before, &after) }
    }

    /// The date last updated that readers of a leaflet last had, in ISO form.
    pub fn last_updated(&self, id: ManuscriptId) -> Option<&'a str> {
        self.record.last(&text_key(self.inputs.library, id)).map(|line| &*line.entry.last_updated)
    }

    /// Which files changed the words of a leaflet since a version.
    pub fn cause(&self, id: ManuscriptId, version: &LogLine) -> ChangeCause {
        let library = self.inputs.library;
        let is_own_changed =
            self.stored(version).is_none_or(|object| !object.source.lines().eq(library.text(id).lines()));
        if is_own_changed {
            return ChangeCause::Own;
        }
        let changed = version.files.iter().filter_map(|file| {
            let source = library.sources.find(&file.path)?;
            let found = library.sources.file(source);
            let is_shared = matches!(found.role, FileRole::Block | FileRole::Glossary);
            (is_shared && ContentHash::of(found.text().as_bytes()) != file.hash).then_some(source)
        });
        match changed.collect::<Vec<_>>() {
            none if none.is_empty() => ChangeCause::Own,
            sources => ChangeCause::Shared(sources),
        }
    }

    /// Whether the approval that a leaflet names was given for other words, so that its page must not show it.
    pub fn is_approval_of_other_words(&self, id: ManuscriptId) -> bool {
        if !self.record.has_begun || self.inputs.library.manuscript(id).front_matter.approved_by.is_none() {
            return false;
        }
        let Some(hash) = self.hashes.get(self.inputs, id) else { return false };
        approval(self, id, hash).is_some_and(|approval| approval.wording != Some(hash))
    }

    /// The parts of a version, if they can be read.
    pub(super) fn stored(&self, version: &LogLine) -> Option<VersionObject> {
        let bytes = self.objects?.object(version.object.as_ref()?)?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// Which files changed the words of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeCause {
    /// Its own file.
    Own,
    /// Only shared blocks or the glossary.
    Shared(Vec<SourceId>),
}

/// A version, and how the present words differ from it.
#[derive(Clone, Copy, Debug)]
pub struct PublishedWords<'a> {
    pub version: &'a LogLine,
    pub class: ChangeClass,
}

/// The key of a leaflet in the record.
pub(super) fn text_key(library: &Library<'_>, id: ManuscriptId) -> TextKey {
    let language = (library.original(id) != id).then(|| library.language(id)).flatten();
    TextKey::new(reference(library, id), language.map(|language| language.tag()))
}

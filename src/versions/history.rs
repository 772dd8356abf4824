//! What is known about earlier versions of a library's leaflets.

use super::change_class::{change_class, changed_sentences};
use super::entries::reference;
use super::wording::wording;
use super::wording_hashes::WordingHashes;
use super::wording_inputs::WordingInputs;
use crate::library::{Library, ManuscriptId};
use crate::publication_log::{
    Approval, ChangeClass, ContentHash, LogLine, LogLineKind, ObjectStore, PublicationLog, TextKey, VersionObject,
};
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
        let mut shared = Vec::new();
        for file in &version.files {
            let Some(source) = library.sources.find(&file.path) else {
                // A block or a picture that is no longer there: nothing else can have the new date.
                return ChangeCause::Own;
            };
            let found = library.sources.file(source);
            let hash = match found.picture() {
                Some(picture) => ContentHash(picture.digest),
                None => ContentHash::of(found.text().as_bytes()),
            };
            match found.role {
                _ if hash == file.hash => {}
                FileRole::Block | FileRole::Glossary => shared.push(source),
                FileRole::Asset | FileRole::Static => return ChangeCause::Own,
                _ => {}
            }
        }
        // A glossary that explained none of its words before.
        if let Some(glossary) = library.glossary.source
            && !library.glossary_uses(id).is_empty()
            && version.files.iter().all(|file| file.path != library.sources.file(glossary).path)
        {
            shared.push(glossary);
        }
        match shared.is_empty() {
            true => ChangeCause::Elsewhere,
            false => ChangeCause::Shared(shared),
        }
    }

    /// Whether the approval that a leaflet names was given for other words, so that its page must not show it.
    pub fn is_approval_of_other_words(&self, id: ManuscriptId) -> bool {
        if !self.record.has_begun || self.inputs.library.manuscript(id).front_matter.approved_by.is_none() {
            return false;
        }
        let Some(hash) = self.hashes.get(self.inputs, id) else { return false };
        approval(self, id, hash).is_some_and(|approval| approval.wording != hash)
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
    /// Its own file or a picture in it.
    Own,
    /// Only shared blocks or the glossary.
    Shared(Vec<SourceId>),
    /// None of its files: a leaflet that it links to got another reference, or a word of the glossary is now a link to
    /// a new leaflet.
    Elsewhere,
}

/// A version, and how the present words differ from it.
#[derive(Clone, Copy, Debug)]
pub struct PublishedWords<'a> {
    pub version: &'a LogLine,
    pub class: ChangeClass,
}

/// The approval of a leaflet's present words: that of the record if the author's words about it did not change,
/// otherwise the author's claim for these words. `None` if the leaflet names nobody.
///
/// The approval belongs to the wording that it was given for. Editorial changes keep it.
pub(super) fn approval(history: &History<'_>, id: ManuscriptId, hash: ContentHash) -> Option<Approval> {
    let by = &history.inputs.library.manuscript(id).front_matter.approved_by.as_ref()?.value;
    let claimed = Approval { by: by.clone(), wording: hash };
    let last = history.record.last(&text_key(history.inputs.library, id));
    let Some(known) = last.and_then(|line| line.approval.as_ref()).filter(|known| known.by == *by) else {
        return Some(claimed);
    };
    let key = text_key(history.inputs.library, id);
    let approved = history.record.last_version(&key).into_iter().chain(history.record.decisions(&key));
    let is_kept = known.wording == hash
        || approved
            .filter(|line| line.wording == Some(known.wording) && line.kind != LogLineKind::Returned)
            .any(|line| history.covers(line, id));
    Some(if is_kept { claimed } else { known.clone() })
}

/// How a leaflet's present words differ from a version; `None` if they do not.
pub(super) fn class(history: &History<'_>, id: ManuscriptId, version: &LogLine) -> Option<ChangeClass> {
    let hash = history.hashes.get(history.inputs, id)?;
    if version.wording == Some(hash) {
        return None;
    }
    // Without the words of the version, nothing is known about the change.
    let Some(before) = history.stored(version) else { return Some(ChangeClass::Substantive) };
    change_class(&before.wording, &wording(history.inputs, id)?.0)
}

/// The key of a leaflet in the record.
pub(super) fn text_key(library: &Library<'_>, id: ManuscriptId) -> TextKey {
    let language = (library.original(id) != id).then(|| library.language(id)).flatten();
    TextKey::new(reference(library, id), language.map(|language| language.tag()))
}

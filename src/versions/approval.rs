//! Whether an approval belongs to the words that readers have.

use super::change_class::change_class;
use super::history::{History, text_key};
use super::wording::wording;
use crate::library::ManuscriptId;
use crate::publication_log::{Approval, ChangeClass, ContentHash, LogLine};

/// The approval of a leaflet's present words: that of the record if the author's words about it did not change,
/// otherwise the author's claim for these words. `None` if the leaflet names nobody.
///
/// The approval belongs to the wording that it was given for. Editorial changes keep it.
pub(super) fn approval(history: &History<'_>, id: ManuscriptId, hash: ContentHash) -> Option<Approval> {
    let by = &history.inputs.library.manuscript(id).front_matter.approved_by.as_ref()?.value;
    let claimed = Approval { by: by.clone(), wording: Some(hash) };
    let last = history.record.last(&text_key(history.inputs.library, id));
    let Some(known) = last.and_then(|line| line.approval.as_ref()).filter(|known| known.by == *by) else {
        return Some(claimed);
    };
    let version = history.record.last_version(&text_key(history.inputs.library, id));
    let is_kept = known.wording == Some(hash)
        || version.is_some_and(|version| {
            version.wording == known.wording && class(history, id, version) == Some(ChangeClass::Editorial)
        });
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

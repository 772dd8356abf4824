//! What every format of a leaflet shows of its version.

use super::history::{History, text_key};
use crate::library::ManuscriptId;
use crate::publication_log::ContentHash;

/// The version of a leaflet's present words, as every format shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionLabel {
    /// The number that the words have in the record, or will have once they are published.
    pub number: u32,
    /// The hash of the words, which gives the check code.
    pub wording: ContentHash,
}

impl History<'_> {
    /// The version of a leaflet's present words; `None` if the manuscript is not a complete leaflet.
    ///
    /// Counting begins at the number in the field `version`, if there is one.
    pub fn version_label(&self, id: ManuscriptId) -> Option<VersionLabel> {
        let wording = self.hashes.get(self.inputs, id)?;
        let last = self.record.last_version(&text_key(self.inputs.library, id));
        let number = match last.and_then(|line| Some((line.version?, line.wording == Some(wording)))) {
            Some((number, is_same)) => {
                if is_same {
                    number
                } else {
                    number + 1
                }
            }
            None => {
                let written = &self.inputs.library.manuscript(id).front_matter.version;
                written.as_ref().and_then(|written| written.value.trim().parse().ok()).unwrap_or(1).max(1)
            }
        };
        Some(VersionLabel { number, wording })
    }
}

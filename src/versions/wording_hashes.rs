//! The wording hashes of a library's leaflets, each computed at most once.

use std::sync::OnceLock;

use super::wording::wording;
use super::wording_inputs::WordingInputs;
use crate::library::ManuscriptId;
use crate::publication_log::ContentHash;

/// The wording hashes of a library's leaflets, each computed on first use.
#[derive(Debug, Default)]
pub struct WordingHashes(OnceLock<Box<[OnceLock<Option<ContentHash>>]>>);

impl WordingHashes {
    /// The wording hash of a leaflet; `None` if the manuscript is not a complete leaflet.
    pub fn get(&self, inputs: WordingInputs<'_>, id: ManuscriptId) -> Option<ContentHash> {
        let empty = || inputs.library.manuscripts().iter().map(|_| OnceLock::new()).collect();
        let hashes = self.0.get_or_init(empty);
        *hashes.get(id)?.get_or_init(|| wording(inputs, id).map(|wording| wording.hash()))
    }
}

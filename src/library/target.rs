//! What a link can lead to.

use super::manuscript_id::ManuscriptId;
use crate::source::SourceId;

/// Where a link or an image leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To another text, or a heading in it.
    Manuscript {
        /// Which one.
        id: ManuscriptId,
        /// The heading's id, as it was written.
        fragment: Option<Box<str>>,
    },
    /// To a heading of the same page.
    Here {
        /// The heading's id, as it was written.
        fragment: Box<str>,
    },
    /// To a file beside the leaflets or in `content/static`.
    File(SourceId),
    /// To another site, a telephone or an e-mail address, as it was written.
    Elsewhere,
    /// Nowhere.
    Missing(MissingTarget),
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingTarget {
    /// There is no file of that name.
    File,
    /// There is no leaflet of that reference.
    Reference,
    /// There is no leaflet of that title.
    Title,
    /// More than one leaflet has that title.
    AmbiguousTitle,
    /// The file exists, but is not one that readers get: settings, a block, a draft.
    NotForReaders,
    /// The path leads out of the folder `content`.
    Outside,
    /// The address is of a kind that is not safe or not known: `javascript:`, `file:`.
    Scheme,
    /// Nothing was written.
    Empty,
    /// A folder, or an address of the built site, where a file belongs.
    Folder,
}

//! Targets of links.

use super::manuscript_id::ManuscriptId;
use crate::source::SourceId;

/// The target of a link or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another text, or a heading in it.
    Manuscript {
        /// The text.
        id: ManuscriptId,
        /// The fragment identifier as written.
        fragment: Option<Box<str>>,
    },
    /// A heading on the same page.
    Here {
        /// The fragment identifier as written.
        fragment: Box<str>,
    },
    /// A file next to the leaflets or in `content/static`.
    File(SourceId),
    /// Another site, a telephone number or an email address.
    Elsewhere,
    /// A broken link.
    Missing(MissingTarget),
}

/// Why a link leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingTarget {
    /// There is no file with that name.
    File,
    /// There is no leaflet with that reference.
    Reference,
    /// There is no leaflet with that title.
    Title,
    /// More than one leaflet has that title.
    AmbiguousTitle,
    /// The file exists but is not published: settings, a block, a draft.
    NotForReaders,
    /// The path is outside the folder `content`.
    Outside,
    /// The URL scheme is unsafe or unknown: `javascript:`, `file:`.
    Scheme,
    /// The link is empty.
    Empty,
    /// The link is to a folder, or to an address of the built site, instead of a file.
    Folder,
}

//! The pictures of an EPUB.

use crate::source::SourceId;

/// A picture in an EPUB.
pub(super) struct BookPicture {
    pub source: SourceId,
    /// The path, relative to the text.
    pub path: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

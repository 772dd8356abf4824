//! The pictures of a book.

use crate::source::SourceId;

/// A picture in the book.
pub(super) struct BookPicture {
    pub source: SourceId,
    /// Its path from the text.
    pub path: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

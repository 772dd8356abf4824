//! How manuscripts are named in a library.

/// A manuscript's place in [`Library::manuscripts`](super::Library::manuscripts).
pub type ManuscriptId = usize;

//! Identifiers of manuscripts in a library.

/// The index of a manuscript in [`Library::manuscripts`](super::Library::manuscripts).
pub type ManuscriptId = usize;

//! What a publication adds to the record.

use std::path::PathBuf;

use super::content_hash::ContentHash;

/// What a publication adds to the record, in the order in which it is written: objects first, then lines.
#[derive(Debug)]
pub struct Recording {
    /// The objects that the lines refer to. Some may be stored already.
    pub objects: Vec<RecordObject>,
    /// The new lines of the log; empty if nothing changed.
    pub lines: String,
    /// How many of them are new words of leaflets.
    pub versions: usize,
    /// Whether the log has to be begun.
    pub begins: bool,
    /// The hash of the last line before.
    pub head_before: ContentHash,
    /// The hash of the last line.
    pub head: ContentHash,
    /// All entries, in the form of the record of earlier programs, to be stored with the content that passed.
    pub entries: String,
}

/// An object to be stored.
#[derive(Debug)]
pub struct RecordObject {
    pub hash: ContentHash,
    pub content: ObjectContent,
}

/// The bytes of an object.
#[derive(Debug)]
pub enum ObjectContent {
    /// Compressed.
    Compressed(Vec<u8>),
    /// The file on the disk, which is too large for memory.
    File(PathBuf),
}

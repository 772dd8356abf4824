//! Which parts of a picture's file are published.

use std::ops::Range;

use super::exif::{ExifTags, Orientation};
use super::facts::PictureSize;
use super::reader::{PictureReader, PictureStop};

/// A part of the published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FilePiece {
    /// Bytes of the original file.
    Kept(Range<u64>),
    /// Other bytes.
    Written(Vec<u8>),
}

/// A picture's size, and the parts of its file that are published.
#[derive(Debug, Default)]
pub(super) struct PicturePlan {
    /// The size as it is stored, before rotation.
    pub stored: Option<PictureSize>,
    /// The orientation, if it is not upright.
    pub orientation: Option<Orientation>,
    /// Whether it says where it was taken.
    pub holds_place: bool,
    pub pieces: Vec<FilePiece>,
}

impl PicturePlan {
    /// Keeps bytes of the file.
    pub fn keep_bytes(&mut self, range: Range<u64>) {
        match self.pieces.last_mut() {
            Some(FilePiece::Kept(last)) if last.end == range.start => last.end = range.end,
            _ => self.pieces.push(FilePiece::Kept(range)),
        }
    }

    /// Inserts other bytes.
    pub fn write(&mut self, bytes: Vec<u8>) {
        self.pieces.push(FilePiece::Written(bytes));
    }

    /// Records Exif tags. The first orientation wins.
    pub fn note(&mut self, tags: &ExifTags) {
        self.holds_place |= tags.holds_place;
        if self.orientation.is_none() {
            self.orientation = tags.orientation;
        }
    }

    /// The length of the published file.
    pub fn length(&self) -> u64 {
        let lengths = self.pieces.iter().map(|piece| match piece {
            FilePiece::Kept(range) => range.end - range.start,
            FilePiece::Written(bytes) => bytes.len() as u64,
        });
        lengths.sum()
    }

    /// The displayed size.
    pub fn size(&self) -> Option<PictureSize> {
        let stored = self.stored?;
        Some(match self.orientation.is_some_and(Orientation::swaps_sides) {
            true => PictureSize { width: stored.height, height: stored.width },
            false => stored,
        })
    }

    /// The published bytes.
    pub fn bytes(&self, reader: &mut PictureReader<'_>) -> Result<Vec<u8>, PictureStop> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.length()).unwrap_or(0));
        for piece in &self.pieces {
            match piece {
                FilePiece::Kept(range) => bytes.extend(reader.range(range.clone())?),
                FilePiece::Written(written) => bytes.extend(written),
            }
        }
        Ok(bytes)
    }
}

//! What of a picture's file readers need.

use std::ops::Range;

use super::exif::{ExifTags, Orientation};
use super::facts::PictureSize;
use super::reader::{PictureReader, PictureStop};

/// A part of the file as it will be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FilePiece {
    /// Bytes of the file.
    Kept(Range<u64>),
    /// Other bytes.
    Written(Vec<u8>),
}

/// A picture's size, and the parts of its file that readers need.
#[derive(Debug, Default)]
pub(super) struct PicturePlan {
    /// As it is stored, before it is turned.
    pub stored: Option<PictureSize>,
    /// How it must be turned.
    pub orientation: Option<Orientation>,
    /// Whether it says where it was taken.
    pub holds_place: bool,
    pub pieces: Vec<FilePiece>,
}

impl PicturePlan {
    /// Bytes of the file that stay.
    pub fn keep(&mut self, range: Range<u64>) {
        match self.pieces.last_mut() {
            Some(FilePiece::Kept(last)) if last.end == range.start => last.end = range.end,
            _ => self.pieces.push(FilePiece::Kept(range)),
        }
    }

    /// Bytes that stand there instead.
    pub fn write(&mut self, bytes: Vec<u8>) {
        self.pieces.push(FilePiece::Written(bytes));
    }

    /// What was read in Exif data. The first that says how to turn the picture counts.
    pub fn note(&mut self, tags: &ExifTags) {
        self.holds_place |= tags.holds_place;
        if self.orientation.is_none() {
            self.orientation = tags.orientation;
        }
    }

    /// How long the file will be.
    pub fn length(&self) -> u64 {
        let lengths = self.pieces.iter().map(|piece| match piece {
            FilePiece::Kept(range) => range.end - range.start,
            FilePiece::Written(bytes) => bytes.len() as u64,
        });
        lengths.sum()
    }

    /// The size as readers see it.
    pub fn size(&self) -> Option<PictureSize> {
        let stored = self.stored?;
        Some(match self.orientation.is_some_and(Orientation::swaps_sides) {
            true => PictureSize { width: stored.height, height: stored.width },
            false => stored,
        })
    }

    /// The bytes as they will be published.
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

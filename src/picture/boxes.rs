//! Boxes of the ISO base media file format, in memory.

use std::ops::Range;

/// Iterates over consecutive boxes: the name of each, and the range of its contents.
pub(super) struct Boxes<'d> {
    data: &'d [u8],
    rest: Range<usize>,
}

impl<'d> Boxes<'d> {
    /// The boxes in a range of the data.
    pub fn new(data: &'d [u8], rest: Range<usize>) -> Self {
        Self { data, rest }
    }
}

impl Iterator for Boxes<'_> {
    type Item = ([u8; 4], Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.rest.start;
        let mut head = ByteCursor::new(self.data.get(self.rest.clone())?);
        let length = usize::try_from(head.number(4)?).ok()?;
        let name: [u8; 4] = head.take(4)?.try_into().ok()?;
        let end = if length == 0 { self.rest.end } else { start.checked_add(length)? };
        if end > self.rest.end || end < start + 8 {
            return None;
        }
        self.rest.start = end;
        Some((name, start + 8..end))
    }
}

/// Reads bytes one after another.
pub(super) struct ByteCursor<'d> {
    rest: &'d [u8],
}

impl<'d> ByteCursor<'d> {
    /// Starts at the first byte.
    pub fn new(rest: &'d [u8]) -> Self {
        Self { rest }
    }

    /// The next bytes; `None` if there are fewer.
    pub fn take(&mut self, count: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// The next big-endian number of this length in bytes; 0 for length 0.
    pub fn number(&mut self, length: usize) -> Option<u64> {
        let bytes = self.take(length).filter(|_| length <= 8)?;
        Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// The remaining bytes.
    pub fn remaining(&self) -> &'d [u8] {
        self.rest
    }

    /// The version of a box, which is followed by three bytes of flags.
    pub fn version(&mut self) -> Option<u8> {
        self.take(4)?.first().copied()
    }
}

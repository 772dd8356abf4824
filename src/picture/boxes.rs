//! Boxes of ISO's media format that lie in memory.

use std::ops::Range;

/// The boxes that follow one another in a range: the name of each, and the range of its contents.
pub(super) struct Boxes<'d> {
    data: &'d [u8],
    rest: Range<usize>,
}

impl<'d> Boxes<'d> {
    /// The boxes in a range of some bytes.
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

/// Bytes that are taken one after another.
pub(super) struct ByteCursor<'d> {
    rest: &'d [u8],
}

impl<'d> ByteCursor<'d> {
    /// From the first on.
    pub fn new(rest: &'d [u8]) -> Self {
        Self { rest }
    }

    /// The next few; none where there are not so many.
    pub fn take(&mut self, count: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// The next number of so many bytes, the highest first; 0 where it has none.
    pub fn number(&mut self, length: usize) -> Option<u64> {
        let bytes = self.take(length).filter(|_| length <= 8)?;
        Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// All that was not taken yet.
    pub fn rest(&self) -> &'d [u8] {
        self.rest
    }

    /// The version of a box, which three bytes of flags follow.
    pub fn version(&mut self) -> Option<u8> {
        self.take(4)?.first().copied()
    }
}

//! Reading a picture where its parts say that the next one is, without reading what lies between.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use super::facts::PictureFault;

/// Where the bytes of a picture come from.
pub trait PictureInput: Read + Seek {}
impl<T: Read + Seek> PictureInput for T {}

/// Why a picture cannot be read on.
#[derive(Debug)]
pub(super) enum PictureStop {
    /// The system refuses.
    System(io::Error),
    /// The picture is at fault.
    Fault(PictureFault),
}

impl From<io::Error> for PictureStop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Fault(PictureFault::CutShort),
            _ => Self::System(error),
        }
    }
}

impl From<PictureFault> for PictureStop {
    fn from(fault: PictureFault) -> Self {
        Self::Fault(fault)
    }
}

/// The bytes of a picture.
pub(super) struct PictureReader<'i> {
    input: BufReader<&'i mut dyn PictureInput>,
    at: u64,
    length: u64,
}

impl<'i> PictureReader<'i> {
    /// Begins at the start.
    pub fn new(input: &'i mut dyn PictureInput) -> io::Result<Self> {
        let length = input.seek(SeekFrom::End(0))?;
        input.seek(SeekFrom::Start(0))?;
        Ok(Self { input: BufReader::new(input), at: 0, length })
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The bytes at a place.
    pub fn bytes<const N: usize>(&mut self, at: u64) -> Result<[u8; N], PictureStop> {
        // A read that ends in the middle would leave nobody knowing where the next one begins.
        if at.saturating_add(N as u64) > self.length {
            return Err(PictureFault::CutShort.into());
        }
        let mut bytes = [0; N];
        self.go(at)?;
        self.input.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    /// The bytes of a range, which is looked at before any memory is taken for it.
    pub fn range(&mut self, range: Range<u64>) -> Result<Vec<u8>, PictureStop> {
        let length = range.end.saturating_sub(range.start);
        if range.end > self.length {
            return Err(PictureFault::CutShort.into());
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| PictureFault::Damaged)?];
        self.go(range.start)?;
        self.input.read_exact(&mut bytes)?;
        self.at += length;
        Ok(bytes)
    }

    /// The first place from `at` on where two bytes that follow one another are as wanted.
    pub fn find_pair(&mut self, at: u64, is_wanted: impl Fn(u8, u8) -> bool) -> Result<Option<u64>, PictureStop> {
        let mut from = at;
        // The wanted pair is most often near: little is read first, so that many searches do not read the same bytes again
        // and again.
        let mut length = MIN_PIECE_LEN;
        while from + 1 < self.length {
            let piece = self.range(from..self.length.min(from + length))?;
            length = (length * 4).min(MAX_PIECE_LEN);
            if let Some(found) = piece.windows(2).position(|pair| is_wanted(pair[0], pair[1])) {
                return Ok(Some(from + found as u64));
            }
            // The last byte may be the first of a pair.
            from += piece.len() as u64 - 1;
        }
        Ok(None)
    }

    fn go(&mut self, to: u64) -> Result<(), PictureStop> {
        if to > self.length {
            return Err(PictureFault::CutShort.into());
        }
        // What lies in the buffer already is not read again.
        self.input.seek_relative(to as i64 - self.at as i64)?;
        self.at = to;
        Ok(())
    }
}

/// How much is looked through at first.
const MIN_PIECE_LEN: u64 = 64;
/// How much is looked through at once at most.
const MAX_PIECE_LEN: u64 = 64 * 1024;

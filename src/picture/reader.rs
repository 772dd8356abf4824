//! Random access to the parts of a picture, without reading the bytes between them.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::facts::PictureFault;

/// The source of a picture's bytes.
pub trait PictureInput: Read + Seek {}
impl<T: Read + Seek> PictureInput for T {}

/// Why reading a picture stopped.
#[derive(Debug)]
pub(super) enum PictureStop {
    /// The operating system returned an error.
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
    /// Starts at the first byte.
    pub fn new(input: &'i mut dyn PictureInput) -> io::Result<Self> {
        let length = input.seek(SeekFrom::End(0))?;
        input.seek(SeekFrom::Start(0))?;
        Ok(Self { input: BufReader::new(input), at: 0, length })
    }

    /// The number of bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The SHA-256 of all bytes.
    pub fn digest(&mut self) -> Result<[u8; 32], PictureStop> {
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        self.go(0)?;
        loop {
            match self.input.read(&mut buffer)? {
                0 => return Ok(hasher.finalize().into()),
                count => {
                    self.at += count as u64;
                    hasher.update(&buffer[..count]);
                }
            }
        }
    }

    /// The bytes at a position.
    pub fn bytes<const N: usize>(&mut self, at: u64) -> Result<[u8; N], PictureStop> {
        // After a partial read the position would be unknown.
        if at.saturating_add(N as u64) > self.length {
            return Err(PictureFault::CutShort.into());
        }
        let mut bytes = [0; N];
        self.go(at)?;
        self.input.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    /// The first bytes of a part of the picture. Bytes after a part that is too short are not read instead, because they
    /// may be of a part that is not published.
    pub fn start_of<const N: usize>(&mut self, part: Range<u64>) -> Result<[u8; N], PictureStop> {
        if part.end.saturating_sub(part.start) < N as u64 {
            return Err(PictureFault::Damaged.into());
        }
        self.bytes(part.start)
    }

    /// The bytes of a range, which is checked before memory is allocated.
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

    /// The first position from `at` on with a matching pair of consecutive bytes.
    pub fn find_pair(&mut self, at: u64, matches: impl Fn(u8, u8) -> bool) -> Result<Option<u64>, PictureStop> {
        let mut from = at;
        // The pair is usually near, so the first read is small; otherwise repeated searches would read the same bytes
        // many times.
        let mut length = MIN_PIECE_LEN;
        while from + 1 < self.length {
            let piece = self.range(from..self.length.min(from + length))?;
            length = (length * 4).min(MAX_PIECE_LEN);
            if let Some(found) = piece.windows(2).position(|pair| matches(pair[0], pair[1])) {
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
        // Keeps the buffer, so that its bytes are not read again.
        self.input.seek_relative(to as i64 - self.at as i64)?;
        self.at = to;
        Ok(())
    }
}

/// The length of the first read of a search.
const MIN_PIECE_LEN: u64 = 64;
/// The maximum length of a read in a search.
const MAX_PIECE_LEN: u64 = 64 * 1024;

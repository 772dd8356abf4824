//! The SHA-256 of a text or a file.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The digits of Crockford's base 32, which cannot be mistaken for one another (<https://www.crockford.com/base32.html>).
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A SHA-256, written as 64 hexadecimal digits, as `sha256sum` prints it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The code that every format of a leaflet shows, so that staff can find the wording of a printed copy: the first 40
    /// bits as 8 characters.
    pub fn check_code(&self) -> String {
        let bits = self.0[..5].iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let digit = |place: u32| char::from(CROCKFORD[(bits >> (35 - 5 * place) & 31) as usize]);
        (0..8).map(digit).collect()
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.to_string()
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHash;

impl fmt::Display for NotAHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a SHA-256")
    }
}

impl FromStr for ContentHash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotAHash);
        }
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(NotAHash),
        };
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(hash))
    }
}

impl TryFrom<String> for ContentHash {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, NotAHash> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_written_as_sha256sum_prints_them() {
        let hash = ContentHash::of(b"abc");
        assert_eq!(hash.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("ba78".parse::<ContentHash>(), Err(NotAHash));
        assert_eq!("Q".repeat(64).parse::<ContentHash>(), Err(NotAHash));
    }

    #[test]
    fn a_check_code_is_40_bits_in_base_32() {
        assert_eq!(ContentHash([0; 32]).check_code(), "00000000");
        assert_eq!(ContentHash([0xff; 32]).check_code(), "ZZZZZZZZ");
        let mut hash = [0; 32];
        hash[4] = 1;
        assert_eq!(ContentHash(hash).check_code(), "00000001");
        hash[0] = 0b0000_1000;
        assert_eq!(ContentHash(hash).check_code(), "10000001");
    }
}

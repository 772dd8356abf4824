//! Detects the encoding of an old text file and decodes it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::import_failure::ImportFailure;
use super::report::ImportReport;

/// Decodes a file in the most likely encoding; any other than UTF-8 is reported as a guess.
pub(super) fn decode(bytes: &[u8], account: &mut ImportReport) -> Result<String, ImportFailure> {
    let (encoding, name): (&'static Encoding, &str) = match bytes {
        [0xff, 0xfe, ..] => (UTF_16LE, "UTF-16 ('Unicode')"),
        [0xfe, 0xff, ..] => (UTF_16BE, "UTF-16 ('Unicode')"),
        _ if std::str::from_utf8(bytes).is_ok() => (UTF_8, ""),
        _ if is_utf16(bytes, 1) => (UTF_16LE, "UTF-16 ('Unicode')"),
        _ if is_utf16(bytes, 0) => (UTF_16BE, "UTF-16 ('Unicode')"),
        _ => (WINDOWS_1252, "Windows-1252 ('ANSI')"),
    };
    let binary = encoding == WINDOWS_1252 && bytes.iter().filter(|byte| **byte == 0).count() > 0;
    if binary {
        return Err(ImportFailure::new(
            "It is not a text file.",
            "If it comes from Word, rename it so that it ends in '.docx', or save it again as a Word document, and import that.",
        ));
    }
    let (text, _, faulty) = encoding.decode(bytes);
    if !name.is_empty() {
        account.guess(
            "Check accented letters and symbols. The file is not UTF-8 and was read in an older encoding:",
            name,
        );
    }
    if faulty {
        account.lost_thing("Some characters could not be read. Each was replaced with '\u{fffd}'.", "");
    }
    Ok(text.into_owned())
}

/// Whether every second byte is zero, as with Latin letters in UTF-16.
fn is_utf16(bytes: &[u8], zero_at: usize) -> bool {
    let pairs = bytes.chunks_exact(2).take(200);
    let total = pairs.len();
    total > 0 && pairs.filter(|pair| pair[zero_at] == 0 && pair[1 - zero_at] != 0).count() * 10 >= total * 7
}

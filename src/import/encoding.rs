//! From the bytes of an old text file to text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::refusal::ImportFailure;
use super::report::ImportReport;

/// The text of a file in the encoding that it most likely has; another one than today's is noted as a guess.
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
            "It is no text file.",
            "If it comes from Word, give it the ending '.docx', or save it again as a Word document, and import that.",
        ));
    }
    let (text, _, faulty) = encoding.decode(bytes);
    if !name.is_empty() {
        account.guess("The file is no UTF-8. It was read in an older encoding; look at letters beyond a to z:", name);
    }
    if faulty {
        account.lost_thing("Some signs could not be read; a '\u{fffd}' stands where they stood.", "");
    }
    // A text of zero bytes in UTF-8 is one of two bytes a letter without its mark.
    Ok(text.into_owned())
}

/// Whether every second byte of a text is zero, as in Latin letters of two bytes each.
fn is_utf16(bytes: &[u8], zero_at: usize) -> bool {
    let pairs = bytes.chunks_exact(2).take(200);
    let total = pairs.len();
    total > 0 && pairs.filter(|pair| pair[zero_at] == 0 && pair[1 - zero_at] != 0).count() * 10 >= total * 7
}

//! PNG: chunks, each with a length, a name and a checksum (<https://www.w3.org/TR/png-3/>).

use super::exif;
use super::facts::{PictureFault, PictureSize};
use super::plan::PicturePlan;
use super::reader::{PictureReader, PictureStop};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that change how a picture looks. Other ancillary chunks (those with a lower-case first letter) are removed:
/// text, dates, Exif, data of programs.
const PUBLISHED_CHUNKS: [&[u8; 4]; 16] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs",
    b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// Longer text chunks are not searched for a location.
const MAX_TEXT_LEN: u64 = 1024 * 1024;

/// Goes through the chunks.
pub(super) fn walk(reader: &mut PictureReader<'_>) -> Result<PicturePlan, PictureStop> {
    let mut plan = PicturePlan::default();
    let mut at = SIGNATURE.len() as u64;
    plan.keep_bytes(0..at);
    let mut has_picture = false;
    loop {
        let [l1, l2, l3, l4, name @ ..]: [u8; 8] = reader.bytes(at)?;
        let length = u64::from(u32::from_be_bytes([l1, l2, l3, l4]));
        let (body, end) = (at + 8, at + 8 + length + 4);
        if end > reader.length() {
            return Err(PictureFault::CutShort.into());
        }
        if plan.stored.is_none() != (&name == b"IHDR") {
            // The header comes first, and only once.
            return Err(PictureFault::Damaged.into());
        }
        match &name {
            b"IHDR" => {
                let size = |bytes| u32::from_be_bytes(bytes);
                let stored = PictureSize { width: size(reader.bytes(body)?), height: size(reader.bytes(body + 4)?) };
                if length != 13 || stored.width == 0 || stored.height == 0 {
                    return Err(PictureFault::Damaged.into());
                }
                plan.stored = Some(stored);
                plan.keep_bytes(at..end);
            }
            b"IEND" => {
                plan.keep_bytes(at..end);
                return if has_picture { Ok(plan) } else { Err(PictureFault::Damaged.into()) };
            }
            b"eXIf" if plan.orientation.is_none() => {
                plan.note(&exif::read(&reader.range(body..body + length)?));
                if let Some(orientation) = plan.orientation {
                    plan.write(chunk(*b"eXIf", &orientation.as_tiff()));
                }
            }
            b"iTXt" if length <= MAX_TEXT_LEN => {
                plan.holds_place |= exif::xmp_holds_place(&reader.range(body..body + length)?);
            }
            _ if name[0].is_ascii_uppercase() || PUBLISHED_CHUNKS.contains(&&name) => {
                has_picture |= &name == b"IDAT";
                plan.keep_bytes(at..end);
            }
            _ => {}
        }
        at = end;
    }
}

fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = (data.len() as u32).to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(data);
    let checksum = crc32fast::hash(&chunk[4..]);
    chunk.extend(checksum.to_be_bytes());
    chunk
}

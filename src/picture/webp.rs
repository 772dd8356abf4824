//! WebP: chunks in a RIFF file (RFC 9649).

use super::exif;
use super::facts::{PictureFault, PictureSize};
use super::plan::{FilePiece, PicturePlan};
use super::reader::{PictureReader, PictureStop};

/// Bits in the first byte of VP8X: Exif and XMP follow.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Longer text chunks are not searched for a location.
const MAX_TEXT_LEN: u64 = 1024 * 1024;

/// Goes through the chunks.
pub(super) fn walk(reader: &mut PictureReader<'_>) -> Result<PicturePlan, PictureStop> {
    let mut plan = PicturePlan::default();
    let end_of_file = 8 + u64::from(u32::from_le_bytes(reader.bytes(4)?));
    if end_of_file > reader.length() {
        return Err(PictureFault::CutShort.into());
    }
    // The file header is filled in last, when its length is known.
    plan.write(Vec::new());
    let mut vp8x_piece: Option<usize> = None;
    let mut has_picture = false;
    let mut at = 12;
    while at + 8 <= end_of_file {
        let [n1, n2, n3, n4, length @ ..]: [u8; 8] = reader.bytes(at)?;
        let length = u64::from(u32::from_le_bytes(length));
        let body = at + 8;
        let end = body + length + length % 2;
        // Some programs omit the last padding byte.
        if body + length > end_of_file {
            return Err(PictureFault::CutShort.into());
        }
        match &[n1, n2, n3, n4] {
            b"VP8X" if plan.stored.is_none() && length >= 10 => {
                let data: [u8; 10] = reader.bytes(body)?;
                let side = |low: u8, middle: u8, high: u8| 1 + u32::from_le_bytes([low, middle, high, 0]);
                let (width, height) = (side(data[4], data[5], data[6]), side(data[7], data[8], data[9]));
                plan.stored = Some(PictureSize { width, height });
                let mut chunk = reader.range(at..end)?;
                chunk[8] &= !(HAS_EXIF | HAS_XMP);
                vp8x_piece = Some(plan.pieces.len());
                plan.write(chunk);
            }
            b"VP8 " => {
                let data: [u8; 10] = reader.start_of(body..body + length)?;
                if data[3..6] != [0x9d, 0x01, 0x2a] {
                    return Err(PictureFault::Damaged.into());
                }
                let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
                plan.stored
                    .get_or_insert(PictureSize { width: side(data[6], data[7]), height: side(data[8], data[9]) });
                has_picture = true;
                plan.keep_bytes(at..end.min(end_of_file));
            }
            b"VP8L" => {
                let [mark, bits @ ..]: [u8; 5] = reader.start_of(body..body + length)?;
                if mark != 0x2f {
                    return Err(PictureFault::Damaged.into());
                }
                let bits = u32::from_le_bytes(bits);
                plan.stored
                    .get_or_insert(PictureSize { width: 1 + (bits & 0x3fff), height: 1 + (bits >> 14 & 0x3fff) });
                has_picture = true;
                plan.keep_bytes(at..end.min(end_of_file));
            }
            b"ANMF" => {
                has_picture = true;
                plan.keep_bytes(at..end.min(end_of_file));
            }
            b"ICCP" | b"ALPH" | b"ANIM" => plan.keep_bytes(at..end.min(end_of_file)),
            b"EXIF" => {
                let data = reader.range(body..body + length)?;
                // Some programs write the identifier of the JPEG segment before it.
                plan.note(&exif::read(data.strip_prefix(b"Exif\0\0").unwrap_or(&data)));
            }
            b"XMP " if length <= MAX_TEXT_LEN => {
                plan.holds_place |= exif::xmp_holds_place(&reader.range(body..body + length)?);
            }
            _ => {}
        }
        at = end;
    }
    if !has_picture || plan.stored.is_none_or(|size| size.width == 0 || size.height == 0) {
        return Err(PictureFault::Damaged.into());
    }
    finish(&mut plan, vp8x_piece);
    Ok(plan)
}

/// Adds the orientation, and writes the file header.
fn finish(plan: &mut PicturePlan, vp8x_piece: Option<usize>) {
    if plan.length() % 2 == 1 {
        plan.write(vec![0]);
    }
    match (plan.orientation, vp8x_piece.and_then(|index| plan.pieces.get_mut(index))) {
        (Some(orientation), Some(FilePiece::Written(head))) => {
            head[8] |= HAS_EXIF;
            let tiff = orientation.as_tiff();
            let mut chunk = b"EXIF".to_vec();
            chunk.extend((tiff.len() as u32).to_le_bytes());
            chunk.extend(tiff);
            plan.write(chunk);
        }
        // Without VP8X there can be no Exif data: browsers do not look for it.
        _ => plan.orientation = None,
    }
    let mut head = b"RIFF".to_vec();
    head.extend((plan.length() as u32 + 4).to_le_bytes());
    head.extend(b"WEBP");
    plan.pieces[0] = FilePiece::Written(head);
}

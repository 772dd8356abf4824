//! JPEG: segments, each with a marker and a length, with the image data between them (ITU T.81, annex B).

use super::exif;
use super::facts::{PictureFault, PictureSize};
use super::plan::PicturePlan;
use super::reader::{PictureReader, PictureStop};

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;

const EXIF: &[u8] = b"Exif\0\0";
/// The start of a JFIF segment: identifier, version, pixel density, and no thumbnail.
const JFIF: &[u8] = b"JFIF\0";
const JFIF_LENGTH: u64 = 14;

/// Goes through the segments: up to the image data if that is sufficient, or to the end of the file.
pub(super) fn walk(reader: &mut PictureReader<'_>, to_the_end: bool) -> Result<PicturePlan, PictureStop> {
    let mut plan = PicturePlan::default();
    plan.keep_bytes(0..2);
    let mut at = 2;
    let mut in_picture = false;
    loop {
        let (mark, end) = match next(reader, at) {
            Ok(next) => next,
            // Browsers show truncated pictures as far as possible.
            Err(PictureStop::Fault(_)) if in_picture && to_the_end => {
                plan.write(vec![0xff, END]);
                return Ok(plan);
            }
            Err(stop) => return Err(stop),
        };
        let Some(mark) = mark else {
            // Fill bytes, and stray bytes between segments.
            at = end;
            continue;
        };
        let body = at + 4;
        match mark {
            END => {
                plan.keep_bytes(at..end);
                // The rest of the file does not belong to this picture: a second picture, a video, their locations.
                return if plan.stored.is_some() { Ok(plan) } else { Err(PictureFault::Damaged.into()) };
            }
            0xe0..=0xef | COMMENT => application(reader, mark, at..end, in_picture, &mut plan)?,
            // C4, C8 and CC are within the range of frame headers, but are not frame headers.
            0xc0..=0xcf if !matches!(mark, 0xc4 | 0xc8 | 0xcc) => {
                let [_, h1, h2, w1, w2] = reader.start_of(body..end)?;
                let size = PictureSize {
                    width: u16::from_be_bytes([w1, w2]).into(),
                    height: u16::from_be_bytes([h1, h2]).into(),
                };
                if size.width == 0 || size.height == 0 {
                    return Err(PictureFault::Damaged.into());
                }
                plan.stored.get_or_insert(size);
                plan.keep_bytes(at..end);
            }
            SCAN => {
                if plan.stored.is_none() {
                    return Err(PictureFault::Damaged.into());
                }
                in_picture = true;
                if !to_the_end && reader.bytes(reader.length() - 2)? == [0xff, END] {
                    return Ok(plan);
                }
                let after = reader.find_pair(end, |first, second| first == 0xff && is_marker(second))?;
                if after.is_none() && !to_the_end {
                    return Err(PictureFault::CutShort.into());
                }
                let after = after.unwrap_or(reader.length());
                plan.keep_bytes(at..after);
                at = after;
                continue;
            }
            _ => plan.keep_bytes(at..end),
        }
        at = end;
    }
}

/// The marker at a position and the end of its segment; without a marker, the position to continue at.
fn next(reader: &mut PictureReader<'_>, at: u64) -> Result<(Option<u8>, u64), PictureStop> {
    let [first, mark] = reader.bytes(at)?;
    if first != 0xff || !is_marker(mark) {
        let found = reader.find_pair(at, |first, second| first == 0xff && is_marker(second))?;
        return Ok((None, found.ok_or(PictureFault::CutShort)?));
    }
    if matches!(mark, END | 0x01) {
        return Ok((Some(mark), at + 2));
    }
    let length = u16::from_be_bytes(reader.bytes(at + 2)?);
    let end = at + 2 + u64::from(length);
    match length {
        // A second start of image is not valid.
        _ if mark == 0xd8 => Err(PictureFault::Damaged.into()),
        0 | 1 => Err(PictureFault::Damaged.into()),
        _ if end > reader.length() => Err(PictureFault::CutShort.into()),
        _ => Ok((Some(mark), end)),
    }
}

/// Whether such a byte after FF is a marker: 00 escapes FF itself, FF is a fill byte, D0 to D7 are restart markers
/// within the scan.
fn is_marker(byte: u8) -> bool {
    !matches!(byte, 0x00 | 0xff | 0xd0..=0xd7)
}

/// Metadata segments. Those for colours are kept: the profile (APP2), the colour transform (APP14), JFIF itself.
fn application(
    reader: &mut PictureReader<'_>,
    mark: u8,
    segment: std::ops::Range<u64>,
    in_picture: bool,
    plan: &mut PicturePlan,
) -> Result<(), PictureStop> {
    let data = reader.range(segment.start + 4..segment.end)?;
    match mark {
        0xe0 if data.starts_with(JFIF) && data.len() as u64 >= JFIF_LENGTH => match data.len() as u64 == JFIF_LENGTH {
            true => plan.keep_bytes(segment),
            false => {
                // The thumbnail may show what was cropped from the picture.
                let mut short = b"\xff\xe0\0\x10".to_vec();
                short.extend(&data[..12]);
                short.extend([0, 0]);
                plan.write(short);
            }
        },
        // Orientation is only valid before the image data.
        0xe1 if data.starts_with(EXIF) && in_picture => {
            plan.holds_place |= exif::read(&data[EXIF.len()..]).holds_place;
        }
        0xe1 if data.starts_with(EXIF) => {
            let first = plan.orientation.is_none();
            plan.note(&exif::read(&data[EXIF.len()..]));
            if let Some(orientation) = plan.orientation.filter(|_| first) {
                let tiff = orientation.as_tiff();
                let mut short = vec![0xff, 0xe1, 0, (2 + EXIF.len() + tiff.len()) as u8];
                short.extend(EXIF);
                short.extend(tiff);
                plan.write(short);
            }
        }
        0xe1 => plan.holds_place |= exif::xmp_holds_place(&data),
        0xe2 if data.starts_with(b"ICC_PROFILE\0") => plan.keep_bytes(segment),
        0xee if data.starts_with(b"Adobe") => plan.keep_bytes(segment),
        _ => {}
    }
    Ok(())
}

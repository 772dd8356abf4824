//! GIF: blocks, split into pieces of up to 255 bytes (GIF89a specification).

use super::facts::{PictureFault, PictureSize};
use super::plan::PicturePlan;
use super::reader::{PictureReader, PictureStop};

/// Application extensions that change how a picture looks: how often it is repeated, and its colours.
const PUBLISHED_CHUNKS: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

const END: u8 = 0x3b;

/// Goes through the blocks.
pub(super) fn walk(reader: &mut PictureReader<'_>) -> Result<PicturePlan, PictureStop> {
    let mut plan = PicturePlan::default();
    let [w1, w2, h1, h2, flags]: [u8; 5] = reader.bytes(6)?;
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]));
    let stored = PictureSize { width: side(w1, w2), height: side(h1, h2) };
    if stored.width == 0 || stored.height == 0 {
        return Err(PictureFault::Damaged.into());
    }
    plan.stored = Some(stored);
    let mut at = 13 + colours(flags);
    plan.keep_bytes(0..at);
    let mut has_picture = false;
    loop {
        let block = match reader.bytes(at) {
            Ok([block]) => block,
            // Some programs omit the end, and browsers do not need it.
            Err(PictureStop::Fault(PictureFault::CutShort)) if has_picture => END,
            Err(stop) => return Err(stop),
        };
        match block {
            // An image: its position and size, colour table, code size and pieces.
            0x2c => {
                let [flags] = reader.bytes(at + 9)?;
                let end = after_pieces(reader, at + 10 + colours(flags) + 1)?;
                plan.keep_bytes(at..end);
                at = end;
                has_picture = true;
            }
            0x21 => {
                let [label] = reader.bytes(at + 1)?;
                let end = after_pieces(reader, at + 2)?;
                let is_kept = match label {
                    // How long an image is shown, and which colour is transparent.
                    0xf9 => true,
                    0xff => reader.bytes(at + 2)? == [11u8] && PUBLISHED_CHUNKS.contains(&&reader.bytes(at + 3)?),
                    // Comments, and text that no browser shows.
                    _ => false,
                };
                if is_kept {
                    plan.keep_bytes(at..end);
                }
                at = end;
            }
            END if has_picture => {
                plan.write(vec![END]);
                return Ok(plan);
            }
            _ if has_picture => {
                // Data after the last image is invalid; browsers stop here too.
                plan.write(vec![END]);
                return Ok(plan);
            }
            _ => return Err(PictureFault::Damaged.into()),
        }
    }
}

/// The size of a colour table in bytes.
fn colours(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The end of the pieces that begin at a position.
fn after_pieces(reader: &mut PictureReader<'_>, mut at: u64) -> Result<u64, PictureStop> {
    loop {
        let [length] = reader.bytes(at)?;
        at += 1 + u64::from(length);
        if length == 0 {
            return Ok(at);
        }
    }
}

//! Pictures: how large they are, and what their files say that is nobody's business.
//!
//! A phone writes into each photo where it was taken. Looking at a picture reads the heads of its parts alone; cleaning it
//! goes over all of it once, and changes neither its dots nor its colours.

mod avif;
mod boxes;
mod exif;
mod facts;
mod gif;
mod jpeg;
mod length;
mod plan;
mod png;
mod reader;
mod style;
mod svg;
mod webp;

use std::io;

pub use facts::{
    ActiveDrawing, ActiveEffect, ActivePart, MAX_PICTURE_SIZE, PictureFacts, PictureFault, PictureFormat, PictureSize,
};
use plan::PicturePlan;
pub use reader::PictureInput;
use reader::{PictureReader, PictureStop};

/// Looks at a picture: what its file is called, and its bytes.
///
/// # Errors
/// What the system says where it does not hand the bytes over. That the file is no picture is no error but a fault.
pub fn look(name: &str, input: &mut dyn PictureInput) -> io::Result<Result<PictureFacts, PictureFault>> {
    let mut reader = PictureReader::new(input)?;
    match inspect(name, &mut reader) {
        Ok(picture) => Ok(Ok(picture)),
        Err(PictureStop::Fault(fault)) => Ok(Err(fault)),
        Err(PictureStop::System(error)) => Err(error),
    }
}

/// The bytes of a picture as they are published: the same dots, without what the file says besides.
///
/// # Errors
/// As [`look`].
pub fn clean(name: &str, input: &mut dyn PictureInput) -> io::Result<Result<Vec<u8>, PictureFault>> {
    let mut reader = PictureReader::new(input)?;
    match cleaned(name, &mut reader) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(PictureStop::Fault(fault)) => Ok(Err(fault)),
        Err(PictureStop::System(error)) => Err(error),
    }
}

fn inspect(name: &str, reader: &mut PictureReader<'_>) -> Result<PictureFacts, PictureStop> {
    let format = format(name, reader)?;
    let bytes = reader.length();
    if format == PictureFormat::Svg {
        let text = text(reader)?;
        let drawing = svg::read(&text)?;
        let active = (!drawing.active.is_empty())
            .then(|| Box::new(ActiveDrawing { text: text.into_boxed_str(), parts: drawing.active }));
        return Ok(PictureFacts { format, bytes, size: drawing.size, holds_place: false, active });
    }
    let plan = walk(format, reader, false)?;
    Ok(PictureFacts { format, bytes, size: plan.size(), holds_place: plan.holds_place, active: None })
}

fn cleaned(name: &str, reader: &mut PictureReader<'_>) -> Result<Vec<u8>, PictureStop> {
    match format(name, reader)? {
        PictureFormat::Svg => reader.range(0..reader.length()),
        format => walk(format, reader, true)?.bytes(reader),
    }
}

fn walk(format: PictureFormat, reader: &mut PictureReader<'_>, to_the_end: bool) -> Result<PicturePlan, PictureStop> {
    match format {
        PictureFormat::Jpeg => jpeg::walk(reader, to_the_end),
        PictureFormat::Png => png::walk(reader),
        PictureFormat::Gif => gif::walk(reader),
        PictureFormat::Webp => webp::walk(reader),
        PictureFormat::Avif => avif::walk(reader),
        PictureFormat::Svg => Ok(PicturePlan::default()),
    }
}

/// What a file is, told by its first bytes.
fn format(name: &str, reader: &mut PictureReader<'_>) -> Result<PictureFormat, PictureStop> {
    let length = reader.length();
    match length {
        0 => return Err(PictureFault::Empty.into()),
        _ if length > MAX_PICTURE_SIZE => return Err(PictureFault::TooLarge { bytes: length }.into()),
        _ => {}
    }
    let start = reader.range(0..length.min(48))?;
    let promised = PictureFormat::of_name(name);
    let found = match start.as_slice() {
        [0xff, 0xd8, 0xff, ..] => PictureFormat::Jpeg,
        _ if start.starts_with(png::SIGNATURE) => PictureFormat::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => PictureFormat::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => PictureFormat::Webp,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
            // The kinds that it is compatible with: four letters each.
            let brands: Vec<&[u8]> = start[8..].chunks_exact(4).collect();
            let is = |wanted: &[&[u8]]| brands.iter().any(|brand| wanted.contains(brand));
            match () {
                () if is(&[b"avif", b"avis"]) => PictureFormat::Avif,
                () if is(&[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"]) => {
                    return Err(PictureFault::Heic.into());
                }
                () => return Err(PictureFault::Unknown.into()),
            }
        }
        [0x1f, 0x8b, ..] if promised == Some(PictureFormat::Svg) => return Err(PictureFault::NoDrawing.into()),
        _ if promised == Some(PictureFormat::Svg) => return Ok(PictureFormat::Svg),
        _ if start.starts_with(b"<?xml") || start.starts_with(b"<svg") => {
            return Err(PictureFault::OtherFormat { is: PictureFormat::Svg }.into());
        }
        _ => return Err(PictureFault::Unknown.into()),
    };
    // Hosts announce a file by its name. Browsers look at the bytes of dots all the same, but never take one for a drawing.
    match promised {
        Some(PictureFormat::Svg) => Err(PictureFault::OtherFormat { is: found }.into()),
        _ => Ok(found),
    }
}

/// The text of a drawing.
fn text(reader: &mut PictureReader<'_>) -> Result<String, PictureStop> {
    let bytes = reader.range(0..reader.length())?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        PictureFault::BrokenDrawing { line: good.iter().filter(|byte| **byte == b'\n').count() + 1 }
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

//! Pictures: their sizes, and the removal of private metadata from their files.
//!
//! A phone writes into each photo where it was taken. Inspecting a picture reads the headers of its parts, and all of it
//! once for its hash, never as a whole into memory; cleaning it changes neither pixels nor colours.

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

/// Inspects a picture, given its file name and its bytes.
///
/// # Errors
/// The operating system's error if the bytes cannot be read. A file that is not a picture is a fault, not an error.
pub fn look(name: &str, input: &mut dyn PictureInput) -> io::Result<Result<PictureFacts, PictureFault>> {
    let mut reader = PictureReader::new(input)?;
    match inspect(name, &mut reader) {
        Ok(picture) => Ok(Ok(picture)),
        Err(PictureStop::Fault(fault)) => Ok(Err(fault)),
        Err(PictureStop::System(error)) => Err(error),
    }
}

/// The bytes of a picture as they are published: the same pixels, without metadata.
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
        return Ok(PictureFacts {
            format,
            bytes,
            size: drawing.size,
            holds_place: false,
            digest: reader.digest()?,
            active,
        });
    }
    let plan = walk(format, reader, false)?;
    let (size, holds_place) = (plan.size(), plan.holds_place);
    Ok(PictureFacts { format, bytes, size, holds_place, digest: reader.digest()?, active: None })
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

/// Detects the format of a file from its first bytes.
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
            // The compatible brands: four letters each.
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
    // Hosts determine the type of a file by its name. Browsers still detect raster formats from the bytes, but never
    // SVG.
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

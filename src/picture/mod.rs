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

pub use facts::{Active, ActiveDrawing, ActivePart, Format, LARGEST_PICTURE, Picture, PictureFault, Size};
use plan::Plan;
pub use reader::Input;
use reader::{Reader, Stop};

/// Looks at a picture: what its file is called, and its bytes.
///
/// # Errors
/// What the system says where it does not hand the bytes over. That the file is no picture is no error but a fault.
pub fn look(name: &str, input: &mut dyn Input) -> io::Result<Result<Picture, PictureFault>> {
    let mut reader = Reader::new(input)?;
    match looked(name, &mut reader) {
        Ok(picture) => Ok(Ok(picture)),
        Err(Stop::Fault(fault)) => Ok(Err(fault)),
        Err(Stop::System(error)) => Err(error),
    }
}

/// The bytes of a picture as they are published: the same dots, without what the file says besides.
///
/// # Errors
/// As [`look`].
pub fn clean(name: &str, input: &mut dyn Input) -> io::Result<Result<Vec<u8>, PictureFault>> {
    let mut reader = Reader::new(input)?;
    match cleaned(name, &mut reader) {
        Ok(bytes) => Ok(Ok(bytes)),
        Err(Stop::Fault(fault)) => Ok(Err(fault)),
        Err(Stop::System(error)) => Err(error),
    }
}

fn looked(name: &str, reader: &mut Reader<'_>) -> Result<Picture, Stop> {
    let format = format(name, reader)?;
    let bytes = reader.length();
    if format == Format::Svg {
        let text = text(reader)?;
        let drawing = svg::read(&text)?;
        let active = (!drawing.active.is_empty())
            .then(|| Box::new(ActiveDrawing { text: text.into_boxed_str(), parts: drawing.active }));
        return Ok(Picture { format, bytes, size: drawing.size, holds_place: false, active });
    }
    let plan = walk(format, reader, false)?;
    Ok(Picture { format, bytes, size: plan.size(), holds_place: plan.holds_place, active: None })
}

fn cleaned(name: &str, reader: &mut Reader<'_>) -> Result<Vec<u8>, Stop> {
    match format(name, reader)? {
        Format::Svg => reader.range(0..reader.length()),
        format => walk(format, reader, true)?.bytes(reader),
    }
}

fn walk(format: Format, reader: &mut Reader<'_>, to_the_end: bool) -> Result<Plan, Stop> {
    match format {
        Format::Jpeg => jpeg::walk(reader, to_the_end),
        Format::Png => png::walk(reader),
        Format::Gif => gif::walk(reader),
        Format::Webp => webp::walk(reader),
        Format::Avif => avif::walk(reader),
        Format::Svg => Ok(Plan::default()),
    }
}

/// What a file is, told by its first bytes.
fn format(name: &str, reader: &mut Reader<'_>) -> Result<Format, Stop> {
    let length = reader.length();
    match length {
        0 => return Err(PictureFault::Empty.into()),
        _ if length > LARGEST_PICTURE => return Err(PictureFault::TooLarge { bytes: length }.into()),
        _ => {}
    }
    let start = reader.range(0..length.min(48))?;
    let promised = Format::of_name(name);
    let found = match start.as_slice() {
        [0xff, 0xd8, 0xff, ..] => Format::Jpeg,
        _ if start.starts_with(png::SIGNATURE) => Format::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Format::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Format::Webp,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
            // The kinds that it is compatible with: four letters each.
            let brands: Vec<&[u8]> = start[8..].chunks_exact(4).collect();
            let is = |wanted: &[&[u8]]| brands.iter().any(|brand| wanted.contains(brand));
            match () {
                () if is(&[b"avif", b"avis"]) => Format::Avif,
                () if is(&[b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"]) => {
                    return Err(PictureFault::Heic.into());
                }
                () => return Err(PictureFault::Unknown.into()),
            }
        }
        [0x1f, 0x8b, ..] if promised == Some(Format::Svg) => return Err(PictureFault::NoDrawing.into()),
        _ if promised == Some(Format::Svg) => return Ok(Format::Svg),
        _ if start.starts_with(b"<?xml") || start.starts_with(b"<svg") => {
            return Err(PictureFault::OtherFormat { is: Format::Svg }.into());
        }
        _ => return Err(PictureFault::Unknown.into()),
    };
    // Hosts announce a file by its name. Browsers look at the bytes of dots all the same, but never take one for a drawing.
    match promised {
        Some(Format::Svg) => Err(PictureFault::OtherFormat { is: found }.into()),
        _ => Ok(found),
    }
}

/// The text of a drawing.
fn text(reader: &mut Reader<'_>) -> Result<String, Stop> {
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

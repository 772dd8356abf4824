//! What is known about a picture.

use std::ops::Range;

/// The maximum size of a picture, in bytes. A photo from a good camera has about 20 MB.
pub const MAX_PICTURE_SIZE: u64 = 64 * 1024 * 1024;

/// The format of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Joint Photographic Experts Group: photos.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Graphics Interchange Format.
    Gif,
    Webp,
    /// AV1 Image File Format.
    Avif,
    /// Scalable Vector Graphics: a drawing, written as text.
    Svg,
}

impl PictureFormat {
    /// Its common name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
            Self::Avif => "AVIF",
            Self::Svg => "SVG",
        }
    }

    /// The format according to a file name; `None` if browsers do not show such files as pictures.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => Self::Jpeg,
            "png" => Self::Png,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            "avif" => Self::Avif,
            "svg" => Self::Svg,
            _ => return None,
        })
    }
}

/// The displayed size, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    pub width: u32,
    pub height: u32,
}

/// The facts about a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    pub format: PictureFormat,
    /// The size of its file, in bytes.
    pub bytes: u64,
    /// Its size; `None` for a drawing without a size of its own.
    pub size: Option<PictureSize>,
    /// Whether it says where it was taken.
    pub holds_place: bool,
    /// The SHA-256 of its file.
    pub digest: [u8; 32],
    /// The active content of a drawing, with its text; `None` if there is none.
    pub active: Option<Box<ActiveDrawing>>,
}

/// A drawing with active content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveDrawing {
    pub text: Box<str>,
    /// The active parts, in the order of the text; never empty.
    pub parts: Vec<ActivePart>,
}

/// An active part of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivePart {
    /// Its position in the text.
    pub range: Range<usize>,
    /// What it would do.
    pub what: ActiveEffect,
}

/// What a part of a drawing would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActiveEffect {
    /// An element that contains a script, a web page or a video: its name.
    Element(Box<str>),
    /// An attribute that runs a script: its name.
    Handler(Box<str>),
    /// An address that is a script.
    Program,
    /// An address of another file, as it is written.
    Elsewhere(Box<str>),
    /// It declares entities, which can expand to anything.
    Declarations,
    /// It loads an external style sheet.
    StyleSheet,
}

/// Why a file cannot be shown as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// It is empty.
    Empty,
    /// It is not a picture that browsers show.
    Unknown,
    /// It is a picture in the format of newer phones (HEIC), which most browsers do not show.
    Heic,
    /// Its name implies another format, so web hosts would send it with the wrong type.
    OtherFormat {
        /// Its actual format.
        is: PictureFormat,
    },
    /// It is truncated.
    CutShort,
    /// Its parts are inconsistent.
    Damaged,
    /// It is larger than [`MAX_PICTURE_SIZE`].
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// A drawing with a syntax error.
    BrokenDrawing {
        /// The line, from 1.
        line: usize,
    },
    /// A drawing without the SVG namespace (`xmlns`), or a compressed one (`.svgz`).
    NoDrawing,
}

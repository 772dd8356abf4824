//! What is known of a picture.

use std::ops::Range;

/// The largest picture that is taken, in bytes. A photo of a good camera is about 20 MB.
pub const MAX_PICTURE_SIZE: u64 = 64 * 1024 * 1024;

/// How a picture is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Joint Photographic Experts Group: photos.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Graphics Interchange Format.
    Gif,
    /// WebP.
    Webp,
    /// AV1 Image File Format.
    Avif,
    /// Scalable Vector Graphics: a drawing, written as text.
    Svg,
}

impl PictureFormat {
    /// Its name, as people know it.
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

    /// The format that the name of a file promises; none where browsers do not show such a file as a picture.
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

/// Width and height in CSS pixels, as readers see the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureSize {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// What was seen in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFacts {
    /// How it is stored.
    pub format: PictureFormat,
    /// How long its file is.
    pub bytes: u64,
    /// Its size; none for a drawing that has none of its own.
    pub size: Option<PictureSize>,
    /// Whether it says where it was taken.
    pub holds_place: bool,
    /// What a drawing would do besides being seen, with its text; none where it does nothing.
    pub active: Option<Box<ActiveDrawing>>,
}

/// A drawing that does more than be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActiveDrawing {
    /// Its text.
    pub text: Box<str>,
    /// What it would do, in the order of its text; never empty.
    pub parts: Vec<ActivePart>,
}

/// A part of a drawing that does more than be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivePart {
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// What it is.
    pub what: ActiveEffect,
}

/// What a part of a drawing would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActiveEffect {
    /// An element that holds a program, a web page or a film: its name.
    Element(Box<str>),
    /// An attribute that starts a program: its name.
    Handler(Box<str>),
    /// An address that is a program.
    Program,
    /// An address of another file: as it is written.
    Elsewhere(Box<str>),
    /// It declares words of its own, which can stand for anything.
    Declarations,
    /// It brings a style sheet from elsewhere.
    StyleSheet,
}

/// Why a file cannot be shown as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFault {
    /// There is nothing in it.
    Empty,
    /// It is no picture that browsers show.
    Unknown,
    /// It is a picture in the format of newer phones (HEIC), which most browsers do not show.
    Heic,
    /// Its name promises another format, so that web hosts would announce it wrongly.
    OtherFormat {
        /// What it is.
        is: PictureFormat,
    },
    /// It ends in the middle.
    CutShort,
    /// Its parts do not fit together.
    Damaged,
    /// It is longer than [`MAX_PICTURE_SIZE`].
    TooLarge {
        /// Its length in bytes.
        bytes: u64,
    },
    /// A drawing whose text cannot be read on from a line.
    BrokenDrawing {
        /// The line, from 1.
        line: usize,
    },
    /// A drawing that does not say that it is one (its `xmlns` is missing), or one that is packed (`.svgz`).
    NoDrawing,
}

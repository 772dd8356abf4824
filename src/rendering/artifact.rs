//! Output of renderers: files of the built site.

use std::path::PathBuf;

/// One file of the new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path in the output folder, with `/` between folders.
    pub path: String,
    /// Its content.
    pub body: Body,
}

/// The content of an [`Artifact`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// An unchanged copy of this file.
    CopyOf(PathBuf),
    /// This cached file of an earlier build. It is never modified, so it may be hard-linked.
    Cached(PathBuf),
    /// The picture in this file, without metadata.
    PictureOf(PathBuf),
}

impl Artifact {
    /// A file of text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), body: Body::Bytes(text.into().into_bytes()) }
    }
}

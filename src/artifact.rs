//! What a renderer hands over: a path in the site, and what stands there.

use std::path::PathBuf;

/// One file of the site to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Its path below the output folder, with `/` between folders.
    pub path: String,
    /// What it holds.
    pub body: Body,
}

/// What an [`Artifact`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The same as this file, which is copied as it stands.
    CopyOf(PathBuf),
    /// The same as this file that a build before kept. Nobody changes it, so the two may be one on the disk.
    Cached(PathBuf),
    /// The same picture as in this file, without what the file says besides.
    PictureOf(PathBuf),
}

impl Artifact {
    /// A file of text.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), body: Body::Bytes(text.into().into_bytes()) }
    }
}

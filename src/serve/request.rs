//! What the one thread that owns the texts is asked.

use std::path::PathBuf;

use tokio::sync::oneshot;

/// A question, or news from the disk.
pub(super) enum PreviewRequest {
    /// A browser asks for something.
    Wanted(Route, oneshot::Sender<Reply>),
    /// Something happened to these files or folders.
    Touched(Vec<PathBuf>),
    /// So much happened that nobody knows what: everything must be looked at again.
    Anything,
}

/// What a browser asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// A file of the site.
    File(String),
    /// The list of all leaflets, with what stands behind the `?`.
    Desk(String),
    /// A file of the site folder with its lines.
    Lines(String),
    /// A style or a script of the preview's own.
    Own(String),
}

/// What a browser gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// The status: 200, 404 and so on.
    pub status: u16,
    /// What kind of file it is.
    pub kind: String,
    /// Where to go instead.
    pub location: Option<String>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Reply {
    /// A page.
    pub fn page(status: u16, html: String) -> Self {
        Self { status, kind: "text/html; charset=utf-8".to_owned(), location: None, body: html.into_bytes() }
    }

    /// A sentence.
    pub fn sentence(status: u16, text: &str) -> Self {
        let kind = "text/plain; charset=utf-8".to_owned();
        Self { status, kind, location: None, body: format!("{text}\n").into_bytes() }
    }
}

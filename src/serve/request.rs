//! Messages to the one thread that owns the texts.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use tokio::sync::oneshot;

/// A request from a browser, or a change on disk.
pub(super) enum PreviewRequest {
    /// A request from a browser.
    Wanted(Route, oneshot::Sender<Reply>),
    /// These files or folders changed.
    Touched(Vec<PathBuf>),
    /// Changes were missed, so everything must be read again.
    Anything,
}

/// What a browser asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Route {
    File(String),
    /// The list of all leaflets, with its query string.
    Desk(String),
    /// A file of the site folder line by line, with its query string.
    Lines(String),
    /// A style sheet or script of the preview itself.
    Own(String),
}

/// The response to a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The content type.
    pub kind: String,
    /// The target of a redirect.
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn page(status: u16, html: String) -> Self {
        Self { status, kind: "text/html; charset=utf-8".to_owned(), location: None, body: html.into_bytes() }
    }

    /// A message in plain text.
    pub fn sentence(status: u16, text: &str) -> Self {
        let kind = "text/plain; charset=utf-8".to_owned();
        Self { status, kind, location: None, body: format!("{text}\n").into_bytes() }
    }
}

/// Decodes a query string into names and values.
pub(super) fn values(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

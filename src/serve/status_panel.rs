//! What a preview adds to a page: its findings, and a notice if the page is not as it will be published.

use serde::Serialize;

use super::parts;
use super::shown::{PanelFinding, counted};
use crate::diagnostic::Failure;

/// The content of a page's panel.
#[derive(Serialize)]
pub(super) struct StatusPanel {
    /// The version of the preview that the page was made from.
    pub version: String,
    /// CRC-32 of the page.
    pub page: u32,
    pub counts: String,
    /// Whether errors keep the site from being built.
    pub stops: bool,
    pub findings: Vec<PanelFinding>,
    /// How many drafts there are, in words; empty if there are none.
    pub drafts: String,
    /// The file that the page is made from.
    pub file: Option<FileLinks>,
    /// Why the page is not as it will be published.
    pub mark: Option<PageNote>,
    /// What could not be read from disk.
    pub trouble: Option<DiskTrouble>,
}

#[derive(Serialize)]
pub(super) struct FileLinks {
    pub path: String,
    pub lines: String,
    pub editor: String,
}

/// Why a page is not as it will be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageNote {
    /// It has errors, which may hide a part of it.
    Faulty,
    Draft,
    /// A leaflet without mandatory fields, shown as far as possible.
    Unfinished,
    /// The page cannot be shown; its last good version is shown instead.
    Before,
    /// The page cannot be shown, and there is no earlier version.
    Nothing,
}

impl Serialize for PageNote {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [title, text] = match self {
            Self::Faulty => ["mark_faulty", "mark_faulty_text"],
            Self::Draft => ["mark_draft", "mark_draft_text"],
            Self::Unfinished => ["mark_unfinished", "mark_unfinished_text"],
            Self::Before => ["mark_before", "mark_before_text"],
            Self::Nothing => ["mark_nothing", "mark_nothing_text"],
        };
        [parts::word(title), parts::word(text)].serialize(serializer)
    }
}

/// What could not be read from disk.
#[derive(Serialize)]
pub(super) struct DiskTrouble {
    message: String,
    help: String,
}

impl From<&Failure> for DiskTrouble {
    fn from(failure: &Failure) -> Self {
        Self { message: failure.message.clone(), help: failure.help.clone() }
    }
}

/// Counts findings for the title of the panel; also whether there are errors.
pub(super) fn counts(findings: &[PanelFinding]) -> (String, bool) {
    let of = |name: &str| findings.iter().filter(|finding| finding.severity == name).count();
    (counted(of("error"), of("warning"), of("advice")), of("error") > 0)
}

/// Inserts the panel into a page, with the script that waits for changes.
pub(super) fn put_into(html: &str, panel: &StatusPanel) -> String {
    let mark = match (&panel.mark, &panel.trouble) {
        (None, None) => String::new(),
        _ => parts::render("mark.html", "panel", panel),
    };
    let own = parts::render("panel.html", "panel", panel);
    let head = "<link rel=\"stylesheet\" href=\"/_desk/preview.css\"><script src=\"/_desk/preview.js\" defer></script>";
    let html = before(html, "</head>", head);
    let html = after_tag(&html, "<body", &mark);
    before(&html, "</body>", &own)
}

/// Inserts text before the first `</head>` or the last `</body>`, or at the end.
fn before(html: &str, tag: &str, what: &str) -> String {
    let at = if tag == "</head>" { html.find(tag) } else { html.rfind(tag) }.unwrap_or(html.len());
    [&html[..at], what, &html[at..]].concat()
}

/// Inserts text after the first opening tag with a name, or at the beginning.
fn after_tag(html: &str, tag: &str, what: &str) -> String {
    let at = html.find(tag).and_then(|start| Some(start + html[start..].find('>')? + 1)).unwrap_or(0);
    [&html[..at], what, &html[at..]].concat()
}

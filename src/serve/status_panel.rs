//! What a preview adds to a page: its findings, and a mark where the page is not as it will be published.

use serde::Serialize;

use super::parts;
use super::shown::{PanelFinding, counted};
use crate::failure::Failure;

/// What the panel of a page says.
#[derive(Serialize)]
pub(super) struct StatusPanel {
    /// How things stood when it was made.
    pub stand: String,
    /// A number that is another one where the page is another one.
    pub page: u32,
    pub counts: String,
    /// Whether something keeps the site from being built.
    pub stops: bool,
    pub findings: Vec<PanelFinding>,
    /// The file that the page is written in, where it is one.
    pub file: Option<FileLinks>,
    /// Why the page is not as it will be published.
    pub mark: Option<PageNote>,
    /// What could not be read.
    pub trouble: Option<DiskTrouble>,
}

/// Where a file can be looked at.
#[derive(Serialize)]
pub(super) struct FileLinks {
    pub path: String,
    pub lines: String,
    pub editor: String,
}

/// Why a page is not as it will be published: the name of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageNote {
    /// It is a draft.
    Draft,
    /// It lacks what a leaflet must have, and is shown as far as it can be.
    Unfinished,
    /// It cannot be shown now; below stands what it was.
    Before,
    /// It cannot be shown now, and was not shown before.
    Nothing,
}

impl Serialize for PageNote {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [title, text] = match self {
            Self::Draft => ["mark_draft", "mark_draft_text"],
            Self::Unfinished => ["mark_unfinished", "mark_unfinished_text"],
            Self::Before => ["mark_before", "mark_before_text"],
            Self::Nothing => ["mark_nothing", "mark_nothing_text"],
        };
        [parts::word(title), parts::word(text)].serialize(serializer)
    }
}

/// What could not be read from the disk.
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

/// Counts findings for the panel's title.
pub(super) fn counts(findings: &[PanelFinding]) -> (String, bool) {
    let of = |name: &str| findings.iter().filter(|finding| finding.severity == name).count();
    (counted(of("error"), of("warning"), of("advice")), of("error") > 0)
}

/// Puts the panel into a page, and lets the page ask for news.
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

/// Puts something before the last closing tag of a name, or at the end.
fn before(html: &str, tag: &str, what: &str) -> String {
    let at = if tag == "</head>" { html.find(tag) } else { html.rfind(tag) }.unwrap_or(html.len());
    [&html[..at], what, &html[at..]].concat()
}

/// Puts something behind the first opening tag of a name, or at the beginning.
fn after_tag(html: &str, tag: &str, what: &str) -> String {
    let at = html.find(tag).and_then(|start| Some(start + html[start..].find('>')? + 1)).unwrap_or(0);
    [&html[..at], what, &html[at..]].concat()
}

//! A page as a whole: its encoding, its address, its title, and what stands around its text.

use std::collections::HashMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use scraper::{ElementRef, Html};

use super::main_part::{all, is_silent};
use crate::import::draft::{DraftBlock, LeafletDraft, MAX_ADDRESS_LEN, line};
use crate::import::labels::{labelled, take};
use crate::import::report::ImportReport;

/// Looks for a file that a page names by a relative path.
pub(super) type FileFinder<'b> = &'b dyn Fn(&str) -> Option<Vec<u8>>;

/// What reading a page keeps at hand.
pub(super) struct WebPageReader<'b> {
    pub draft: LeafletDraft,
    pub beside: FileFinder<'b>,
    /// The page's own address, where it names one.
    pub address: Option<String>,
    /// The pictures that are taken already, by their addresses.
    pub taken: HashMap<String, usize>,
    /// The name of the page in its head.
    name: Option<String>,
}

impl<'b> WebPageReader<'b> {
    pub(super) fn new(draft: LeafletDraft, html: &Html, beside: FileFinder<'b>) -> Self {
        let attribute = |selector: &str, name: &str| {
            all(html, selector).first().and_then(|element| element.value().attr(name)).map(str::to_owned)
        };
        let address = attribute("base[href]", "href")
            .or_else(|| attribute("link[rel=canonical]", "href"))
            .or_else(|| attribute("meta[property='og:url']", "content"))
            .filter(|address| address.starts_with("http://") || address.starts_with("https://"))
            .filter(|address| address.len() <= MAX_ADDRESS_LEN);
        let name = all(html, "head title").first().map(|title| title.text().collect::<String>());
        Self { draft, beside, address, taken: HashMap::new(), name }
    }

    /// Reads the text of the page.
    pub(super) fn main(&mut self, main: ElementRef<'_>) {
        let blocks = self.blocks_of(main);
        self.draft.blocks = blocks;
        let first = self.draft.blocks.iter().position(|block| matches!(block, DraftBlock::Heading { level: 1, .. }));
        // The one heading of the highest level is the title, also where a line stands above it.
        let others =
            self.draft.blocks.iter().filter(|block| matches!(block, DraftBlock::Heading { level: 1, .. })).count();
        if let (Some(at), 1) = (first, others)
            && let DraftBlock::Heading { text, .. } = &self.draft.blocks[at]
        {
            let title = line(text).split_whitespace().collect::<Vec<_>>().join(" ");
            self.draft.account.moved("The heading of the highest level became the title:", &title);
            self.draft.title = Some(title);
            self.draft.blocks.remove(at);
        }
    }

    /// Accounts for what stands around the text, and looks there for a title, a reference and dates.
    pub(super) fn outside(&mut self, html: &Html, main: ElementRef<'_>) {
        let mut lines = Vec::new();
        let body = all(html, "body").into_iter().next().unwrap_or_else(|| html.root_element());
        lines_outside(body, main, &mut lines);
        for OutsideLine { words, is_title } in lines {
            if is_title && self.draft.title.is_none() {
                self.draft.account.moved("The heading of the highest level became the title:", &words);
                self.draft.title = Some(words);
                continue;
            }
            match labelled(&words, true) {
                Some(labels) => take(&mut self.draft, &labels, &words),
                None => self.draft.account.lost("Words around the text, of the old site's menus and margins:", &words),
            }
        }
        if self.draft.title.is_none()
            && let Some(name) = self.name.take()
        {
            // 'Sleeping well | Example Hospital'
            let title = name
                .split([" | ", " – ", " - ", " :: "].iter().find(|ch| name.contains(**ch)).copied().unwrap_or("\0"));
            let title = title.map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            if !title.is_empty() {
                self.draft.account.guess(
                    "The page has no heading of the highest level. Its name in the browser's tab became the title:",
                    &name,
                );
                self.draft.title = Some(title);
            }
        }
    }
}

/// A line of words around the text.
struct OutsideLine {
    words: String,
    is_title: bool,
}

fn lines_outside(element: ElementRef<'_>, main: ElementRef<'_>, lines: &mut Vec<OutsideLine>) {
    let mut open = String::new();
    let mut flush = |open: &mut String, is_title: bool| {
        let words = open.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            lines.push(OutsideLine { words, is_title });
        }
        open.clear();
    };
    // Without recursion: pages may nest without end.
    let mut skipped = None;
    for edge in element.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) if skipped.is_none() => {
                if let Some(text) = node.value().as_text() {
                    open.push_str(text);
                } else if let Some(below) = ElementRef::wrap(node) {
                    if is_block(below.value().name()) {
                        flush(&mut open, false);
                    }
                    if below == main || is_silent(below.value().name()) {
                        skipped = Some(node.id());
                    }
                }
            }
            ego_tree::iter::Edge::Close(node) => {
                if skipped == Some(node.id()) {
                    skipped = None;
                }
                if let Some(below) = ElementRef::wrap(node)
                    && is_block(below.value().name())
                {
                    flush(&mut open, below.value().name() == "h1");
                }
            }
            ego_tree::iter::Edge::Open(_) => {}
        }
    }
    flush(&mut open, false);
}

/// Elements before and behind which a line ends.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "pre"
            | "figure"
            | "figcaption"
            | "address"
            | "form"
            | "fieldset"
            | "hr"
            | "br"
            | "details"
            | "summary"
            | "center"
            | "body"
            | "option"
            | "select"
            | "button"
            | "label"
            | "legend"
    )
}

/// The text of a page in the encoding that it names, else in the one it most likely has.
pub(super) fn decode(bytes: &[u8], account: &mut ImportReport) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let named = start.split_once("charset=").map(|(_, rest)| {
        let name = rest.trim_start_matches(['"', '\'', ' ']);
        name.split(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_'))).next().unwrap_or_default()
    });
    let named = named.and_then(|name| Encoding::for_label(name.as_bytes()));
    let encoding = match named {
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => WINDOWS_1252,
    };
    if encoding != UTF_8 && !bytes.is_ascii() {
        account.guess(
            "The page is no UTF-8. It was read in an older encoding; look at letters beyond a to z:",
            encoding.name(),
        );
    }
    encoding.decode(bytes).0.into_owned()
}

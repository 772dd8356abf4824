//! A whole page: its encoding, address and title, and the words around its text.

use std::collections::HashMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use scraper::{ElementRef, Html};

use super::main_part::{all, is_silent};
use crate::import::draft::{DraftBlock, LeafletDraft, MAX_ADDRESS_LEN, line};
use crate::import::labels::{labelled, take};
use crate::import::report::ImportReport;

/// Returns the bytes of a file that a page names by a relative path.
pub(super) type FileFinder<'b> = &'b dyn Fn(&str) -> Option<Vec<u8>>;

/// State kept while a page is read.
pub(super) struct WebPageReader<'b> {
    pub draft: LeafletDraft,
    pub find_file: FileFinder<'b>,
    /// The page's own address, if it states one.
    pub address: Option<String>,
    /// The pictures already taken, by address.
    pub taken: HashMap<String, usize>,
    /// The `title` in the head of the page.
    name: Option<String>,
}

impl<'b> WebPageReader<'b> {
    pub(super) fn new(draft: LeafletDraft, html: &Html, find_file: FileFinder<'b>) -> Self {
        let attribute = |selector: &str, name: &str| {
            all(html, selector).first().and_then(|element| element.value().attr(name)).map(str::to_owned)
        };
        let address = attribute("base[href]", "href")
            .or_else(|| attribute("link[rel=canonical]", "href"))
            .or_else(|| attribute("meta[property='og:url']", "content"))
            .filter(|address| address.starts_with("http://") || address.starts_with("https://"))
            .filter(|address| address.len() <= MAX_ADDRESS_LEN);
        let name = all(html, "head title").first().map(|title| title.text().collect::<String>());
        Self { draft, find_file, address, taken: HashMap::new(), name }
    }

    pub(super) fn main(&mut self, main: ElementRef<'_>) {
        let blocks = self.blocks_of(main);
        self.draft.blocks = blocks;
        let first = self.draft.blocks.iter().position(|block| matches!(block, DraftBlock::Heading { level: 1, .. }));
        // A single top-level heading is the title, even if a line comes before it.
        let others =
            self.draft.blocks.iter().filter(|block| matches!(block, DraftBlock::Heading { level: 1, .. })).count();
        if let (Some(at), 1) = (first, others)
            && let DraftBlock::Heading { text, .. } = &self.draft.blocks[at]
        {
            let title = line(text).split_whitespace().collect::<Vec<_>>().join(" ");
            self.draft.account.moved("The main heading became the title:", &title);
            self.draft.title = Some(title);
            self.draft.blocks.remove(at);
        }
    }

    /// Reports the words around the text, and searches them for a title, a reference and dates.
    pub(super) fn outside(&mut self, html: &Html, main: ElementRef<'_>) {
        let mut lines = Vec::new();
        let body = all(html, "body").into_iter().next().unwrap_or_else(|| html.root_element());
        lines_outside(body, main, &mut lines);
        for OutsideLine { words, is_title } in lines {
            if is_title && self.draft.title.is_none() {
                self.draft.account.moved("The main heading became the title:", &words);
                self.draft.title = Some(words);
                continue;
            }
            match labelled(&words, true) {
                Some(labels) => take(&mut self.draft, &labels, &words),
                None => self
                    .draft
                    .account
                    .lost("Words around the text, from menus and other parts of the old site:", &words),
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
                self.draft
                    .account
                    .guess("The page has no main heading. The name in its browser tab became the title:", &name);
                self.draft.title = Some(title);
            }
        }
    }
}

/// The words of an element that browsers do not show on an ordinary page, but that are words of the file: what is for
/// browsers without scripts, and what scripts copy.
pub(super) fn unshown_words(element: ElementRef<'_>) -> String {
    match element.value().name() {
        // It was parsed as a single text, tags included.
        "noscript" => {
            let inside = element.text().collect::<String>();
            Html::parse_fragment(&inside).root_element().text().collect::<Vec<_>>().join(" ")
        }
        "template" => element.text().collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

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
    // Not recursive, because pages may be nested without limit.
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
                        flush(&mut open, false);
                        if below != main {
                            open.push_str(&unshown_words(below));
                            flush(&mut open, false);
                        }
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

/// Elements that start and end a line.
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

/// Decodes a page in the encoding that it declares, or otherwise the most likely one.
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
            "Check accented letters and symbols. The page is not UTF-8 and was read in an older encoding:",
            encoding.name(),
        );
    }
    encoding.decode(bytes).0.into_owned()
}

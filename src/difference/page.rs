//! Extracts the text of a page from its HTML, sentence by sentence.

use scraper::{ElementRef, Html, Node, Selector};

use super::list::{ListedDate, ListedVersion};
use crate::markdown::sentences;

/// A page, split into sentences.
pub(super) struct PageSentences {
    pub sentences: Vec<PageSentence>,
}

/// A sentence of a page.
pub(super) struct PageSentence {
    /// Its words, separated by single spaces.
    pub text: String,
    /// The text that is compared: its words, with the leaflet's own version and dates replaced by their names.
    pub key: String,
    /// The heading above it.
    pub under: Option<String>,
    /// Whether it is in a row of a table.
    pub is_in_row: bool,
    /// The links in its block: words and address.
    pub links: Vec<(String, String)>,
}

/// The page's own part: from `<main` to `</main>`, or the whole page without them.
pub(super) fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap_or(0);
    let end = html.rfind("</main>").unwrap_or(html.len());
    html.get(start..end).unwrap_or(html)
}

/// Elements that are not text, or only navigation.
const SKIPPED: &[&str] = &["script", "style", "template", "nav", "form", "svg", "head", "noscript", "iframe", "object"];

/// Those of them that may be in the middle of a line.
const SKIPPED_INLINE: &[&str] = &["script", "style", "template", "svg", "noscript"];

/// Inline elements.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

impl PageSentences {
    /// The text of the page's own part. `dates` and `version` are the leaflet's own, which are not part of its words.
    pub fn main(html: &str, dates: &[ListedDate], version: Option<&ListedVersion>) -> Self {
        let document = Html::parse_document(html);
        let root = first(&document, "main").unwrap_or_else(|| document.root_element());
        let mut page = Self::read(root, None, &words_of(&document, dates));
        if let Some(version) = version {
            page.hide_version(version);
        }
        page
    }

    /// Replaces the version where the page shows it. Every new text has a new one, so it is no difference of its own.
    fn hide_version(&mut self, version: &ListedVersion) {
        let number = version.version.to_string();
        for sentence in self.sentences.iter_mut().filter(|sentence| sentence.key.contains(&version.check)) {
            let words =
                sentence.key.split(' ').map(|word| match word.trim_matches(|letter: char| !letter.is_alphanumeric()) {
                    bare if bare == version.check => "\u{1}Check code",
                    bare if bare == number => "\u{1}Version",
                    _ => word,
                });
            sentence.key = words.collect::<Vec<_>>().join(" ");
        }
    }

    /// The text around it, which is the same on every page.
    pub fn frame(html: &str) -> Self {
        let document = Html::parse_document(html);
        Self::read(document.root_element(), Some("main"), &[])
    }

    fn read(root: ElementRef<'_>, without: Option<&str>, dates: &[(String, &'static str)]) -> Self {
        let mut reader = SentenceReader { dates, without, ..SentenceReader::default() };
        reader.read(root);
        Self { sentences: reader.sentences }
    }
}

/// The main heading of a page.
pub(super) fn title(html: &str) -> Option<String> {
    let document = Html::parse_document(html);
    first(&document, "h1").map(|heading| tidy(&heading.text().collect::<String>())).filter(|title| !title.is_empty())
}

fn first<'a>(document: &'a Html, name: &str) -> Option<ElementRef<'a>> {
    document.select(&Selector::parse(name).ok()?).next()
}

/// How the leaflet's own dates are written on its page. Only if the author's text is marked can they be distinguished
/// from dates in that text.
fn words_of(document: &Html, dates: &[ListedDate]) -> Vec<(String, &'static str)> {
    let (Some(_), Ok(times)) = (first(document, AUTHORS_TEXT), Selector::parse("time[datetime]")) else {
        return Vec::new();
    };
    let mut words: Vec<(String, &'static str)> = Vec::new();
    for time in document.select(&times) {
        let day = dates.iter().find(|day| time.value().attr("datetime") == Some(&*day.iso));
        if let Some(day) = day {
            let text = tidy(&time.text().collect::<String>());
            if !text.is_empty() && !words.iter().any(|(known, _)| *known == text) {
                words.push((text, day.name));
            }
        }
    }
    words
}

/// A sentence in which short addresses of leaflets are without the host: the same site may be built for another one.
fn without_host(sentence: &str) -> String {
    let word = |word: &str| match word.find("/r/") {
        Some(at) if word.starts_with("http") => word[at..].to_owned(),
        _ => word.to_owned(),
    };
    if sentence.contains("/r/") {
        sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
    } else {
        sentence.to_owned()
    }
}

/// The element that holds the author's text.
const AUTHORS_TEXT: &str = "main .text";

/// Traverses a page, and stores sentences at the end of each block.
#[derive(Default)]
struct SentenceReader<'a> {
    sentences: Vec<PageSentence>,
    dates: &'a [(String, &'static str)],
    without: Option<&'a str>,
    block: String,
    links: Vec<(String, String)>,
    /// The start of the words of each open link, and its address.
    open_links: Vec<(usize, String)>,
    under: Option<String>,
    rows: usize,
    in_text: usize,
}

impl SentenceReader<'_> {
    fn read(&mut self, root: ElementRef<'_>) {
        use ego_tree::iter::Edge;
        // The depth within skipped elements.
        let mut skipped = 0;
        for edge in root.traverse() {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            match node.value() {
                Node::Text(text) if opens && skipped == 0 => self.block.push_str(text),
                Node::Element(element) => {
                    let name = element.name();
                    let is_skipped =
                        SKIPPED.contains(&name) || self.without == Some(name) || element.attr("hidden").is_some();
                    if is_skipped {
                        skipped = if opens { skipped + 1 } else { skipped - 1 };
                        if skipped == usize::from(opens) && !SKIPPED_INLINE.contains(&name) {
                            self.end_block(None);
                        }
                    } else if skipped == 0 {
                        self.element(name, element, opens);
                    }
                }
                _ => {}
            }
        }
        self.end_block(None);
    }

    fn element(&mut self, name: &str, element: &scraper::node::Element, opens: bool) {
        let is_text = element.classes().any(|class| class == "text");
        match (name, opens) {
            ("a", true) => {
                self.open_links.push((self.block.len(), element.attr("href").unwrap_or_default().to_owned()))
            }
            ("a", false) => {
                if let Some((start, address)) = self.open_links.pop() {
                    self.links.push((tidy(self.block.get(start..).unwrap_or_default()), address));
                }
            }
            ("img", true) => {
                let words = element.attr("alt").filter(|words| !words.trim().is_empty());
                self.block.extend(words.iter().flat_map(|words| [" [picture: ", *words, "] "]));
            }
            ("img", false) => {}
            ("br", _) => self.block.push(' '),
            (name, _) if IN_LINE.contains(&name) => {}
            (name, _) => {
                let is_heading = !opens && name.len() == 2 && name.starts_with('h') && name != "hr";
                self.end_block(is_heading.then_some(()));
                if name == "tr" {
                    self.rows = if opens { self.rows + 1 } else { self.rows.saturating_sub(1) };
                }
                if is_text {
                    self.in_text = if opens { self.in_text + 1 } else { self.in_text.saturating_sub(1) };
                }
            }
        }
    }

    fn end_block(&mut self, heading: Option<()>) {
        let text = tidy(&std::mem::take(&mut self.block));
        let links = std::mem::take(&mut self.links);
        for (start, _) in &mut self.open_links {
            *start = 0;
        }
        if text.is_empty() {
            return;
        }
        if heading.is_some() {
            self.under = Some(text.clone());
        }
        let under = if heading.is_some() { None } else { self.under.clone() };
        let mut links = Some(links);
        for range in sentences(&text) {
            let sentence = range.of(&text).trim();
            let sentence = if self.in_text > 0 { sentence.to_owned() } else { without_host(sentence) };
            let key = if self.in_text > 0 { sentence.clone() } else { self.without_dates(&sentence) };
            // Links are compared once per block.
            let links = links.take().unwrap_or_default();
            self.sentences.push(PageSentence {
                text: sentence,
                key,
                under: under.clone(),
                is_in_row: self.rows > 0,
                links,
            });
        }
    }

    fn without_dates(&self, sentence: &str) -> String {
        let mut key = sentence.to_owned();
        for (words, name) in self.dates {
            if key.contains(words.as_str()) {
                key = key.replace(words.as_str(), &format!("\u{1}{name}"));
            }
        }
        key
    }
}

/// Words separated by single spaces.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        PageSentences::main(html, &[], None).sentences.into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn no_words_of_a_page_are_lost_or_joined() {
        let page = "<body><header>Away</header><main><nav>Away</nav><h2>Do<br>you</h2><p>Do <b>not</b> drive. Wait\n 2 hours.</p>\
            <ul><li>One<li>Two<ul><li>Three</ul></ul><div>✓</div><table><tr><td>a</td><td>b</td></tr></table>\
            <p hidden>Away</p><p>H<sub>2</sub>O <img src=x alt='A cup'>end</p>loose</main><footer>Away</footer>";
        assert_eq!(
            texts(page),
            [
                "Do you",
                "Do not drive.",
                "Wait 2 hours.",
                "One",
                "Two",
                "Three",
                "✓",
                "a",
                "b",
                "H2O [picture: A cup] end",
                "loose"
            ]
        );
    }

    #[test]
    fn dates_of_the_leaflet_are_distinguished_from_dates_in_its_text() {
        let page = "<main><time datetime=2028-01-02>2 January 2028</time><div class=text><p>Until 2 January 2028.</p></div>\
            <p>Taken off on 2 January 2028.</p></main>";
        let day = ListedDate { name: "Archive date", iso: "2028-01-02".to_owned() };
        let keys: Vec<String> =
            PageSentences::main(page, &[day], None).sentences.into_iter().map(|sentence| sentence.key).collect();
        assert_eq!(keys, ["\u{1}Archive date", "Until 2 January 2028.", "Taken off on \u{1}Archive date."]);
    }
}

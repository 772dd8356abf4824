//! The text of a page as its readers meet it: sentence by sentence, from its HTML.

use scraper::{ElementRef, Html, Node, Selector};

use super::list::ListedDate;
use crate::markdown::sentences;

/// A page, cut into sentences.
pub(super) struct PageSentences {
    pub sentences: Vec<PageSentence>,
}

/// A sentence of a page.
pub(super) struct PageSentence {
    /// Its words, with single spaces between them.
    pub text: String,
    /// What it is compared by: its words, in which the leaflet's own dates are put so that they do not count.
    pub key: String,
    /// The heading above it.
    pub under: Option<String>,
    /// Where the links in its block lead: words and address.
    pub links: Vec<(String, String)>,
}

/// The part of a page that is its own: all between `<main` and `</main>`, else all of it.
pub(super) fn main_of(html: &str) -> &str {
    let start = html.find("<main").unwrap_or(0);
    let end = html.rfind("</main>").unwrap_or(html.len());
    html.get(start..end).unwrap_or(html)
}

/// What is no text, or leads through the page and says nothing of its own.
const PASSED_OVER: &[&str] =
    &["script", "style", "template", "nav", "form", "svg", "head", "noscript", "iframe", "object"];

/// Those of them that may stand in the middle of a line.
const BREAKS_NOTHING: &[&str] = &["script", "style", "template", "svg", "noscript"];

/// What stands in the middle of a line.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

impl PageSentences {
    /// The text of the part that is the page's own. The dates are the leaflet's, which are told apart from its text.
    pub fn main(html: &str, dates: &[ListedDate]) -> Self {
        let document = Html::parse_document(html);
        let root = first(&document, "main").unwrap_or_else(|| document.root_element());
        Self::read(root, None, &words_of(&document, dates))
    }

    /// What stands around it, the same on every page.
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

/// The heading of a page.
pub(super) fn title(html: &str) -> Option<String> {
    let document = Html::parse_document(html);
    first(&document, "h1").map(|heading| tidy(&heading.text().collect::<String>())).filter(|title| !title.is_empty())
}

fn first<'a>(document: &'a Html, name: &str) -> Option<ElementRef<'a>> {
    document.select(&Selector::parse(name).ok()?).next()
}

/// How the leaflet's own dates are written on its page. Only where the author's text is told apart from the rest of the page
/// can it be said which dates are the leaflet's and which stand in its text.
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

/// What holds the text that an author wrote.
const AUTHORS_TEXT: &str = "main .text";

/// Walks through a page, and puts a sentence aside at each end of a block.
#[derive(Default)]
struct SentenceReader<'a> {
    sentences: Vec<PageSentence>,
    dates: &'a [(String, &'static str)],
    without: Option<&'a str>,
    block: String,
    links: Vec<(String, String)>,
    /// Where the words of links began, and where they lead.
    open_links: Vec<(usize, String)>,
    under: Option<String>,
    in_text: usize,
}

impl SentenceReader<'_> {
    fn read(&mut self, root: ElementRef<'_>) {
        use ego_tree::iter::Edge;
        // Elements within one that is passed over.
        let mut passed_over = 0;
        for edge in root.traverse() {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            match node.value() {
                Node::Text(text) if opens && passed_over == 0 => self.block.push_str(text),
                Node::Element(element) => {
                    let name = element.name();
                    let is_out =
                        PASSED_OVER.contains(&name) || self.without == Some(name) || element.attr("hidden").is_some();
                    if is_out {
                        passed_over = if opens { passed_over + 1 } else { passed_over - 1 };
                        if passed_over == usize::from(opens) && !BREAKS_NOTHING.contains(&name) {
                            self.end_block(None);
                        }
                    } else if passed_over == 0 {
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
            let sentence = range.of(&text).trim().to_owned();
            let key = if self.in_text > 0 { sentence.clone() } else { self.without_dates(&sentence) };
            // Links are compared once a block.
            let links = links.take().unwrap_or_default();
            self.sentences.push(PageSentence { text: sentence, key, under: under.clone(), links });
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

/// Words with single spaces between them.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        PageSentences::main(html, &[]).sentences.into_iter().map(|sentence| sentence.text).collect()
    }

    #[test]
    fn no_word_of_a_page_is_lost_and_none_glued_to_another() {
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
    fn dates_of_the_leaflet_are_told_from_dates_in_its_text() {
        let page = "<main><time datetime=2028-01-02>2 January 2028</time><div class=text><p>Until 2 January 2028.</p></div>\
            <p>Taken off on 2 January 2028.</p></main>";
        let day = ListedDate { name: "Archive date", iso: "2028-01-02".to_owned() };
        let keys: Vec<String> =
            PageSentences::main(page, &[day]).sentences.into_iter().map(|sentence| sentence.key).collect();
        assert_eq!(keys, ["\u{1}Archive date", "Until 2 January 2028.", "Taken off on \u{1}Archive date."]);
    }
}

//! The words of a page, as a browser shows them.

use scraper::{ElementRef, Html, Node};

/// Elements that separate words: block-level elements, pictures and controls. All others are inline, including unknown
/// elements.
const BREAKING: &[&str] = &[
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "meta",
    "nav",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
];

/// Elements whose text is invisible.
const UNSEEN: &[&str] = &["script", "style", "template", "noscript"];

/// The text of an element. Word breaks without a character are line breaks.
pub fn text(element: ElementRef<'_>) -> String {
    let mut line = String::new();
    collect(element, &mut line);
    line
}

fn collect(element: ElementRef<'_>, line: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => line.push_str(text),
            Node::Element(inner) if UNSEEN.contains(&inner.name()) => {}
            Node::Element(inner) => {
                let Some(below) = ElementRef::wrap(child) else { continue };
                // An explained word is inline.
                let is_word = inner.classes().any(|class| class == "word");
                let breaks = BREAKING.contains(&inner.name()) && !is_word;
                if breaks {
                    line.push('\n');
                }
                collect(below, line);
                if breaks {
                    line.push('\n');
                }
            }
            _ => {}
        }
    }
}

/// The words of an element. Only HTML white space separates words, so a no-break space is part of a word.
pub fn words(element: ElementRef<'_>) -> Vec<String> {
    text(element).split_ascii_whitespace().map(str::to_owned).collect()
}

/// The words of a page: its text and title, alternative texts, and labels for screen readers.
pub fn of_page(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut all = words(page.root_element());
    for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
        let is_description = element.value().attr("name") == Some("description");
        for name in ["alt", "aria-label", "title", "content"] {
            if let Some(value) = element.value().attr(name).filter(|_| name != "content" || is_description) {
                all.push(format!("[{name}]"));
                all.extend(value.split_ascii_whitespace().map(str::to_owned));
            }
        }
    }
    all
}

/// Words in lower case, without punctuation and separated by single spaces, for searching.
pub fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            bare.extend(letter.to_lowercase());
        } else if !bare.ends_with(' ') && !bare.is_empty() {
            bare.push(' ');
        }
    }
    bare.truncate(bare.trim_end().len());
    bare
}

/// The first difference between two lists of words, with some context; `None` if they are the same.
pub fn first_difference(one: &[String], other: &[String]) -> Option<String> {
    let at = (0..one.len().max(other.len())).find(|at| one.get(*at) != other.get(*at))?;
    let around = |words: &[String]| {
        let from = at.saturating_sub(6).min(words.len());
        let to = (at + 6).min(words.len());
        words[from..to].join(" ")
    };
    Some(format!("word {at}: '{}' and '{}'", around(one), around(other)))
}

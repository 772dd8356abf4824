//! The words of a page, as a browser shows them.

use scraper::{ElementRef, Html, Node};

/// Elements at whose edges a word ends: those that stand on lines of their own, and pictures and controls. All others
/// stand within a line, those that no browser knows included.
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

/// Elements whose text no reader sees.
const UNSEEN: &[&str] = &["script", "style", "template", "noscript"];

/// The text of an element. What ends a word without a letter is a line end.
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
                // A word whose meaning opens stands in its line.
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

/// The words of an element. Only what HTML takes as white space ends a word: a no-break space is part of one.
pub fn words(element: ElementRef<'_>) -> Vec<String> {
    text(element).split_ascii_whitespace().map(str::to_owned).collect()
}

/// The words of a whole page: its text with its title, and what is said in place of a picture or by a screen reader.
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

/// Words in small letters without any signs, with one space between them: a text in which other texts are looked for.
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

/// Where two lists of words first differ, with some words around the place; nothing where they are the same.
pub fn first_difference(one: &[String], other: &[String]) -> Option<String> {
    let at = (0..one.len().max(other.len())).find(|at| one.get(*at) != other.get(*at))?;
    let around = |words: &[String]| {
        let from = at.saturating_sub(6).min(words.len());
        let to = (at + 6).min(words.len());
        words[from..to].join(" ")
    };
    Some(format!("word {at}: '{}' and '{}'", around(one), around(other)))
}

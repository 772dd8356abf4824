//! Headings and their ids for links.

use super::tree::{Document, NodeId, NodeKind};

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub node: NodeId,
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The id set by the author, or one made from the words; not necessarily unique on the page.
    pub id: String,
}

/// The headings of a document, in order.
pub fn headings<'a>(document: &'a Document, source: &'a str) -> impl Iterator<Item = Heading> + 'a {
    document.nodes().iter().enumerate().filter_map(|(node, found)| match found.kind {
        NodeKind::Heading(level) => Some(heading(document, source, node, level)),
        _ => None,
    })
}

fn heading(document: &Document, source: &str, node: NodeId, level: u8) -> Heading {
    let mut text = document.plain_text(node, source);
    if text.contains("  ") || text.trim().len() != text.len() {
        text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let id = document.name(node).map_or_else(|| fragment(&text), str::to_owned);
    Heading { node, level, text, id }
}

/// The id of a heading: its words in lower case, with hyphens between them.
///
/// `What is it for?` becomes `what-is-it-for`, as in other Markdown previews.
pub fn fragment(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() || letter == '_' {
            id.extend(letter.to_lowercase());
        } else if (letter.is_whitespace() || letter == '-') && !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    if id.is_empty() { "section".to_owned() } else { id }
}

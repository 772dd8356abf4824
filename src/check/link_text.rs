//! The words of a link, and which link a place stands in.

use std::borrow::Cow;

use crate::markdown::{Document, Link, LinkStyle, NodeKind};

/// The words that readers see of a link, without spaces and punctuation around them.
pub fn words_of<'a>(document: &'a Document, link: &Link, source: &'a str) -> Cow<'a, str> {
    let node = link.node as usize;
    let around = |letter: char| !letter.is_alphanumeric();
    // Nearly all links hold one text and nothing else.
    if document.descendants(node).len() == 1 && document.node(node + 1).kind == NodeKind::Text {
        return Cow::Borrowed(document.text(node + 1, source).trim_matches(around));
    }
    Cow::Owned(document.plain_text(node, source).trim_matches(around).to_owned())
}

/// The link that a byte of the file stands in.
pub fn link_at(document: &Document, byte: u32) -> Option<&Link> {
    let links = document.links();
    let place = |link: &Link| document.node(link.node as usize).range;
    let after = links.partition_point(|link| place(link).start <= byte);
    // A link may hold one picture or more, which are in the list behind it.
    let before = links.get(..after)?.iter().rev().take(3);
    before.filter(|link| !document.is_image(link)).find(|link| byte < place(link).end)
}

/// Whether the words of a link are written by its author: those of `<address>` and `[[name]]` are where it leads.
pub fn has_own_words(link: &Link) -> bool {
    matches!(link.style, LinkStyle::Inline | LinkStyle::WikiWithText)
}

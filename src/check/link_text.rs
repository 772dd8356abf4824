//! The words of a link, and the link at a given place.

use std::borrow::Cow;

use crate::markdown::{Document, Link, LinkStyle, NodeKind};

/// The visible words of a link, without surrounding spaces and punctuation.
pub fn words_of<'a>(document: &'a Document, link: &Link, source: &'a str) -> Cow<'a, str> {
    let node = link.node as usize;
    let around = |letter: char| !letter.is_alphanumeric();
    // Nearly all links contain a single text node, which can be borrowed.
    if document.descendants(node).len() == 1 && document.node(node + 1).kind == NodeKind::Text {
        return Cow::Borrowed(document.text(node + 1, source).trim_matches(around));
    }
    Cow::Owned(document.plain_text(node, source).trim_matches(around).to_owned())
}

/// The link that contains this byte of the file.
pub fn link_at(document: &Document, byte: u32) -> Option<&Link> {
    let links = document.links();
    let place = |link: &Link| document.node(link.node as usize).range;
    let after = links.partition_point(|link| place(link).start <= byte);
    // Images inside a link follow it in the list, so the nearest entry may be an image.
    let before = links.get(..after)?.iter().rev().take(3);
    before.filter(|link| !document.is_image(link)).find(|link| byte < place(link).end)
}

/// Whether a link has words of its own: those of `<address>` and `[[name]]` are its destination.
pub fn has_own_words(link: &Link) -> bool {
    matches!(link.style, LinkStyle::Inline | LinkStyle::WikiWithText)
}

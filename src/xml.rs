//! Parses XML into a tree, within limits against texts made to take all time or memory.

use roxmltree::{Document, Error};

/// Limit on `<`. The parser reserves memory for each, and for each `=`.
const MAX_TAGS: usize = 2_000_000;
/// Limit on `=`.
const MAX_EQUAL_SIGNS: usize = 4_000_000;
/// Limit on namespace declarations: every prefix is searched for among them.
const MAX_NAMES: usize = 1_000;
/// Limit on the attributes of an element: each is compared with all others.
const MAX_ATTRIBUTES: usize = 200;

/// The tree of a text; otherwise the line, from 1, of what is malformed or beyond the limits. A document type is
/// malformed too, because entities may expand without end. Elements may be nested without limit.
pub fn parse(text: &str) -> Result<Document<'_>, usize> {
    if let Some(at) = excess(text) {
        return Err(line_of(text, at));
    }
    Document::parse(text).map_err(|error| match error {
        // These have no position.
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => line_of(text, text.len()),
        error => usize::try_from(error.pos().row).unwrap_or(usize::MAX),
    })
}

/// The position from which on a text is beyond the limits.
fn excess(text: &str) -> Option<usize> {
    let (mut at, mut names, mut equal_signs) = (0, 0, 0);
    // A tag lies within a piece, because attributes must not contain '<'.
    for (number, piece) in text.split('<').enumerate() {
        let ends = piece.match_indices('=').map(|(sign, _)| &piece[sign + 1..]);
        names += piece.matches("xmlns").count();
        equal_signs += ends.clone().count();
        let attributes = ends.filter(|rest| rest.trim_start().starts_with(['"', '\''])).count();
        if number > MAX_TAGS || equal_signs > MAX_EQUAL_SIGNS || names > MAX_NAMES || attributes > MAX_ATTRIBUTES {
            return Some(at);
        }
        at += piece.len() + 1;
    }
    None
}

/// The line of a position, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_found_at_their_lines() {
        for (text, line) in [
            ("<a>\n<b>\n</a>", 3),
            ("<a>\n<b>\n", 3),
            ("<a>\n&b;</a>", 2),
            ("<a>\n<c:b/></a>", 2),
            ("", 1),
            ("<!DOCTYPE a [<!ENTITY b 'cc'>]><a>&b;</a>", 1),
        ] {
            assert_eq!(parse(text).err(), Some(line), "{text}");
        }
    }

    #[test]
    fn hostile_texts_are_rejected_or_parsed_in_time() {
        let numbered = |text: &str| (0..100_000).map(|number| text.replace('N', &number.to_string())).collect();
        let attributes: String = numbered(" aN=''");
        assert!(parse(&format!("<a>\n<b{attributes}/></a>")).is_err_and(|line| line == 2));
        let names: String = numbered("<a xmlns:aN='b'>");
        assert!(parse(&names).is_err());
        assert!(parse(&"<".repeat(5_000_000)).is_err());
        assert!(parse(&format!("<a>{}</a>", "=".repeat(5_000_000))).is_err());
        let nested = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(parse(&nested).is_ok_and(|tree| tree.descendants().count() == 100_001));
    }
}

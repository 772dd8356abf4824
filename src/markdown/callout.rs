//! Quotes that begin with a mark such as `[!DONT]`: blocks that readers know.

use super::tree::{Document, Kind, NodeId};
use crate::source::TextRange;

/// The mark at the head of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callout<'a> {
    /// What stands in the mark: `DONT`.
    pub name: &'a str,
    /// The mark with its brackets.
    pub mark: TextRange,
}

/// The mark of a quote, where it has one.
pub fn callout<'a>(document: &Document, quote: NodeId, source: &'a str) -> Option<Callout<'a>> {
    let paragraph = quote + 1;
    let text = paragraph + 1;
    let nodes = document.nodes();
    if nodes.get(paragraph)?.kind != Kind::Paragraph || nodes.get(text)?.kind != Kind::Text {
        return None;
    }
    let written = nodes[text].range.of(source);
    let (name, _) = written.strip_prefix("[!")?.split_once(']')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let start = nodes[text].range.start as usize;
    is_name.then(|| Callout { name, mark: TextRange::new(start, start + "[!]".len() + name.len()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn a_quote_may_begin_with_a_mark() {
        let names = |text| {
            let document = parse(text, 0);
            let quotes = (0..document.nodes().len()).filter(|id| document.node(*id).kind == Kind::Quote);
            quotes.filter_map(|id| callout(&document, id, text).map(|found| found.name)).collect::<Vec<_>>()
        };
        assert_eq!(names("> [!DONT] Do not:\n>\n> - do not drive\n"), ["DONT"]);
        assert_eq!(names("> [!NON-URGENT]\n> Ask your GP\n"), ["NON-URGENT"]);
        assert!(names("> Said [!DONT] Ann\n").is_empty());
        assert!(names("> [! ] Ann\n").is_empty());
    }
}

//! Finds words reported by a format in the Markdown file of their leaflet.

use crate::source::TextRange;

/// Number of words searched for; the more words, the more likely that their Markdown differs.
const MAX_WORDS: usize = 4;
/// Maximum number of bytes of Markdown between two successive words.
const MAX_GAP_BYTES: usize = 8;

/// The range of the first words of `words` in `text`; `None` if they do not occur there in sequence.
pub(super) fn find(text: &str, words: &str) -> Option<TextRange> {
    let mut pieces = words.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
    let first = pieces.next()?;
    let rest: Vec<&str> = pieces.take(MAX_WORDS - 1).collect();
    text.match_indices(first).find_map(|(start, _)| {
        let mut end = start + first.len();
        for piece in &rest {
            let gap = text[end..].find(|letter: char| letter.is_alphanumeric())?;
            end += gap;
            if gap > MAX_GAP_BYTES || !text[end..].starts_with(piece) {
                return None;
            }
            end += piece.len();
        }
        Some(TextRange::new(start, end))
    })
}

/// The words of the nearest heading above a place in the Markdown of a leaflet.
pub(super) fn heading_above(text: &str, at: usize) -> Option<&str> {
    let mut headings = text.get(..at)?.lines().filter(|line| line.starts_with('#'));
    let heading = headings.next_back()?.trim_start_matches('#');
    let words = heading.split_once(" {#").map_or(heading, |(words, _)| words).trim();
    (heading.starts_with(' ') && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::{find, heading_above};

    #[test]
    fn words_are_found_with_their_heading() {
        let text = "---\ntitle: One\n---\n\n## What to do {#do}\n\nRest, **then** call us.\n";
        let found = find(text, "Rest then call").unwrap();
        assert_eq!(&text[found.start as usize..found.end as usize], "Rest, **then** call");
        assert_eq!(heading_above(text, found.start as usize), Some("What to do"));
        assert_eq!(find(text, "Rest and call"), None);
        assert_eq!(heading_above(text, 5), None);
    }
}

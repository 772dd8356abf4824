//! The running text of a document: passages, split once into sentences and words.

use super::callout::callout;
use super::cut::{self, Sentence, Word};
use super::tree::{Document, NodeId, NodeKind};
use crate::source::TextRange;

/// The kind of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading of this level.
    Heading(u8),
    Paragraph,
    /// The text of a list item, or a paragraph in one.
    Item,
    /// A term in a list of definitions.
    Term,
    /// The definition of a term.
    Meaning,
    /// A cell in the header row of a table.
    HeaderCell,
    /// Another cell.
    Cell,
    Footnote,
}

/// Text without breaks: a heading, a paragraph, a list item, a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    pub kind: PassageKind,
    /// The node that contains it.
    pub node: NodeId,
    /// Its range in [`Prose::text`].
    pub range: TextRange,
    sentences: (u32, u32),
    words: (u32, u32),
}

/// The running text of a document. Code blocks, pictures, HTML and shared blocks are not part of it.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    text: String,
    passages: Vec<Passage>,
    sentences: Vec<Sentence>,
    words: Vec<Word>,
    /// Indices of the words with a digit, and of those with a capital: there are few, and many rules need them.
    with_digit: Vec<u32>,
    with_capital: Vec<u32>,
    places: Vec<PassagePosition>,
}

/// The position of a piece of the text in the file.
#[derive(Clone, Copy, Debug)]
struct PassagePosition {
    at: u32,
    source: TextRange,
    /// Whether the file has the same bytes there.
    exact: bool,
}

impl Prose {
    /// Extracts the running text of a document.
    pub fn of(document: &Document, source: &str) -> Self {
        let mut prose = Self::default();
        prose.text.reserve(source.len());
        prose.words.reserve(source.len() / 6);
        let nodes = document.nodes();
        // The open blocks, and the open passage.
        let mut open: Vec<(NodeId, PassageKind)> = Vec::new();
        let mut passage: Option<(NodeId, PassageKind, usize)> = None;
        let mut in_head = 0;
        // In a callout, the text on the line of the mark is its title, and so not in one sentence with the text below.
        let mut mark_until = 0;
        let mut title_open = false;
        let mut id = 0;
        while let Some(node) = nodes.get(id) {
            while let Some((block, _)) = open.last()
                && nodes[*block].last as usize <= id
            {
                prose.close(passage.take());
                open.pop();
            }
            let kind = match node.kind {
                NodeKind::CodeBlock | NodeKind::HtmlBlock | NodeKind::Image => {
                    id = node.last as usize;
                    continue;
                }
                NodeKind::Quote => {
                    mark_until = callout(document, id, source).map_or(0, |found| found.mark.end);
                    title_open = mark_until > 0;
                    None
                }
                NodeKind::TableHead => {
                    in_head = node.last as usize;
                    None
                }
                NodeKind::Heading(level) => Some(PassageKind::Heading(level)),
                NodeKind::Paragraph => Some(match open.last() {
                    Some((_, PassageKind::Item)) => PassageKind::Item,
                    Some((_, PassageKind::Meaning)) => PassageKind::Meaning,
                    Some((_, PassageKind::Footnote)) => PassageKind::Footnote,
                    _ => PassageKind::Paragraph,
                }),
                NodeKind::Item => Some(PassageKind::Item),
                NodeKind::Term => Some(PassageKind::Term),
                NodeKind::Meaning => Some(PassageKind::Meaning),
                NodeKind::TableCell if id < in_head => Some(PassageKind::HeaderCell),
                NodeKind::TableCell => Some(PassageKind::Cell),
                NodeKind::Footnote => Some(PassageKind::Footnote),
                _ => None,
            };
            if let Some(kind) = kind {
                prose.close(passage.take());
                title_open &= node.range.start < mark_until;
                open.push((id, kind));
            } else if matches!(node.kind, NodeKind::Text | NodeKind::Code | NodeKind::SoftBreak | NodeKind::HardBreak) {
                if passage.is_none()
                    && let Some((block, kind)) = open.last()
                {
                    passage = Some((*block, *kind, prose.text.len()));
                }
                let ends_title = title_open && node.kind == NodeKind::SoftBreak;
                prose.push(document, id, source, mark_until, ends_title);
                title_open &= !ends_title;
            }
            id += 1;
        }
        prose.close(passage.take());
        prose
    }

    fn push(&mut self, document: &Document, id: NodeId, source: &str, mark_until: u32, ends_title: bool) {
        let node = document.node(id);
        let at = self.text.len() as u32;
        let mut range = node.range;
        let text = match node.kind {
            // Readers see two lines: the lines of an address are not a sentence.
            NodeKind::SoftBreak if ends_title => "\n",
            NodeKind::HardBreak => "\n",
            NodeKind::SoftBreak => " ",
            _ => document.text(id, source),
        };
        let mut exact = node.kind == NodeKind::Text && node.data == 0;
        let mut text = text;
        if exact && range.start < mark_until {
            range.start = mark_until.min(range.end);
            text = range.of(source);
        }
        exact &= text.len() == (range.end - range.start) as usize;
        self.text.push_str(text);
        self.places.push(PassagePosition { at, source: range, exact });
    }

    fn close(&mut self, passage: Option<(NodeId, PassageKind, usize)>) {
        let Some((node, kind, start)) = passage else { return };
        let sentences = self.sentences.len() as u32;
        let words = self.words.len() as u32;
        cut::cut(&self.text, start, &mut self.sentences, &mut self.words);
        for (index, word) in (words..).zip(self.words.iter().skip(words as usize)) {
            if word.has_digit() {
                self.with_digit.push(index);
            }
            if word.has_upper() {
                self.with_capital.push(index);
            }
        }
        let range = TextRange::new(start, self.text.len());
        self.text.push('\n');
        let sentences = (sentences, self.sentences.len() as u32);
        let words = (words, self.words.len() as u32);
        if sentences.0 < sentences.1 {
            self.passages.push(Passage { kind, node, range, sentences, words });
        }
    }

    /// The whole text, with a line break after each passage.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A part of the text.
    pub fn part(&self, range: TextRange) -> &str {
        range.of(&self.text)
    }

    /// All passages in order. None is empty.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The passage directly in a node; the first one if there are several.
    pub fn passage_of(&self, node: NodeId) -> Option<&Passage> {
        // Passages are in the order of their texts, which is not always the order of nodes: text may follow a list
        // within an item.
        self.passages.iter().find(|passage| passage.node == node)
    }

    /// The passage that contains a byte of the text.
    pub fn passage_at(&self, byte: u32) -> Option<&Passage> {
        let index = self.passages.partition_point(|passage| passage.range.start <= byte).checked_sub(1)?;
        Some(&self.passages[index])
    }

    /// All sentences in order.
    pub fn all_sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentences of a passage.
    pub fn sentences(&self, passage: &Passage) -> &[Sentence] {
        &self.sentences[passage.sentences.0 as usize..passage.sentences.1 as usize]
    }

    /// The sentence that contains a byte of the text.
    pub fn sentence_at(&self, byte: u32) -> Option<&Sentence> {
        let index = self.sentences.partition_point(|sentence| sentence.range.start <= byte).checked_sub(1)?;
        Some(&self.sentences[index])
    }

    /// All words in order.
    pub fn all_words(&self) -> &[Word] {
        &self.words
    }

    /// The words with a digit in order, each with its index in [`Prose::all_words`].
    pub fn words_with_digit(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.at(&self.with_digit)
    }

    /// The words with a capital letter in order, each with its index in [`Prose::all_words`].
    pub fn words_with_capital(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.at(&self.with_capital)
    }

    fn at<'p>(&'p self, places: &'p [u32]) -> impl Iterator<Item = (usize, &'p Word)> {
        places.iter().filter_map(|place| Some((*place as usize, self.words.get(*place as usize)?)))
    }

    /// The words of a passage.
    pub fn words(&self, passage: &Passage) -> &[Word] {
        &self.words[passage.words.0 as usize..passage.words.1 as usize]
    }

    /// The words of a sentence.
    pub fn words_in(&self, sentence: &Sentence) -> &[Word] {
        &self.words[sentence.words.0 as usize..sentence.words.1 as usize]
    }

    /// The range in the file of a part of the text.
    pub fn in_file(&self, range: TextRange) -> TextRange {
        let place = |byte: u32| {
            let index = self.places.partition_point(|place| place.at <= byte).saturating_sub(1);
            self.places.get(index).copied()
        };
        let (Some(first), Some(last)) = (place(range.start), place(range.end.saturating_sub(1).max(range.start)))
        else {
            return TextRange::default();
        };
        let start = match first.exact {
            true => first.source.start + (range.start - first.at),
            false => first.source.start,
        };
        let end = match last.exact {
            true => (last.source.start + (range.end - last.at)).min(last.source.end),
            false => last.source.end,
        };
        TextRange { start, end: end.max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn prose(text: &str) -> Prose {
        Prose::of(&parse(text, 0), text)
    }

    fn passages(text: &str) -> Vec<(PassageKind, String)> {
        let prose = prose(text);
        prose.passages().iter().map(|passage| (passage.kind, prose.part(passage.range).to_owned())).collect()
    }

    #[test]
    fn each_block_of_text_is_a_passage() {
        use PassageKind::{Cell, Footnote, HeaderCell, Heading, Item, Paragraph};
        let text = "## What *is* it?\n\nA [link](a.md) and `code`.\n\n- one\n  - two\n\n  three\n\n> quoted\n\n\
                    | a | b |\n|---|---|\n| c | d |\n\n![alt](a.png)\n\n[^1]: Note.\n\n<b>x</b> y[^1]\n";
        let expected = [
            (Heading(2), "What is it?"),
            (Paragraph, "A link and code."),
            (Item, "one"),
            (Item, "two"),
            (Item, "three"),
            (Paragraph, "quoted"),
            (HeaderCell, "a"),
            (HeaderCell, "b"),
            (Cell, "c"),
            (Cell, "d"),
            (Footnote, "Note."),
            (Paragraph, "x y"),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
        assert_eq!(passages(text), expected);
    }

    #[test]
    fn the_mark_of_a_callout_is_not_a_word() {
        assert_eq!(passages("> [!DONT] Do not\n>\n> - drive\n")[0].1.trim(), "Do not");
        let card = prose("> [!URGENT] Call 111 if\n> you feel\n> worse\n");
        let sentences = card.all_sentences().iter().map(|sentence| card.part(sentence.range));
        assert_eq!(sentences.collect::<Vec<_>>(), ["Call 111 if", "you feel worse"]);
        assert_eq!(prose("> [!DO] Do\n>\n> one\n> two\n").all_sentences().len(), 2);
    }

    #[test]
    fn ranges_are_mapped_to_the_file() {
        let text = "Salt &amp; *pepper* are\nnot medicines, [he](a.md) said.\n";
        let prose = prose(text);
        assert_eq!(prose.text(), "Salt & pepper are not medicines, he said.\n");
        for (word, place) in prose.all_words().iter().zip(["Salt", "pepper", "are", "not", "medicines", "he", "said"]) {
            assert_eq!(prose.in_file(word.range).of(text), place);
        }
        let sentence = prose.all_sentences()[0];
        assert_eq!(prose.in_file(sentence.range).of(text), text.trim_end());
    }
}

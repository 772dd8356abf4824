//! Limits on the size of a leaflet, because the cost of typesetting grows with it, sometimes faster than in proportion.
//!
//! Real leaflets have about a hundredth of this. Counts are the same on every machine, so a leaflet has the same
//! formats everywhere, which would not be the case with a time limit.

use super::letters::is_without_spaces;
use crate::markdown::{Block, Inline};
use crate::render::view::LeafletView;
use crate::rendering::{FormatExcess, FormatLimit};

/// Letters of the whole leaflet.
const LETTERS: usize = 400_000;
/// Words with more letters are longer than a line, and must be broken.
const MAX_UNBROKEN_CHARS: usize = 60;
/// Letters of all such words together.
const LONG_WORDS: usize = 12_000;
const HEADINGS: usize = 1_000;
/// Paragraphs, list items, cells and the like.
const PARTS: usize = 10_000;
const CELLS: usize = 5_000;
const COLUMNS: usize = 40;
const DEPTH: usize = 24;
/// Pages.
pub(super) const PAGES: usize = 500;

/// The first limit that a leaflet exceeds, if any.
pub(super) fn excess(view: &LeafletView<'_>) -> Option<FormatExcess> {
    let mut load = PdfLoad::default();
    for text in view.summary.into_iter().chain([view.title]) {
        load.text(text);
    }
    view.facts.all().flat_map(|fact| &fact.values).for_each(|value| load.text(&value.text));
    for entry in &view.glossary {
        load.part();
        load.text(entry.meaning);
    }
    view.sources.iter().for_each(|source| load.text(source.name));
    for row in view.comparison.iter().flat_map(|comparison| &comparison.leaflets) {
        load.text(row.title);
        load.add(FormatLimit::Cells, row.values.len() + 1);
        row.values.iter().flatten().for_each(|value| load.text(value));
    }
    let crisis = view.text.crisis.iter().map(|crisis| &crisis.blocks);
    for blocks in crisis.chain([&view.text.body]).chain(view.text.notes.iter().map(|note| &note.blocks)) {
        load.blocks(blocks, 1);
    }
    load.excess
}

/// The counts of a leaflet.
#[derive(Default)]
struct PdfLoad {
    letters: usize,
    /// Letters of the current word.
    word: usize,
    /// Letters of words that are longer than a line.
    long_words: usize,
    headings: usize,
    parts: usize,
    cells: usize,
    /// The last heading.
    under: Option<String>,
    excess: Option<FormatExcess>,
}

impl PdfLoad {
    fn hold(&mut self, what: FormatLimit, count: usize, most: usize) {
        if count <= most {
            return;
        }
        match &mut self.excess {
            // The final count is more useful in the message.
            Some(excess) if excess.what == what => excess.count = excess.count.max(count),
            Some(_) => {}
            None => self.excess = Some(FormatExcess { what, count, most, under: self.under.clone() }),
        }
    }

    fn add(&mut self, what: FormatLimit, more: usize) {
        let (count, most) = match what {
            FormatLimit::Letters => (&mut self.letters, LETTERS),
            FormatLimit::Headings => (&mut self.headings, HEADINGS),
            FormatLimit::Cells => (&mut self.cells, CELLS),
            _ => (&mut self.parts, PARTS),
        };
        *count += more;
        let count = *count;
        self.hold(what, count, most);
    }

    fn part(&mut self) {
        self.add(FormatLimit::Parts, 1);
        self.word = 0;
    }

    fn text(&mut self, text: &str) {
        self.word = 0;
        self.words(text);
        self.word = 0;
    }

    /// Counts some of the words of a line. The last of them may continue in the next call.
    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            self.word = if letter.is_whitespace() || is_without_spaces(letter) { 0 } else { self.word + 1 };
            self.long_words += usize::from(self.word > MAX_UNBROKEN_CHARS);
        }
        self.add(FormatLimit::Letters, text.chars().count());
        self.hold(FormatLimit::LongWords, self.long_words, LONG_WORDS);
    }

    fn line(&mut self, line: &[Inline<'_>]) {
        for inline in line {
            match inline {
                Inline::Text(words) | Inline::Verbatim(words) => self.words(words),
                Inline::Code(words) | Inline::Phone { words, .. } => self.words(words),
                Inline::Term(term) => {
                    self.words(&term.words);
                    self.words(term.held);
                }
                Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { words: inner, .. } => self.line(inner),
                Inline::Picture(picture) => self.words(&picture.alternative),
                Inline::Mark(_) => {}
                Inline::LineBreak | Inline::SoftBreak => self.word = 0,
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block<'_>], depth: usize) {
        self.hold(FormatLimit::Depth, depth, DEPTH);
        for block in blocks {
            self.part();
            match block {
                Block::Heading { words, .. } => {
                    self.under = Some(heading(words));
                    self.add(FormatLimit::Headings, 1);
                    self.line(words);
                }
                Block::Paragraph(words) | Block::Line(words) => self.line(words),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(item, depth + 1)),
                Block::Table(table) => {
                    self.text(table.caption.unwrap_or_default());
                    self.hold(FormatLimit::Columns, table.head.len(), COLUMNS);
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        self.add(FormatLimit::Cells, row.len());
                        for cell in row {
                            self.part();
                            self.line(cell);
                        }
                    }
                }
                Block::Card(card) => {
                    self.line(card.title.as_deref().unwrap_or_default());
                    self.blocks(&card.blocks, depth + 1);
                }
                Block::Quote(blocks) => self.blocks(blocks, depth + 1),
                Block::Division(division) => self.blocks(&division.blocks, depth),
                Block::Figure(figure) => {
                    let alternative =
                        figure.picture.as_ref().map_or_else(|words| words, |picture| &picture.alternative);
                    self.text(alternative);
                    self.text(figure.caption);
                }
                Block::Code(code) => {
                    // Each line is typeset separately.
                    self.add(FormatLimit::Parts, code.lines().count());
                    self.words(code);
                }
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        definition.terms.iter().for_each(|term| self.line(term));
                        definition.meanings.iter().for_each(|meaning| self.blocks(meaning, depth + 1));
                    }
                }
                Block::Made(_) | Block::Rule => {}
            }
        }
    }
}

/// The words of a heading.
fn heading(words: &[Inline<'_>]) -> String {
    let mut text = String::new();
    for inline in words {
        match inline {
            Inline::Text(words) | Inline::Verbatim(words) => text.push_str(words),
            Inline::Code(words) | Inline::Phone { words, .. } => text.push_str(words),
            Inline::Term(term) => text.push_str(&term.words),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { words: inner, .. } => {
                text.push_str(&heading(inner));
            }
            Inline::Picture(_) | Inline::Mark(_) | Inline::LineBreak | Inline::SoftBreak => {}
        }
        if text.len() > 200 {
            break;
        }
    }
    text
}

//! What a text is made of.

use std::hash::{Hash, Hasher};

use crate::markdown::callout::CalloutKind;
use crate::markdown::tree::Alignment;
use crate::source::SourceId;

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Blocks {
    /// For each of the texts, its blocks.
    pub parts: Vec<Vec<Block>>,
    /// The footnotes of all texts: the first is note 1.
    pub notes: Vec<Vec<Block>>,
}

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// A heading. The title of the leaflet is the only one of level 1, so the level is 2 to 6.
    Heading {
        /// 2 to 6.
        level: u8,
        /// What links to it name: unique in the leaflet, and none where nothing leads to it.
        id: String,
        /// Its words.
        words: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, with bullets or with numbers.
    List(List),
    /// A table.
    Table(Table),
    /// A card that readers know.
    Card(Card),
    /// A quote.
    Quote(Vec<Block>),
    /// A picture with its caption.
    Figure(Figure),
    /// A block of code; its lines end with `\n`.
    Code(String),
    /// Terms with their meanings.
    Definitions(Vec<Definition>),
    /// A line across the page.
    Rule,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// The number of its first item; none where it has bullets.
    pub first: Option<u32>,
    /// Whether its items stand close together: none of them is written as a paragraph.
    pub tight: bool,
    /// What each item says.
    pub items: Vec<Vec<Block>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// Its caption, where its author wrote one.
    pub caption: Option<String>,
    /// The words of the heading that it stands below, for readers who are told what a table is about.
    pub below: String,
    /// Whether the first cell of each row heads the row.
    pub row_heads: bool,
    /// How each column stands.
    pub alignments: Vec<Alignment>,
    /// The heads of the columns; the corner may be empty.
    pub head: Row,
    /// The rows below them.
    pub rows: Vec<Row>,
}

/// The cells of a row.
pub type Row = Vec<Cell>;

/// What a cell says.
pub type Cell = Vec<Inline>;

/// A card that readers know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// What it is for.
    pub kind: CalloutKind,
    /// What it is called, for those who do not see its colour: 'Urgent advice'. It stands before the title with a colon;
    /// none where the title says so by itself.
    pub label: Option<String>,
    /// The level of its title, as for a heading.
    pub level: u8,
    /// Its title.
    pub title: Option<Vec<Inline>>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A picture with its caption.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// What stands below it.
    pub caption: String,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub source: SourceId,
    /// What it shows, in words; empty where it is only decoration.
    pub alternative: String,
    /// Its width and height in CSS pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

/// Terms with the meanings they share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// Their meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Words. The spaces at both ends count.
    Text(String),
    /// Strong words.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Code.
    Code(String),
    /// A link that leads somewhere; where one does not, only its words are there.
    Link {
        /// Where it leads.
        to: To,
        /// Its words.
        words: Vec<Inline>,
    },
    /// A picture within a line.
    Picture(Picture),
    /// The mark of a footnote.
    Mark(NoteMark),
    /// A line end that readers see.
    LineBreak,
}

/// The mark of a footnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoteMark {
    /// The number of the note, from 1.
    pub number: usize,
    /// Whether it is the first mark of its note, to which the note leads back.
    pub first: bool,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum To {
    /// To an address on the web, an e-mail address (`mailto:`) or another that begins with its kind.
    Web(String),
    /// To a heading of the same leaflet, by its id. There is such a heading.
    Heading(String),
    /// To a telephone number, by the digits dialled.
    Telephone(String),
}

/// The number of a file is no part of what a text says: it changes when another file is added.
impl Hash for Picture {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Self { source: _, alternative, size } = self;
        (alternative, size).hash(hasher);
    }
}

impl Block {
    /// Hands over every picture in it, in their order.
    pub fn each_picture<'b>(&'b self, take: &mut dyn FnMut(&'b Picture)) {
        match self {
            Self::Heading { words, .. } | Self::Paragraph(words) => pictures_in(words, take),
            Self::List(list) => list.items.iter().flatten().for_each(|block| block.each_picture(take)),
            Self::Table(table) => {
                let cells = std::iter::once(&table.head).chain(&table.rows).flatten();
                cells.for_each(|cell| pictures_in(cell, take));
            }
            Self::Card(card) => {
                pictures_in(card.title.as_deref().unwrap_or_default(), take);
                card.blocks.iter().for_each(|block| block.each_picture(take));
            }
            Self::Quote(blocks) => blocks.iter().for_each(|block| block.each_picture(take)),
            Self::Figure(figure) => take(&figure.picture),
            Self::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| pictures_in(term, take));
                    definition.meanings.iter().flatten().for_each(|block| block.each_picture(take));
                }
            }
            Self::Code(_) | Self::Rule => {}
        }
    }
}

fn pictures_in<'b>(words: &'b [Inline], take: &mut dyn FnMut(&'b Picture)) {
    for inline in words {
        match inline {
            Inline::Picture(picture) => take(picture),
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => pictures_in(words, take),
            Inline::Text(_) | Inline::Code(_) | Inline::Mark(_) | Inline::LineBreak => {}
        }
    }
}

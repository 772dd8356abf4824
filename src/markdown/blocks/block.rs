//! What a text is made of. Words are those of the source where they stand there as they are shown.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use crate::markdown::callout::CalloutKind;
use crate::markdown::tree::Alignment;
use crate::source::SourceId;

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Blocks<'a> {
    /// For each of the texts, its blocks.
    pub parts: Vec<Vec<Block<'a>>>,
    /// The footnotes of all texts: the first is note 1.
    pub notes: Vec<Note<'a>>,
}

/// The words of a footnote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note<'a> {
    /// The language it is written in: that of the text with its mark.
    pub language: TextLanguage<'a>,
    /// What it says.
    pub blocks: Vec<Block<'a>>,
}

/// The language of a text, as attributes of HTML name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextLanguage<'a> {
    /// Its tag: `en-GB`.
    pub tag: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'a str,
}

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block<'a> {
    /// A heading. The title of the leaflet is the only one of level 1, so the level is 2 to 6.
    Heading {
        /// 2 to 6.
        level: u8,
        /// What links to it name: unique in the leaflet, and none where nothing leads to it.
        id: String,
        /// Its words.
        words: Vec<Inline<'a>>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline<'a>>),
    /// Words that were written as no paragraph: those of an item in a list whose items stand close together.
    Line(Vec<Inline<'a>>),
    /// A list, with bullets or with numbers.
    List(List<'a>),
    /// A table.
    Table(Table<'a>),
    /// A card that readers know.
    Card(Card<'a>),
    /// A quote.
    Quote(Vec<Block<'a>>),
    /// A picture with its caption.
    Figure(Figure<'a>),
    /// A block of code; its lines end with `\n`.
    Code(Cow<'a, str>),
    /// Terms with their meanings.
    Definitions(Vec<Definition<'a>>),
    /// Blocks of which readers see only what they say: a footnote without a mark, a shared block in another language.
    Division(Division<'a>),
    /// A block that the page makes, by the name that its author typed.
    Made(&'a str),
    /// A line across the page.
    Rule,
}

/// Blocks that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Division<'a> {
    /// Their language, where it is another one than that of the text around them.
    pub language: Option<TextLanguage<'a>>,
    /// What they say.
    pub blocks: Vec<Block<'a>>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List<'a> {
    /// The number of its first item; none where it has bullets.
    pub first: Option<u32>,
    /// Whether its items stand close together: none of them is written as a paragraph.
    pub tight: bool,
    /// What each item says.
    pub items: Vec<Vec<Block<'a>>>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table<'a> {
    /// Its caption, where its author wrote one.
    pub caption: Option<&'a str>,
    /// The words of the heading that it stands below, for readers who are told what a table is about.
    pub below: String,
    /// Whether the first cell of each row heads the row.
    pub row_heads: bool,
    /// How each column stands.
    pub alignments: Vec<Alignment>,
    /// The heads of the columns; the corner may be empty.
    pub head: Row<'a>,
    /// The rows below them.
    pub rows: Vec<Row<'a>>,
}

/// The cells of a row.
pub type Row<'a> = Vec<Cell<'a>>;

/// What a cell says.
pub type Cell<'a> = Vec<Inline<'a>>;

/// A card that readers know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card<'a> {
    /// What it is for.
    pub kind: CalloutKind,
    /// What it is called, for those who do not see its colour: 'Urgent advice'. It stands before the title with a colon;
    /// none where the title says so by itself.
    pub label: Option<&'a str>,
    /// The level of its title, as for a heading.
    pub level: u8,
    /// Its title.
    pub title: Option<Vec<Inline<'a>>>,
    /// Whether its author wrote the title; else it is what the card is called, in the words of the interface.
    pub is_own_title: bool,
    /// What it says.
    pub blocks: Vec<Block<'a>>,
}

/// A picture with its caption.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure<'a> {
    /// The picture, or what it would show in words where there is none.
    pub picture: Result<Picture<'a>, String>,
    /// What stands below it.
    pub caption: &'a str,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The file.
    pub source: SourceId,
    /// Where a page finds the file.
    pub address: Cow<'a, str>,
    /// What it shows, in words; empty where it is only decoration.
    pub alternative: String,
    /// Its width and height in CSS pixels, where they are known.
    pub size: Option<(u32, u32)>,
}

/// Terms with the meanings they share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Definition<'a> {
    /// The terms.
    pub terms: Vec<Vec<Inline<'a>>>,
    /// Their meanings.
    pub meanings: Vec<Vec<Block<'a>>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline<'a> {
    /// Words. The spaces at both ends count.
    Text(Cow<'a, str>),
    /// Words in which no number is looked for: HTML that an author typed, what a missing picture would show.
    Verbatim(Cow<'a, str>),
    /// Strong words.
    Strong(Vec<Inline<'a>>),
    /// Emphasis.
    Emphasis(Vec<Inline<'a>>),
    /// Code.
    Code(&'a str),
    /// A link that leads somewhere; where one does not, only its words are there.
    Link {
        /// Where it leads.
        to: LinkTarget<'a>,
        /// What is told of it where it is pointed at; may be empty.
        title: &'a str,
        /// Its words.
        words: Vec<Inline<'a>>,
    },
    /// A telephone number that readers can call, by the digits dialled.
    Phone {
        /// What is dialled.
        digits: String,
        /// The number as it was typed.
        words: &'a str,
    },
    /// A word of the glossary.
    Term(GlossaryTerm<'a>),
    /// A picture within a line.
    Picture(Picture<'a>),
    /// The mark of a footnote.
    Mark(NoteMark),
    /// A line end that is a space to readers. Only texts that stay as they were typed have it.
    SoftBreak,
    /// A line end that readers see.
    LineBreak,
}

/// A word of the glossary, the meaning of which opens on a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GlossaryTerm<'a> {
    /// The number of its meaning on the page.
    pub number: usize,
    /// The word.
    pub words: Cow<'a, str>,
    /// The punctuation that follows it and must stay on its line.
    pub held: &'a str,
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
pub enum LinkTarget<'a> {
    /// To an address on the web, an e-mail address (`mailto:`) or another that begins with its kind.
    Web(Cow<'a, str>),
    /// To a heading of the same leaflet, by its id. There is such a heading, unless the text stays as it was typed.
    Heading(Cow<'a, str>),
    /// To a telephone number: an address that begins with `tel:` in small or large letters.
    Telephone(Cow<'a, str>),
}

impl<'a> LinkTarget<'a> {
    /// Where an address leads that an author typed with its kind.
    pub fn typed(address: &'a str) -> Self {
        match address.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:")) {
            true => Self::Telephone(address.into()),
            false => Self::Web(address.into()),
        }
    }
}

impl LinkTarget<'_> {
    /// The digits dialled, where it leads to a telephone.
    pub fn digits(&self) -> &str {
        match self {
            Self::Telephone(address) => address.get(4..).unwrap_or_default(),
            Self::Web(_) | Self::Heading(_) => "",
        }
    }
}

/// The number of a file and where the file stands are no part of what a text says: they change with other files.
impl Hash for Picture<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Self { source: _, address: _, alternative, size } = self;
        (alternative, size).hash(hasher);
    }
}

impl<'a> Block<'a> {
    /// Hands over every picture in it, in their order.
    pub fn each_picture<'b>(&'b self, take: &mut dyn FnMut(&'b Picture<'a>)) {
        match self {
            Self::Heading { words, .. } | Self::Paragraph(words) | Self::Line(words) => pictures_in(words, take),
            Self::List(list) => list.items.iter().flatten().for_each(|block| block.each_picture(take)),
            Self::Table(table) => {
                let cells = std::iter::once(&table.head).chain(&table.rows).flatten();
                cells.for_each(|cell| pictures_in(cell, take));
            }
            Self::Card(card) => {
                pictures_in(card.title.as_deref().unwrap_or_default(), take);
                card.blocks.iter().for_each(|block| block.each_picture(take));
            }
            Self::Quote(blocks) | Self::Division(Division { blocks, .. }) => {
                blocks.iter().for_each(|block| block.each_picture(take));
            }
            Self::Figure(figure) => figure.picture.iter().for_each(take),
            Self::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| pictures_in(term, take));
                    definition.meanings.iter().flatten().for_each(|block| block.each_picture(take));
                }
            }
            Self::Code(_) | Self::Made(_) | Self::Rule => {}
        }
    }
}

fn pictures_in<'a, 'b>(words: &'b [Inline<'a>], take: &mut dyn FnMut(&'b Picture<'a>)) {
    for inline in words {
        match inline {
            Inline::Picture(picture) => take(picture),
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => pictures_in(words, take),
            Inline::Text(_)
            | Inline::Verbatim(_)
            | Inline::Code(_)
            | Inline::Phone { .. }
            | Inline::Term(_)
            | Inline::Mark(_)
            | Inline::SoftBreak
            | Inline::LineBreak => {}
        }
    }
}

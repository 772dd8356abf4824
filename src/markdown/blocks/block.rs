//! The content of a text, as blocks and inlines. Words borrow from the source if they are shown unchanged.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use crate::markdown::callout::CalloutKind;
use crate::markdown::tree::Alignment;
use crate::source::SourceId;

/// The content of the texts of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Blocks<'a> {
    /// The blocks of each text.
    pub parts: Vec<Vec<Block<'a>>>,
    /// The footnotes of all texts, in order: the first is note 1.
    pub notes: Vec<Note<'a>>,
}

/// The content of a footnote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note<'a> {
    /// The language of the note, which is that of the text with its mark.
    pub language: TextLanguage<'a>,
    /// The blocks of the note.
    pub blocks: Vec<Block<'a>>,
}

/// The language of a text, as values of HTML attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextLanguage<'a> {
    /// The language tag, such as `en-GB`.
    pub tag: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'a str,
}

/// A block-level element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block<'a> {
    /// A heading. The title of the leaflet is the only one of level 1, so the level is 2 to 6.
    Heading {
        level: u8,
        /// The fragment identifier, unique in the leaflet. Empty if nothing links to the heading.
        id: String,
        words: Vec<Inline<'a>>,
    },
    Paragraph(Vec<Inline<'a>>),
    /// Text outside a paragraph, such as an item of a tight list.
    Line(Vec<Inline<'a>>),
    /// A list, with bullets or with numbers.
    List(List<'a>),
    Table(Table<'a>),
    /// A callout.
    Card(Card<'a>),
    Quote(Vec<Block<'a>>),
    /// A picture with its caption.
    Figure(Figure<'a>),
    /// A code block. Each line ends with `
    /// `.
    Code(Cow<'a, str>),
    /// Terms with their meanings.
    Definitions(Vec<Definition<'a>>),
    /// A group of blocks without visible formatting, such as a footnote without a mark or a shared block in another
    /// language.
    Division(Division<'a>),
    /// A block that the page generates, by the name that the author typed.
    Made(&'a str),
    /// A horizontal rule.
    Rule,
}

/// A group of blocks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Division<'a> {
    /// The language, if it differs from that of the surrounding text.
    pub language: Option<TextLanguage<'a>>,
    /// The blocks of the group.
    pub blocks: Vec<Block<'a>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List<'a> {
    /// The number of the first item; `None` for bullets.
    pub first: Option<u32>,
    /// Whether the list is tight: no item contains a paragraph.
    pub tight: bool,
    /// The blocks of each item.
    pub items: Vec<Vec<Block<'a>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table<'a> {
    /// The caption, if the author wrote one.
    pub caption: Option<&'a str>,
    /// The words of the heading above the table, which name the table for screen readers if it has no caption.
    pub below: String,
    /// Whether the first cell of each row is a heading.
    pub row_heads: bool,
    /// The alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The header row. Its first cell may be empty.
    pub head: TableRow<'a>,
    /// The body rows.
    pub rows: Vec<TableRow<'a>>,
}

/// The cells of a row.
pub type TableRow<'a> = Vec<Cell<'a>>;

/// The content of a cell.
pub type Cell<'a> = Vec<Inline<'a>>;

/// A callout.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card<'a> {
    pub kind: CalloutKind,
    /// The label for readers who cannot see the colour, such as 'Urgent advice', which comes before the title and a
    /// colon. `None` if the title already says it.
    pub label: Option<&'a str>,
    /// The level of the title, as for a heading.
    pub level: u8,
    pub title: Option<Vec<Inline<'a>>>,
    /// Whether the author wrote the title. Otherwise it is the standard name of the callout.
    pub is_own_title: bool,
    /// The blocks below the title.
    pub blocks: Vec<Block<'a>>,
}

/// A picture with its caption.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure<'a> {
    /// The picture, or its alternative text if the picture is missing.
    pub picture: Result<Picture<'a>, String>,
    pub caption: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The image file.
    pub source: SourceId,
    /// The address of the file, for a page.
    pub address: Cow<'a, str>,
    /// The alternative text. Empty if the picture is decorative.
    pub alternative: String,
    /// The width and height in CSS pixels, if known.
    pub size: Option<(u32, u32)>,
}

/// Terms that share the same meanings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Definition<'a> {
    pub terms: Vec<Vec<Inline<'a>>>,
    /// Their meanings.
    pub meanings: Vec<Vec<Block<'a>>>,
}

/// An inline element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline<'a> {
    /// Text. Leading and trailing spaces are significant.
    Text(Cow<'a, str>),
    /// Text in which no telephone numbers are looked for: HTML that the author typed, or the alternative text of a
    /// missing picture.
    Verbatim(Cow<'a, str>),
    /// Strong text.
    Strong(Vec<Inline<'a>>),
    /// Emphasised text.
    Emphasis(Vec<Inline<'a>>),
    /// Inline code.
    Code(&'a str),
    /// A link with a known target. A link without a target is replaced by its words.
    Link {
        /// The target of the link.
        to: LinkTarget<'a>,
        /// The tooltip; may be empty.
        title: &'a str,
        /// The words of the link.
        words: Vec<Inline<'a>>,
    },
    /// A telephone number that readers can call.
    Phone {
        /// The digits to dial.
        digits: String,
        /// The number as the author typed it.
        words: &'a str,
    },
    /// A word of the glossary.
    Term(GlossaryTerm<'a>),
    /// An inline picture.
    Picture(Picture<'a>),
    /// The mark of a footnote.
    Mark(NoteMark),
    /// A line break in the source that readers see as a space. Only occurs in texts that are kept as typed.
    SoftBreak,
    /// A visible line break.
    LineBreak,
}

/// A word of the glossary. On a page, its meaning opens when the word is pressed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GlossaryTerm<'a> {
    /// The number of the meaning on the page.
    pub number: usize,
    pub words: Cow<'a, str>,
    /// The punctuation after the word, which must stay on the same line.
    pub held: &'a str,
}

/// The mark of a footnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NoteMark {
    /// The number of the note, counted from 1.
    pub number: usize,
    /// Whether this is the first mark of the note. The note links back to it.
    pub first: bool,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget<'a> {
    /// A web address, an email address (`mailto:`) or another address with a scheme.
    Web(Cow<'a, str>),
    /// A heading of the same leaflet, by its fragment identifier. The heading exists unless the text is kept as typed.
    Heading(Cow<'a, str>),
    /// A telephone number: an address that starts with `tel:`, in any case.
    Telephone(Cow<'a, str>),
}

impl<'a> LinkTarget<'a> {
    /// The target of an address with a scheme that an author typed.
    pub fn of_address(address: &'a str) -> Self {
        match address.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:")) {
            true => Self::Telephone(address.into()),
            false => Self::Web(address.into()),
        }
    }
}

impl LinkTarget<'_> {
    /// The digits to dial; empty if the target is not a telephone number.
    pub fn digits(&self) -> &str {
        match self {
            Self::Telephone(address) => address.get(4..).unwrap_or_default(),
            Self::Web(_) | Self::Heading(_) => "",
        }
    }
}

/// Ignores the number and the address of the file: they change with other files, although the text says the same.
impl Hash for Picture<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Self { source: _, address: _, alternative, size } = self;
        (alternative, size).hash(hasher);
    }
}

impl<'a> Block<'a> {
    /// Calls `take` with every picture in the block, in order.
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

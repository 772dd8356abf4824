//! A foreign text in the forms that leaflets have, before it is written as Markdown.

use std::rc::Rc;

use super::report::ImportReport;

/// A longer address than this is taken by no browser for certain.
pub(super) const MAX_ADDRESS_LEN: usize = 2_000;

/// A leaflet in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct LeafletDraft {
    /// Its title, where the file has one.
    pub title: Option<String>,
    /// Further fields that the file gives, each at most once; a value may be blank.
    pub fields: Vec<(&'static str, String)>,
    /// Its text.
    pub blocks: Vec<DraftBlock>,
    /// Its footnotes, in the order in which they are numbered.
    pub notes: Vec<Vec<DraftBlock>>,
    /// Its pictures.
    pub pictures: Vec<DraftPicture>,
    /// What became of everything else.
    pub account: ImportReport,
}

/// A piece of text that stands for itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DraftBlock {
    /// A heading.
    Heading {
        /// 1 for the highest.
        level: u8,
        /// Whether the file does not say that it is one.
        guessed: bool,
        /// Its words.
        text: Vec<DraftInline>,
    },
    /// A paragraph.
    Paragraph(Vec<DraftInline>),
    /// A list.
    List(DraftList),
    /// The rows of a table; the first one is its head.
    Table(Vec<Vec<Vec<DraftInline>>>),
    /// A quote.
    Quote(Vec<DraftBlock>),
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DraftList {
    /// Its first number, where it is numbered.
    pub first: Option<u32>,
    /// Its items.
    pub items: Vec<Vec<DraftBlock>>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DraftInline {
    /// Text that looks the same from end to end.
    Run(TextRun),
    /// A picture.
    Picture {
        /// Which of [`LeafletDraft::pictures`].
        index: usize,
        /// Its text alternative; empty where the file has none.
        alt: String,
    },
    /// A line end that readers see.
    Break,
    /// A mark that leads to a footnote: which of [`LeafletDraft::notes`].
    Note(usize),
}

/// Text that looks the same from end to end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextRun {
    /// The text.
    pub text: String,
    /// Whether it is bold.
    pub strong: bool,
    /// Whether it is in italics.
    pub emphasis: bool,
    /// Where it leads: many runs may share one link.
    pub link: Option<Rc<str>>,
}

/// A picture.
#[derive(Clone, Debug)]
pub(super) struct DraftPicture {
    /// The ending of its name: `png`.
    pub ending: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name it gets.
    pub name: String,
}

impl DraftInline {
    /// Text without a look of its own.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Run(TextRun { text: text.into(), ..TextRun::default() })
    }
}

impl DraftBlock {
    /// A paragraph of text without a look of its own.
    pub(super) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![DraftInline::text(text)])
    }
}

impl LeafletDraft {
    /// Gives the pictures their names, after that of the leaflet.
    pub(super) fn name_pictures(&mut self, leaflet: &str) -> Vec<(String, Vec<u8>)> {
        for (index, picture) in self.pictures.iter_mut().enumerate() {
            picture.name = format!("{leaflet}-{}.{}", index + 1, picture.ending);
        }
        self.pictures.iter_mut().map(|picture| (picture.name.clone(), std::mem::take(&mut picture.bytes))).collect()
    }
}

/// The words of a line, without looks.
pub(super) fn line(inlines: &[DraftInline]) -> String {
    let mut line = String::new();
    for inline in inlines {
        match inline {
            DraftInline::Run(run) => line.push_str(&run.text),
            DraftInline::Picture { alt, .. } => line.extend([" ", alt, " "]),
            DraftInline::Break => line.push(' '),
            DraftInline::Note(_) => {}
        }
    }
    line
}

/// The words of blocks, a space between them.
pub(super) fn words(blocks: &[DraftBlock]) -> String {
    let mut found = String::new();
    for block in blocks {
        match block {
            DraftBlock::Heading { text, .. } | DraftBlock::Paragraph(text) => found.push_str(&line(text)),
            DraftBlock::List(list) => list.items.iter().for_each(|item| found.extend([words(item), " ".to_owned()])),
            DraftBlock::Table(rows) => {
                rows.iter().flatten().for_each(|cell| found.extend([line(cell), " ".to_owned()]));
            }
            DraftBlock::Quote(blocks) => found.push_str(&words(blocks)),
        }
        found.push(' ');
    }
    found
}

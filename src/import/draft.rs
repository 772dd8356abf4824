//! A foreign text in the forms that leaflets have, before it is written as Markdown.

use std::rc::Rc;

use super::account::Account;

/// A longer address than this is taken by no browser for certain.
pub(super) const LONGEST_ADDRESS: usize = 2_000;

/// A leaflet in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Its title, where the file has one.
    pub title: Option<String>,
    /// Further fields that the file gives, each at most once; a value may be blank.
    pub fields: Vec<(&'static str, String)>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Its footnotes, in the order in which they are numbered.
    pub notes: Vec<Vec<Block>>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
    /// What became of everything else.
    pub account: Account,
}

/// A piece of text that stands for itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A heading.
    Heading {
        /// 1 for the highest.
        level: u8,
        /// Whether the file does not say that it is one.
        guessed: bool,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(List),
    /// The rows of a table; the first one is its head.
    Table(Vec<Vec<Vec<Inline>>>),
    /// A quote.
    Quote(Vec<Block>),
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct List {
    /// Its first number, where it is numbered.
    pub first: Option<u32>,
    /// Its items.
    pub items: Vec<Vec<Block>>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    /// Text that looks the same from end to end.
    Run(Run),
    /// A picture.
    Picture {
        /// Which of [`Draft::pictures`].
        index: usize,
        /// Its text alternative; empty where the file has none.
        alt: String,
    },
    /// A line end that readers see.
    Break,
    /// A mark that leads to a footnote: which of [`Draft::notes`].
    Note(usize),
}

/// Text that looks the same from end to end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
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
pub(super) struct Picture {
    /// The ending of its name: `png`.
    pub ending: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The name it gets.
    pub name: String,
}

impl Inline {
    /// Text without a look of its own.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Run(Run { text: text.into(), ..Run::default() })
    }
}

impl Block {
    /// A paragraph of text without a look of its own.
    pub(super) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![Inline::text(text)])
    }
}

impl Draft {
    /// Gives the pictures their names, after that of the leaflet.
    pub(super) fn name_pictures(&mut self, leaflet: &str) -> Vec<(String, Vec<u8>)> {
        for (index, picture) in self.pictures.iter_mut().enumerate() {
            picture.name = format!("{leaflet}-{}.{}", index + 1, picture.ending);
        }
        self.pictures.iter_mut().map(|picture| (picture.name.clone(), std::mem::take(&mut picture.bytes))).collect()
    }
}

/// The words of a line, without looks.
pub(super) fn line(inlines: &[Inline]) -> String {
    let mut line = String::new();
    for inline in inlines {
        match inline {
            Inline::Run(run) => line.push_str(&run.text),
            Inline::Picture { alt, .. } => line.extend([" ", alt, " "]),
            Inline::Break => line.push(' '),
            Inline::Note(_) => {}
        }
    }
    line
}

/// The words of blocks, a space between them.
pub(super) fn words(blocks: &[Block]) -> String {
    let mut found = String::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => found.push_str(&line(text)),
            Block::List(list) => list.items.iter().for_each(|item| found.extend([words(item), " ".to_owned()])),
            Block::Table(rows) => {
                rows.iter().flatten().for_each(|cell| found.extend([line(cell), " ".to_owned()]));
            }
            Block::Quote(blocks) => found.push_str(&words(blocks)),
        }
        found.push(' ');
    }
    found
}

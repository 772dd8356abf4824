//! A leaflet before it is written as Markdown: fields, blocks, footnotes and pictures read from another format.

use std::rc::Rc;

use super::report::ImportReport;

/// Some browsers do not accept longer addresses.
pub(super) const MAX_ADDRESS_LEN: usize = 2_000;

/// A leaflet that is being imported.
#[derive(Clone, Debug, Default)]
pub(super) struct LeafletDraft {
    /// The title, if the file has one.
    pub title: Option<String>,
    /// Other fields found in the file, each at most once; a value may be blank.
    pub fields: Vec<(&'static str, String)>,
    /// The body.
    pub blocks: Vec<DraftBlock>,
    /// The footnotes, in the order of their numbers.
    pub notes: Vec<Vec<DraftBlock>>,
    pub pictures: Vec<DraftPicture>,
    /// What became of everything else.
    pub account: ImportReport,
}

/// A block of the body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DraftBlock {
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Whether the file does not mark it as a heading.
        guessed: bool,
        text: Vec<DraftInline>,
    },
    Paragraph(Vec<DraftInline>),
    List(DraftList),
    /// The rows of a table; the first holds the column headings.
    Table(Vec<Vec<Vec<DraftInline>>>),
    Quote(Vec<DraftBlock>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct DraftList {
    /// The number of the first item; `None` for a bulleted list.
    pub first: Option<u32>,
    pub items: Vec<Vec<DraftBlock>>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum DraftInline {
    /// Text with uniform formatting.
    Run(TextRun),
    Picture {
        /// Index in [`LeafletDraft::pictures`].
        index: usize,
        /// The text alternative; empty if the file has none.
        alt: String,
    },
    /// A line break that readers see.
    Break,
    /// A reference to a footnote: its index in [`LeafletDraft::notes`].
    Note(usize),
}

/// Text with uniform formatting.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TextRun {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    /// The address it links to. Shared, because many runs may belong to one link.
    pub link: Option<Rc<str>>,
}

#[derive(Clone, Debug)]
pub(super) struct DraftPicture {
    /// The ending of the file name: `png`.
    pub ending: String,
    pub bytes: Vec<u8>,
    /// The file name in the site, set once the leaflet has a name.
    pub name: String,
}

impl DraftInline {
    /// Text without formatting.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Run(TextRun { text: text.into(), ..TextRun::default() })
    }
}

impl DraftBlock {
    /// A paragraph of text without formatting.
    pub(super) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(vec![DraftInline::text(text)])
    }
}

impl LeafletDraft {
    /// Names the pictures after the leaflet. Returns the names with the bytes.
    pub(super) fn name_pictures(&mut self, leaflet: &str) -> Vec<(String, Vec<u8>)> {
        for (index, picture) in self.pictures.iter_mut().enumerate() {
            picture.name = format!("{leaflet}-{}.{}", index + 1, picture.ending);
        }
        self.pictures.iter_mut().map(|picture| (picture.name.clone(), std::mem::take(&mut picture.bytes))).collect()
    }
}

/// The words of a line, without formatting.
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

/// The words of blocks, separated by spaces.
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

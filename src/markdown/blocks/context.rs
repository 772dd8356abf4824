//! What a text needs to know about the page it is shown on.

use std::collections::BTreeSet;

use super::block::{LinkTarget, TextLanguage};
use crate::markdown::callout::CalloutKind;
use crate::markdown::text_span::TextSpan;
use crate::markdown::tree::Document;
use crate::source::SourceId;

/// A syntax tree with the text that it was parsed from.
#[derive(Clone, Copy, Debug)]
pub struct DocumentText<'a> {
    /// The syntax tree.
    pub document: &'a Document,
    /// The text of its file.
    pub source: &'a str,
    /// The number by which the context identifies the text.
    pub origin: usize,
}

/// One of the texts of a page.
#[derive(Clone, Debug)]
pub struct PagePart<'a> {
    pub body: DocumentText<'a>,
    /// The fragment identifiers of its headings, shared blocks included, in order. They are unique in the page.
    pub ids: Vec<String>,
    /// The number of levels by which headings are moved up.
    pub raised: u8,
    /// Whether automatic links and words of the glossary are marked.
    pub marked: bool,
}

/// A mark that was added automatically, not by the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The marked part of the text.
    pub stretch: TextSpan,
    pub kind: MarkKind,
}

/// The kind of an automatic mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A link to the address.
    Link(String),
    /// A word of the glossary, by the number of its meaning on the page.
    Term(usize),
}

/// The target of a link, or the file of an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination<'a> {
    /// The target; `None` if the link leads nowhere, so only its words are shown.
    pub to: Option<LinkTarget<'a>>,
    /// The text to show if the author wrote only the target.
    pub text: Option<&'a str>,
    /// The file, if the target is a file of the site.
    pub file: Option<SourceId>,
    /// The width and height of an image, if known.
    pub size: Option<(u32, u32)>,
}

/// What a text needs to know about the page it is shown on.
pub trait BlockContext<'a> {
    /// The target of a link, by its number.
    fn destination(&self, origin: usize, link: usize) -> Destination<'a>;
    /// The shared block with this name.
    fn block(&self, name: &str) -> Option<DocumentText<'a>>;
    /// Whether the page generates the block with this name.
    fn makes_block(&self, name: &str) -> bool;
    /// The digits of the telephone numbers that readers can call from the page.
    fn numbers(&self) -> &BTreeSet<String>;
    /// The automatic marks of a text, in the order of the text.
    fn marks(&self, origin: usize) -> &[Mark];
    /// The name of a kind of callout, in the language of the page.
    fn card_label(&self, kind: CalloutKind) -> &'a str;
    /// The language of a text.
    fn language(&self, origin: usize) -> TextLanguage<'a>;
    /// The title of the page, which is the heading for everything before the first heading.
    fn title(&self) -> &str;
    /// Whether texts are kept as typed, for a page: with line breaks of the source, empty paragraphs, placeholders of
    /// missing pictures, and links to missing headings. For a standalone format, adjacent texts are joined, and
    /// anything that is empty or leads nowhere is left out.
    fn is_as_typed(&self) -> bool;
}

/// The words that a text needs in addition to its own, in the language of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextWords {
    pub footnotes: FootnoteWords,
    /// The name of each kind of callout.
    pub callouts: Vec<(CalloutKind, String)>,
}

/// The words of footnotes, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FootnoteWords {
    /// The heading of the footnotes.
    pub heading: String,
    /// The name of a mark: 'Note'.
    pub mark: String,
    /// The link back to the mark.
    pub back: String,
}

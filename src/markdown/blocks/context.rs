//! What a text must ask of the page around it.

use std::collections::BTreeSet;

use super::block::{LinkTarget, TextLanguage};
use crate::markdown::callout::CalloutKind;
use crate::markdown::text_span::TextSpan;
use crate::markdown::tree::Document;
use crate::source::SourceId;

/// A tree with the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct DocumentText<'a> {
    /// The tree.
    pub document: &'a Document,
    /// The text of its file.
    pub source: &'a str,
    /// What the context knows it by.
    pub origin: usize,
}

/// One of the texts of a page.
#[derive(Clone, Debug)]
pub struct PagePart<'a> {
    /// The text.
    pub body: DocumentText<'a>,
    /// The ids of its headings in order, blocks included, unique in the page.
    pub ids: Vec<String>,
    /// By how many levels its headings stand higher than their author wrote them.
    pub raised: u8,
    /// Whether links and words of the glossary are marked in it that its author did not mark.
    pub marked: bool,
}

/// What is marked in a text without its author's doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub stretch: TextSpan,
    /// How.
    pub kind: MarkKind,
}

/// How a part of a text is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A link to this address.
    Link(String),
    /// A word of the glossary, the meaning of which has this number on the page.
    Term(usize),
}

/// Where a link leads, or where the file of an image is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination<'a> {
    /// The address; none where the link leads nowhere, and only its text is shown.
    pub to: Option<LinkTarget<'a>>,
    /// The text to show instead of the destination, where the author wrote only that.
    pub text: Option<&'a str>,
    /// The file it leads to, where that is one of the site's own.
    pub file: Option<SourceId>,
    /// Width and height of an image, where they are known.
    pub size: Option<(u32, u32)>,
}

/// What a text must ask of the page around it.
pub trait BlockContext<'a> {
    /// Where the link of this number leads.
    fn destination(&self, origin: usize, link: usize) -> Destination<'a>;
    /// The shared block of this name.
    fn block(&self, name: &str) -> Option<DocumentText<'a>>;
    /// Whether the page makes the block of this name itself.
    fn makes_block(&self, name: &str) -> bool;
    /// The telephone numbers, by the digits dialled, that readers can call from the page.
    fn numbers(&self) -> &BTreeSet<String>;
    /// What is marked in a text, in the order of the text.
    fn marks(&self, origin: usize) -> &[Mark];
    /// What a card of a kind is called.
    fn card_label(&self, kind: CalloutKind) -> &'a str;
    /// The language that a text is written in.
    fn language(&self, origin: usize) -> TextLanguage<'a>;
    /// The title of the page, which heads all that stands before the first heading.
    fn title(&self) -> &str;
    /// Whether texts stay as they were typed, for a page: with line ends, empty paragraphs, frames of missing pictures, and
    /// links to headings that are not there. For a format that stands alone texts are joined, and what shows nothing or
    /// leads nowhere is left out.
    fn is_as_typed(&self) -> bool;
}

/// The words that a text needs besides its own, in the language of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextWords {
    /// Those of footnotes.
    pub footnotes: FootnoteWords,
    /// What each callout is called.
    pub callouts: Vec<(CalloutKind, String)>,
}

/// The words that footnotes need, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FootnoteWords {
    /// The heading above the footnotes.
    pub heading: String,
    /// What a mark is called: 'Note'.
    pub mark: String,
    /// The link that leads back.
    pub back: String,
}

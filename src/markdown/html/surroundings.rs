//! What a text must ask of the page around it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::markdown::callout::CalloutKind;
use crate::markdown::text_span::TextSpan;
use crate::markdown::tree::Document;
use crate::source::SourceId;

/// A tree with the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    /// The tree.
    pub document: &'a Document,
    /// The text of its file.
    pub source: &'a str,
    /// What the surroundings know it by.
    pub origin: usize,
}

/// One of the texts of a page.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The text.
    pub body: Body<'a>,
    /// The ids of its headings in order, blocks included, unique in the page.
    pub ids: &'a [String],
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
    /// A word whose meaning opens: what the ids of the meaning end with.
    Word(String),
}

/// Where a link leads from the page it stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination<'a> {
    /// The address; none where the link leads nowhere, and only its text is shown.
    pub href: Option<Cow<'a, str>>,
    /// The text to show instead of the destination, where the author wrote only that.
    pub text: Option<&'a str>,
    /// Width and height of an image, where they are known.
    pub size: Option<(u32, u32)>,
}

/// What a text must ask of the page around it.
pub trait Surroundings {
    /// Where the link of this number leads.
    fn destination(&self, origin: usize, link: usize) -> Destination<'_>;
    /// The file that the link of this number leads to, where the file itself is needed and not only its address.
    fn file(&self, _origin: usize, _link: usize) -> Option<SourceId> {
        None
    }
    /// The shared block of this name.
    fn block(&self, origin: usize, name: &str) -> Option<Body<'_>>;
    /// Writes the block of this name where it is none that an author wrote but one that the page makes.
    fn made_block(&self, name: &str, out: &mut String);
    /// The telephone numbers, by the digits dialled, that readers can call from the page.
    fn numbers(&self) -> &BTreeSet<String>;
    /// What is marked in a text, in the order of the text.
    fn marks(&self, origin: usize) -> &[Mark];
    /// The words that it needs besides its own.
    fn words(&self) -> &TextWords;
    /// The language that a text is written in: its tag and its direction, as attributes of HTML name them.
    fn language(&self, origin: usize) -> (&str, &str);
    /// The attributes of an element that holds words of the interface, where those are in another language than the page:
    /// ` lang="en" dir="ltr"`.
    fn aside(&self) -> &str;
    /// The title of the page, which heads all that stands before the first heading.
    fn title(&self) -> &str;
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

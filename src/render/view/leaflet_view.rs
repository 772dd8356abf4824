//! The view of a leaflet and its parts.

use std::hash::{Hash, Hasher};

use super::facts::LeafletFacts;
use crate::date::Date;
use crate::language::Language;
use crate::library::ManuscriptId;
use crate::markdown::{Block, Note};
use crate::source::SourceId;
use crate::theme::Words;
use crate::versions::VersionLabel;

/// A leaflet as its readers see it, with everything resolved. Its hash is the cache key of the files made from it.
#[derive(Clone, Debug, Hash)]
pub struct LeafletView<'a> {
    pub leaflet: Unhashed<ManuscriptId>,
    /// The words of the interface: in the leaflet's language if the theme has them, otherwise in English.
    pub words: &'a Words,
    /// The language of the leaflet.
    pub language: &'a Language,
    /// The title of the leaflet.
    pub title: &'a str,
    /// One or two sentences about the leaflet.
    pub summary: Option<&'a str>,
    /// The reference of the leaflet.
    pub reference: &'a str,
    /// The version of its words; `None` in a notice.
    pub version: Option<VersionLabel>,
    /// The day of the last change.
    pub last_updated: DisplayDate,
    /// The first day on which the leaflet must not be used.
    pub archive_date: DisplayDate,
    /// The facts about the leaflet.
    pub facts: LeafletFacts<'a>,
    /// The publisher. Readers can ask it for another format.
    pub publisher: Publisher<'a>,
    /// The web address of the page, if the web address of the site is known.
    pub address: Option<String>,
    /// The permanent short address, for printing: the latest version is always there.
    pub short_address: Option<String>,
    /// The text, with the urgent help of an at-risk leaflet.
    pub text: TextView<'a>,
    /// The words that the site explains: in the order of the text on a page, otherwise in alphabetical order.
    pub glossary: Vec<ExplainedWord<'a>>,
    /// The comparison with its alternatives.
    pub comparison: Option<Comparison<'a>>,
    /// The sources of the leaflet.
    pub sources: Vec<SourceLink<'a>>,
}

/// The text of a page: of a leaflet, of a pack, or of another page that an author wrote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextView<'a> {
    /// The language of the text.
    pub language: &'a Language,
    /// The shared block with urgent help, which precedes the text.
    pub crisis: Option<CrisisText<'a>>,
    /// The text, shared blocks included.
    pub body: Vec<Block<'a>>,
    /// The footnotes of the urgent help and of the text; the first is note 1.
    pub notes: Vec<Note<'a>>,
    /// The headings in the list of contents.
    pub contents: Vec<ContentsEntry>,
}

/// A heading in the list of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentsEntry {
    /// The fragment identifier of the heading.
    pub id: String,
    /// The words of the heading.
    pub text: String,
}

impl<'a> TextView<'a> {
    /// All blocks, including those of notes.
    pub fn blocks(&self) -> impl Iterator<Item = &Block<'a>> {
        let crisis = self.crisis.iter().flat_map(|crisis| &crisis.blocks);
        crisis.chain(&self.body).chain(self.notes.iter().flat_map(|note| &note.blocks))
    }

    /// The image files of the text, in order and without duplicates.
    pub fn pictures(&self) -> Vec<SourceId> {
        let mut found = Vec::new();
        for block in self.blocks() {
            block.each_picture(&mut |picture| {
                if !found.contains(&picture.source) {
                    found.push(picture.source);
                }
            });
        }
        found
    }
}

/// The index of a file or a leaflet. It is not part of the hash, because it changes when other files are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unhashed<T>(pub T);

impl<T> Hash for Unhashed<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A date, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisplayDate {
    /// The ISO form: `2026-11-23`.
    pub iso: String,
    /// The date in the language of the interface: `23 November 2026`.
    pub words: String,
}

impl DisplayDate {
    /// A date in the language of a page.
    pub fn new(date: Date, words: &Words) -> Self {
        Self { iso: date.to_string(), words: words.date(date) }
    }
}

/// The publisher of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Publisher<'a> {
    /// The name of the site.
    pub site: &'a str,
    /// The name of the organisation.
    pub name: Option<&'a str>,
    /// The telephone number.
    pub phone: Option<&'a str>,
    /// The digits to dial.
    pub phone_digits: Option<String>,
    /// The email address.
    pub email: Option<&'a str>,
    /// The notice that is on every page of the site, and in every format.
    pub notice: Option<&'a str>,
}

/// The shared block with urgent help.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CrisisText<'a> {
    /// The heading above the block, from the words of the interface; `None` if the block starts with its own heading.
    pub heading: Option<&'a str>,
    /// The fragment identifier of its heading, whichever that is.
    pub id: String,
    /// The language of the block.
    pub language: &'a Language,
    /// The content of the block.
    pub blocks: Vec<Block<'a>>,
}

/// An explained word and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExplainedWord<'a> {
    /// The number of the word in the text, which terms refer to.
    pub number: usize,
    pub word: &'a str,
    /// The meaning, in plain words.
    pub meaning: &'a str,
}

/// A leaflet and its alternatives, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Comparison<'a> {
    /// The facts of all leaflets, in the order of their first occurrence. May be empty.
    pub facts: Vec<ComparedFact<'a>>,
    /// The leaflet itself, then its alternatives.
    pub leaflets: Vec<ComparedLeaflet<'a>>,
}

/// A fact by which leaflets are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ComparedFact<'a> {
    /// The name, as in the first leaflet that has the fact.
    pub name: &'a str,
    /// The language of that leaflet.
    pub language: &'a Language,
}

/// A leaflet in a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ComparedLeaflet<'a> {
    pub leaflet: Unhashed<ManuscriptId>,
    pub title: &'a str,
    pub reference: &'a str,
    pub language: &'a Language,
    /// The first day on which the leaflet must not be used.
    pub archive_date: Date,
    /// Whether this is the leaflet that the others are compared with.
    pub this: bool,
    /// The address of the page; `None` in a format if the web address of the site is not known.
    pub address: Option<String>,
    /// One or two sentences about the leaflet.
    pub summary: Option<&'a str>,
    /// The values of the facts, in order; `None` if the leaflet does not have the fact.
    pub values: Vec<Option<&'a str>>,
}

/// A source of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceLink<'a> {
    /// The name of a book, a guideline or a website.
    pub name: &'a str,
    /// The web address.
    pub address: Option<&'a str>,
}

//! What a view holds.

use std::hash::{Hash, Hasher};

use super::facts::LeafletFacts;
use crate::date::Date;
use crate::language::Language;
use crate::library::ManuscriptId;
use crate::markdown::{Block, Note};
use crate::source::SourceId;
use crate::theme::Words;

/// One leaflet as its readers get it. Files that are made from it are kept under its hash.
#[derive(Clone, Debug, Hash)]
pub struct LeafletView<'a> {
    /// Which leaflet it is.
    pub leaflet: Unhashed<ManuscriptId>,
    /// The words of the interface: in the leaflet's language where the theme has them, else in English.
    pub words: &'a Words,
    /// The language of the leaflet.
    pub language: &'a Language,
    /// Its name.
    pub title: &'a str,
    /// One or two sentences about it.
    pub summary: Option<&'a str>,
    /// The leaflet reference.
    pub reference: &'a str,
    /// The day of the last change.
    pub last_updated: DisplayDate,
    /// The day from which it must not be used.
    pub archive_date: DisplayDate,
    /// All that is known of it besides its text.
    pub facts: LeafletFacts<'a>,
    /// Whose leaflet it is, and whom to ask for another format.
    pub publisher: Publisher<'a>,
    /// The web address of its page, where the site has one.
    pub address: Option<String>,
    /// The permanent short address, for paper: where to look for a newer version.
    pub short_address: Option<String>,
    /// Its text, with the urgent help that stands before the text of an at-risk leaflet.
    pub text: TextView<'a>,
    /// The hard words of the text that the site explains: on a page in the order of the text, else in that of the alphabet.
    pub glossary: Vec<ExplainedWord<'a>>,
    /// What could be chosen instead, with the facts of each and of the leaflet itself.
    pub comparison: Option<Comparison<'a>>,
    /// Where its facts come from.
    pub sources: Vec<SourceLink<'a>>,
}

/// The text of a page: of a leaflet, of a pack, or of another page that an author wrote.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextView<'a> {
    /// The language it is written in.
    pub language: &'a Language,
    /// The shared block with urgent help, which stands before the text.
    pub crisis: Option<CrisisText<'a>>,
    /// The text, shared blocks included.
    pub body: Vec<Block<'a>>,
    /// The footnotes of the urgent help and of the text; the first is note 1.
    pub notes: Vec<Note<'a>>,
    /// The headings that a list of contents names.
    pub contents: Vec<ContentsEntry>,
}

/// A heading in the list of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentsEntry {
    /// What links to it name.
    pub id: String,
    /// Its words.
    pub text: String,
}

impl<'a> TextView<'a> {
    /// All its blocks, those of notes included.
    pub fn blocks(&self) -> impl Iterator<Item = &Block<'a>> {
        let crisis = self.crisis.iter().flat_map(|crisis| &crisis.blocks);
        crisis.chain(&self.body).chain(self.notes.iter().flat_map(|note| &note.blocks))
    }

    /// The files of the pictures that it shows, in their order, each once.
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

/// The number of a file or a leaflet. It is no part of what a view says: it changes when another leaflet is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unhashed<T>(pub T);

impl<T> Hash for Unhashed<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A day, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DisplayDate {
    /// `2026-11-23`
    pub iso: String,
    /// `23 November 2026`, in the words of the interface.
    pub words: String,
}

impl DisplayDate {
    /// A day in the words of a page.
    pub fn new(date: Date, words: &Words) -> Self {
        Self { iso: date.to_string(), words: words.date(date) }
    }
}

/// Whose leaflet it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Publisher<'a> {
    /// The name of the site.
    pub site: &'a str,
    /// The name of the organisation.
    pub name: Option<&'a str>,
    /// Its telephone number.
    pub phone: Option<&'a str>,
    /// The same as telephones take it.
    pub phone_digits: Option<String>,
    /// Its e-mail address.
    pub email: Option<&'a str>,
    /// A sentence that every page of the site shows, and so every format.
    pub notice: Option<&'a str>,
}

/// The shared block with urgent help.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CrisisText<'a> {
    /// The heading above it, from the words of the interface, where it does not begin with one of its own.
    pub heading: Option<&'a str>,
    /// The id of its heading, its own or that from the words of the interface.
    pub id: String,
    /// The language it is written in.
    pub language: &'a Language,
    /// What it says.
    pub blocks: Vec<Block<'a>>,
}

/// A hard word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExplainedWord<'a> {
    /// Its number in the text, as terms name it.
    pub number: usize,
    /// The word.
    pub word: &'a str,
    /// What it means, in plain words.
    pub meaning: &'a str,
}

/// A leaflet and its alternatives, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Comparison<'a> {
    /// The facts that any of them gives, in the order in which they are first given; there may be none.
    pub facts: Vec<ComparedFact<'a>>,
    /// The leaflet itself, then the others.
    pub leaflets: Vec<ComparedLeaflet<'a>>,
}

/// What leaflets are compared by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ComparedFact<'a> {
    /// Its name, as the first leaflet writes it that gives it.
    pub name: &'a str,
    /// The language of that leaflet.
    pub language: &'a Language,
}

/// One of a leaflet and its alternatives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ComparedLeaflet<'a> {
    /// Which leaflet it is.
    pub leaflet: Unhashed<ManuscriptId>,
    /// Its title.
    pub title: &'a str,
    /// Its reference.
    pub reference: &'a str,
    /// Its language.
    pub language: &'a Language,
    /// The day from which it must not be used.
    pub archive_date: Date,
    /// Whether it is the leaflet itself.
    pub this: bool,
    /// The address of its page; none on the web where the site has none there.
    pub address: Option<String>,
    /// One or two sentences about it.
    pub summary: Option<&'a str>,
    /// What it says of each of the facts; none where it does not say.
    pub values: Vec<Option<&'a str>>,
}

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceLink<'a> {
    /// The name of a book, a guideline, a website.
    pub name: &'a str,
    /// Its web address.
    pub address: Option<&'a str>,
}

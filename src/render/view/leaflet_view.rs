//! What a view holds.

use std::hash::{Hash, Hasher};

use super::facts::Facts;
use crate::language::Language;
use crate::library::ManuscriptId;
use crate::markdown::Block;
use crate::source::SourceId;
use crate::theme::Words;

/// One leaflet as its readers get it.
#[derive(Clone, Debug)]
pub struct LeafletView<'a> {
    /// Which leaflet it is.
    pub leaflet: ManuscriptId,
    /// Its file, to which findings lead.
    pub source: SourceId,
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
    pub last_updated: Day,
    /// The day from which it must not be used.
    pub archive_date: Day,
    /// All that is known of it besides its text, for readers.
    pub facts: Facts<'a>,
    /// What it helps with, for catalogues.
    pub conditions: Vec<&'a str>,
    /// Who looks after it.
    pub owner: Option<&'a str>,
    /// Who approved it.
    pub approved_by: Option<&'a str>,
    /// Whose leaflet it is, and whom to ask for another format.
    pub publisher: Publisher<'a>,
    /// The web address of its page, where the site has one.
    pub address: Option<String>,
    /// The permanent short address, for paper: where to look for a newer version.
    pub short_address: Option<String>,
    /// The shared block with urgent help, which stands before the text of an at-risk leaflet.
    pub crisis: Option<Crisis<'a>>,
    /// Its text, shared blocks included.
    pub body: Vec<Block>,
    /// The footnotes of the urgent help and of the text; the first is note 1.
    pub notes: Vec<Vec<Block>>,
    /// The hard words of the text that the site explains, in the order of the alphabet.
    pub glossary: Vec<Explained<'a>>,
    /// What could be chosen instead, with the facts of each and of the leaflet itself.
    pub alternatives: Option<Alternatives<'a>>,
    /// Where its facts come from.
    pub sources: Vec<Origin<'a>>,
    /// The files of the pictures that it shows, in their order, each once.
    pub pictures: Vec<SourceId>,
}

/// What a file is made from. The numbers of files are left out: they change when another leaflet is added.
impl Hash for LeafletView<'_> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        // All of them by name, so that a new one is not forgotten.
        let Self {
            leaflet: _,
            source: _,
            pictures: _,
            words,
            language,
            title,
            summary,
            reference,
            last_updated,
            archive_date,
            facts,
            conditions,
            owner,
            approved_by,
            publisher,
            address,
            short_address,
            crisis,
            body,
            notes,
            glossary,
            alternatives,
            sources,
        } = self;
        (words, language, title, summary, reference, last_updated, archive_date).hash(hasher);
        (facts, conditions, owner, approved_by, publisher, address, short_address).hash(hasher);
        (crisis, body, notes, glossary, alternatives, sources).hash(hasher);
    }
}

/// A day, for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Day {
    /// `2026-11-23`
    pub iso: String,
    /// `23 November 2026`, in the words of the interface.
    pub words: String,
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
pub struct Crisis<'a> {
    /// The heading above it, from the words of the interface, where it does not begin with one of its own.
    pub heading: Option<&'a str>,
    /// The language it is written in.
    pub language: &'a Language,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A hard word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Explained<'a> {
    /// The word.
    pub word: &'a str,
    /// What it means, in plain words.
    pub meaning: &'a str,
}

/// A leaflet and its alternatives, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alternatives<'a> {
    /// The names of the facts; there may be none.
    pub facts: Vec<&'a str>,
    /// The leaflet itself, then the others.
    pub rows: Vec<Alternative<'a>>,
}

/// One of a leaflet and its alternatives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alternative<'a> {
    /// Its title.
    pub title: &'a str,
    /// Whether it is the leaflet itself.
    pub this: bool,
    /// The web address of its page, where the site has one.
    pub address: Option<String>,
    /// One or two sentences about it.
    pub summary: Option<&'a str>,
    /// Its facts in the order of their names; none where it does not say.
    pub values: Vec<Option<&'a str>>,
}

/// Where facts come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin<'a> {
    /// The name of a book, a guideline, a website.
    pub name: &'a str,
    /// Its web address.
    pub address: Option<&'a str>,
}

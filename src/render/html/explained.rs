//! The words that the site explains: those of one leaflet, and all of them on a page.

use tera::Context;

use super::data::WordData;
use super::page::{About, Frame};
use crate::library::ManuscriptId;
use crate::site::Page;

/// What tells the words of a page apart, in the ids of their meanings.
pub(super) fn number(index: usize) -> String {
    (index + 1).to_string()
}

/// The words on the page of a leaflet that are explained, in the order of the page.
pub(super) fn on_page<'a>(frame: &Frame<'a>, id: ManuscriptId) -> Vec<WordData<'a>> {
    let library = frame.inputs.site.library;
    let uses = library.glossary_uses(id).iter().enumerate();
    let words = uses.filter_map(|(index, word)| {
        let entry = library.glossary.entries.get(word.entry)?;
        Some(WordData { id: number(index), word: &entry.word.text, meaning: &entry.meaning.text })
    });
    words.collect()
}

/// The page of all words.
pub(super) fn page(frame: &Frame<'_>, page: &Page) -> Context {
    let site = frame.inputs.site;
    let mut context = frame.context(page, frame.words.get("glossary"), About::default());
    let words = site.glossary.iter().filter_map(|entry| site.library.glossary.entries.get(*entry)).enumerate();
    let words = words.map(|(index, entry)| WordData {
        id: number(index),
        word: &entry.word.text,
        meaning: &entry.meaning.text,
    });
    context.insert("glossary", &words.collect::<Vec<_>>());
    context
}

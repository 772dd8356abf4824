//! Words of the glossary: those on the page of a leaflet, and the page of all of them.

use tera::Context;

use super::page::{PageFrame, PageSummary};
use super::template_data::WordData;
use crate::render::view::LeafletView;
use crate::site::Page;

/// The explained words on the page of a leaflet.
pub(super) fn on_page<'a>(view: &LeafletView<'a>) -> Vec<WordData<'a>> {
    let words = view.glossary.iter();
    words.map(|word| WordData { id: word.number.to_string(), word: word.word, meaning: word.meaning }).collect()
}

/// The glossary page.
pub(super) fn page(frame: &PageFrame<'_>, page: &Page) -> Context {
    let site = frame.inputs.site;
    let mut context = frame.context(page, frame.words.get("glossary"), PageSummary::default());
    let words = site.glossary().iter().filter_map(|entry| site.library.glossary.entries.get(*entry)).enumerate();
    let words = words.map(|(index, entry)| WordData {
        id: (index + 1).to_string(),
        word: &entry.word.text,
        meaning: &entry.meaning.text,
    });
    context.insert("glossary", &words.collect::<Vec<_>>());
    context
}

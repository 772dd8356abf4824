//! Pages that lead to leaflets.

use tera::Context;

use super::data::{EntryData, LetterData, LetterEntryData, LinkData};
use super::page::{About, Frame};
use crate::site::{Letter, Page};

/// The way in.
pub(super) fn home(frame: &Frame<'_>, page: &Page) -> Context {
    let site = frame.inputs.site;
    let mut context = frame.context(page, &site.settings.title, About::default());
    context.insert("count", &site.current.len());
    context.insert("letters", &letter_names(frame));
    context.insert("conditions", &condition_links(frame));
    // A small site shows its leaflets at once; a large one leads to them.
    let few: Vec<EntryData<'_>> = match site.current.len() {
        0..=20 => site.current.iter().filter_map(|id| frame.entry(*id)).collect(),
        _ => Vec::new(),
    };
    context.insert("leaflets", &few);
    context
}

/// The search, which a script does.
pub(super) fn search(frame: &Frame<'_>, page: &Page) -> Context {
    let mut context = frame.context(page, frame.words.get("search_leaflets"), About::default());
    context.insert("count", &frame.inputs.site.current.len());
    context
}

/// All leaflets by letter.
pub(super) fn a_to_z(frame: &Frame<'_>, page: &Page) -> Context {
    let site = frame.inputs.site;
    let mut context = frame.context(page, frame.words.get("a_to_z"), About::default());
    let letters: Vec<LetterData<'_>> = site.letters.iter().map(|letter| letter_data(frame, letter)).collect();
    context.insert("letters", &letters);
    context.insert("count", &site.current.len());
    context
}

fn letter_data<'a>(frame: &Frame<'a>, letter: &'a Letter) -> LetterData<'a> {
    let entries = letter.entries.iter().filter_map(|entry| {
        let title = frame.inputs.site.library.leaflet(entry.leaflet)?.title;
        Some(LetterEntryData {
            title,
            path: frame.path_of(entry.leaflet).to_owned(),
            other_name: entry.other_name.as_deref(),
        })
    });
    LetterData { letter: &letter.letter, id: letter_id(&letter.letter), entries: entries.collect() }
}

/// What links to a letter name.
fn letter_id(letter: &str) -> String {
    if letter == "#" { "p-0-9".to_owned() } else { format!("p-{}", letter.to_lowercase()) }
}

/// The letters with leaflets, as links to the A to Z.
fn letter_names<'a>(frame: &Frame<'a>) -> Vec<LinkData<'a>> {
    let a_to_z = crate::site::Address::folder("a-to-z/");
    let letters = frame.inputs.site.letters.iter();
    letters
        .map(|letter| LinkData {
            title: &letter.letter,
            path: format!("{}#{}", frame.path(&a_to_z), letter_id(&letter.letter)),
        })
        .collect()
}

fn condition_links<'a>(frame: &Frame<'a>) -> Vec<LinkData<'a>> {
    let conditions = frame.inputs.site.conditions.iter();
    conditions.map(|condition| LinkData { title: &condition.name, path: frame.path(&condition.address) }).collect()
}

/// All conditions.
pub(super) fn conditions(frame: &Frame<'_>, page: &Page) -> Context {
    let mut context = frame.context(page, frame.words.get("conditions"), About::default());
    context.insert("conditions", &condition_links(frame));
    context
}

/// The leaflets on one condition.
pub(super) fn condition(frame: &Frame<'_>, page: &Page, index: usize) -> Context {
    let condition = &frame.inputs.site.conditions[index];
    let mut context = frame.context(page, &condition.name, About::default());
    let leaflets: Vec<EntryData<'_>> = condition.leaflets.iter().filter_map(|id| frame.entry(*id)).collect();
    context.insert("leaflets", &leaflets);
    context
}

/// What is shown where there is nothing.
pub(super) fn not_found(frame: &Frame<'_>, page: &Page) -> Context {
    let about = About { robots: Some("noindex".to_owned()), ..About::default() };
    frame.context(page, frame.words.get("not_found_title"), about)
}

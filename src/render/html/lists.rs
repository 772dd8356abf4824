//! Pages that list leaflets: the home page, the search, the A to Z, groups and packs.

use tera::Context;

use super::page::{PageFrame, PageSummary};
use super::template_data::{EntryData, GroupingData, LetterData, LetterEntryData, LinkData, PackData};
use crate::library::ManuscriptId;
use crate::site::{Address, Grouping, Letter, LetterEntry, NO_LETTER, Page};

/// The home page lists up to this many leaflets; on larger sites it only links to the lists.
const MAX_AT_ONCE: usize = 20;
/// Longer lists are grouped by letter and show titles only.
const MAX_WITH_SUMMARIES: usize = 60;
/// The home page lists up to this many conditions; otherwise it links to the page of conditions.
const MAX_CONDITIONS: usize = 60;
/// The same for audiences and departments.
const MAX_CHOICES: usize = 12;
/// The same for packs.
const MAX_PACKS: usize = 6;

pub(super) fn home(frame: &PageFrame<'_>, page: &Page) -> Context {
    let site = frame.inputs.site;
    let mut context = frame.context(page, &site.settings.title, PageSummary::default());
    context.insert("count", &site.current().len());
    context.insert("letters", &letter_names(frame));
    let groupings: Vec<_> = Grouping::ALL.iter().filter_map(|grouping| grouping_data(frame, *grouping)).collect();
    context.insert("groupings", &groupings);
    let few: Vec<EntryData<'_>> = match site.current().len() {
        0..=MAX_AT_ONCE => site.current().iter().filter_map(|id| frame.entry(*id)).collect(),
        _ => Vec::new(),
    };
    context.insert("leaflets", &few);
    let packs: Vec<PackData<'_>> = site.listed_packs().map(|pack| pack_data(frame, pack.id)).collect();
    context.insert("packs", &packs[..packs.len().min(MAX_PACKS)]);
    context.insert("more_packs", &(packs.len() > MAX_PACKS).then(|| frame.path(&packs_address())));
    context
}

/// A grouping on the home page; `None` if it has too few groups to choose from.
fn grouping_data<'a>(frame: &PageFrame<'a>, grouping: Grouping) -> Option<GroupingData<'a>> {
    let groups = frame.inputs.site.groups(grouping);
    let most = if grouping == Grouping::Conditions { MAX_CONDITIONS } else { MAX_CHOICES };
    let shown = if groups.len() > most { &[] } else { groups };
    let links = shown.iter().map(|group| LinkData { title: &group.name, path: frame.path(&group.address) });
    (groups.len() >= grouping.fewest()).then(|| GroupingData {
        name: grouping.name(),
        path: frame.path(&grouping.address()),
        count: groups.len(),
        groups: links.collect(),
    })
}

/// The search page. A script does the search.
pub(super) fn search(frame: &PageFrame<'_>, page: &Page) -> Context {
    let mut context = frame.context(page, frame.words.get("search_leaflets"), PageSummary::default());
    context.insert("count", &frame.inputs.site.current().len());
    context
}

/// All leaflets by letter, or on large sites the letters only.
pub(super) fn a_to_z(frame: &PageFrame<'_>, page: &Page) -> Context {
    let site = frame.inputs.site;
    let mut context = frame.context(page, frame.words.get("a_to_z"), PageSummary::default());
    let letters = site.letters().all.iter().map(|letter| {
        let entries = if site.letters().apart { &[] } else { &*letter.entries };
        letter_data(frame, letter, entries)
    });
    context.insert("letters", &letters.collect::<Vec<_>>());
    context.insert("apart", &site.letters().apart);
    context.insert("count", &site.current().len());
    context
}

/// The leaflets of one letter.
pub(super) fn letter(frame: &PageFrame<'_>, page: &Page, index: usize) -> Context {
    let letter = &frame.inputs.site.letters().all[index];
    let name = if letter.letter == NO_LETTER { frame.words.get("numbers") } else { &letter.letter };
    let mut context = frame.context(page, name, PageSummary::default());
    context.insert("letters", &letter_names(frame));
    context.insert("letter", &letter_data(frame, letter, &letter.entries));
    context
}

fn letter_data<'a>(frame: &PageFrame<'a>, letter: &'a Letter, entries: &'a [LetterEntry]) -> LetterData<'a> {
    let entries = entries.iter().filter_map(|entry| {
        let title = frame.inputs.site.library.leaflet(entry.leaflet)?.title;
        Some(LetterEntryData {
            title,
            path: frame.path_of(entry.leaflet).to_owned(),
            other_name: entry.other_name.as_deref(),
        })
    });
    let id = format!("p-{}", letter.slug);
    let path = match frame.inputs.site.letters().page(letter) {
        Some(address) => frame.path(&address),
        None => format!("{}#{id}", frame.path(&Address::folder("a-to-z/"))),
    };
    let path = (!letter.entries.is_empty()).then_some(path);
    LetterData { letter: &letter.letter, id, path, entries: entries.collect() }
}

/// The letters without their leaflets.
fn letter_names<'a>(frame: &PageFrame<'a>) -> Vec<LetterData<'a>> {
    frame.inputs.site.letters().all.iter().map(|letter| letter_data(frame, letter, &[])).collect()
}

/// All groups of a field.
pub(super) fn groups(frame: &PageFrame<'_>, page: &Page, grouping: Grouping) -> Context {
    let mut context = frame.context(page, frame.words.get(grouping.name()), PageSummary::default());
    context.insert("grouping", grouping.name());
    let groups = frame.inputs.site.groups(grouping).iter();
    let links = groups.map(|group| LinkData { title: &group.name, path: frame.path(&group.address) });
    context.insert("groups", &links.collect::<Vec<_>>());
    context
}

/// The leaflets of one group.
pub(super) fn group(frame: &PageFrame<'_>, page: &Page, grouping: Grouping, index: usize) -> Context {
    let site = frame.inputs.site;
    let group = &site.groups(grouping)[index];
    let mut context = frame.context(page, &group.name, PageSummary::default());
    context.insert("grouping", grouping.name());
    let few: Vec<EntryData<'_>> = match group.leaflets.len() {
        0..=MAX_WITH_SUMMARIES => group.leaflets.iter().filter_map(|id| frame.entry(*id)).collect(),
        _ => Vec::new(),
    };
    context.insert("leaflets", &few);
    let letters = if few.is_empty() { by_letter(frame, &group.leaflets) } else { Vec::new() };
    context.insert("letters", &letters);
    context.insert("count", &group.leaflets.len());
    let has_index = site.groups(grouping).len() >= grouping.fewest();
    context.insert("all", &has_index.then(|| frame.path(&grouping.address())));
    context
}

/// Groups leaflets by letter. Letters without leaflets are included.
fn by_letter<'a>(frame: &PageFrame<'a>, leaflets: &[ManuscriptId]) -> Vec<LetterData<'a>> {
    let site = frame.inputs.site;
    let mut letters: Vec<LetterData<'a>> = letter_names(frame);
    letters.iter_mut().for_each(|letter| letter.path = None);
    for id in leaflets {
        let Some(title) = site.library.leaflet(*id).map(|leaflet| leaflet.title) else { continue };
        let letter = site.letters().position(title);
        if let Some(letter) = letter.and_then(|at| letters.get_mut(at)) {
            letter.path = Some(String::new());
            letter.entries.push(LetterEntryData { title, path: frame.path_of(*id).to_owned(), other_name: None });
        }
    }
    letters
}

pub(super) fn packs(frame: &PageFrame<'_>, page: &Page) -> Context {
    let mut context = frame.context(page, frame.words.get("packs"), PageSummary::default());
    let packs: Vec<PackData<'_>> = frame.inputs.site.listed_packs().map(|pack| pack_data(frame, pack.id)).collect();
    context.insert("packs", &packs);
    context
}

pub(super) fn packs_address() -> Address {
    Address::folder("packs/")
}

fn pack_data<'a>(frame: &PageFrame<'a>, id: ManuscriptId) -> PackData<'a> {
    let fields = &frame.inputs.site.library.manuscript(id).front_matter;
    PackData {
        title: fields.title.as_ref().map_or("", |title| &*title.value),
        path: frame.path_of(id).to_owned(),
        summary: fields.summary.as_ref().map(|summary| &*summary.value),
    }
}

/// The page that hosts show for unknown addresses.
pub(super) fn not_found(frame: &PageFrame<'_>, page: &Page) -> Context {
    let about = PageSummary { robots: Some("noindex".to_owned()), ..PageSummary::default() };
    frame.context(page, frame.words.get("not_found_title"), about)
}

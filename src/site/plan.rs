//! The plan of a site: every page that will exist.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;

use super::address::{Address, address_of, encode, path_slug};
use super::crisis::{CrisisBlocks, is_at_risk};
use super::lasting::{Moved, RemovedLeaflet};
use crate::date::Date;
use crate::language::Language;
use crate::leaflet::Leaflet;
use crate::library::{Library, ManuscriptId, Target};
use crate::settings::Settings;
use crate::source::{Content, Role, SourceId};

/// Every page that will exist, with the lists that pages share.
pub struct Site<'a> {
    /// The manuscripts.
    pub library: &'a Library<'a>,
    /// The settings.
    pub settings: &'a Settings,
    /// The day.
    pub today: Date,
    /// All pages, in the order in which they are made.
    pub pages: Vec<Page>,
    /// The current leaflets, translations left out, in the order of the A to Z.
    pub current: Vec<ManuscriptId>,
    /// The A to Z.
    pub letters: Vec<Letter>,
    /// The conditions of current leaflets.
    pub conditions: Vec<Condition>,
    condition_slugs: HashSet<String>,
    /// Old addresses, and what they lead to.
    pub moved: Vec<Moved>,
    /// Leaflets whose file is gone.
    pub removed: Vec<RemovedLeaflet>,
    /// Files that are copied: file and path in the site.
    pub files: Vec<(SourceId, String)>,
    crisis: CrisisBlocks,
    addresses: Vec<Option<Address>>,
    file_addresses: HashMap<SourceId, String>,
}

/// A page that will exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its address.
    pub address: Address,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The way in: A to Z and conditions.
    Home,
    /// A current leaflet.
    Leaflet(ManuscriptId),
    /// The notice where an archived leaflet stood.
    Archived(ManuscriptId),
    /// The short address of a leaflet, which leads to its page.
    Short(ManuscriptId),
    /// An old address, by its place in [`Site::moved`], which leads to where things are now.
    Moved(usize),
    /// The notice of a leaflet whose file is gone, by its place in [`Site::removed`].
    Removed(usize),
    /// The short address of such a leaflet, which leads to the notice.
    ShortRemoved(usize),
    /// The search for leaflets.
    Search,
    /// All leaflets by letter.
    AToZ,
    /// All conditions.
    Conditions,
    /// The leaflets on one condition.
    Condition(usize),
    /// A page an author wrote.
    Page(ManuscriptId),
    /// What is shown where there is nothing.
    NotFound,
}

/// A letter of the A to Z.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The letter, or `#` for names that begin with none.
    pub letter: String,
    /// What begins with it.
    pub entries: Vec<LetterEntry>,
}

/// A line of the A to Z: a title, or another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterEntry {
    /// The leaflet.
    pub leaflet: ManuscriptId,
    /// The other name, where the line is not the title.
    pub other_name: Option<Box<str>>,
}

/// A condition with the leaflets that help with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its name.
    pub name: Box<str>,
    /// Its address.
    pub address: Address,
    /// The leaflets, in the order of the A to Z.
    pub leaflets: Vec<ManuscriptId>,
}

/// Plans the site of a day.
pub fn plan<'a>(library: &'a Library<'a>, settings: &'a Settings, today: Date) -> Site<'a> {
    let order = Order::new(settings.language.tag());
    let originals = library.leaflets().filter(|(_, leaflet)| leaflet.manuscript.translation.is_none());
    let is_current = |leaflet: &Leaflet<'_>| !leaflet.is_archived(today);
    let current = originals.filter(|(_, leaflet)| is_current(leaflet)).map(|(id, leaflet)| (leaflet.title, id));
    let current: Vec<ManuscriptId> = order.sorted(current.collect()).into_iter().map(|(_, id)| id).collect();
    let conditions = conditions(library, &current, &order);
    let addresses: Vec<_> = library.manuscripts().iter().map(address_of).collect();
    let pages = pages(library, &conditions, &addresses, today);
    let crisis = CrisisBlocks::of(library, settings);
    let files = files(library, &pages, &crisis);
    Site {
        library,
        settings,
        today,
        pages,
        moved: Vec::new(),
        removed: Vec::new(),
        letters: letters(library, &current, &order),
        current,
        crisis,
        condition_slugs: conditions.iter().map(|condition| path_slug(&condition.name)).collect(),
        conditions,
        file_addresses: files.iter().map(|(id, path)| (*id, encode(path))).collect(),
        files,
        addresses,
    }
}

impl Site<'_> {
    /// The page of a condition; none where it is only named in a translation, or in archived leaflets.
    pub fn condition_address(&self, name: &str) -> Option<Address> {
        let slug = path_slug(name);
        self.condition_slugs.contains(&slug).then(|| Address::folder(format!("conditions/{slug}/")))
    }

    /// The address of a manuscript's page.
    pub fn address(&self, id: ManuscriptId) -> Option<&Address> {
        self.addresses[id].as_ref()
    }

    /// The address of a copied file, as it is written in links from the root.
    pub fn file_address(&self, id: SourceId) -> Option<&str> {
        self.file_addresses.get(&id).map(String::as_str)
    }

    /// The block with urgent help that stands near the top of an at-risk leaflet.
    pub fn crisis_block(&self, id: ManuscriptId) -> Option<ManuscriptId> {
        if is_at_risk(self.library, id) { self.crisis.shown_on(self.library, id) } else { None }
    }

    /// Whether a leaflet is current on the day of the plan.
    pub fn is_current(&self, id: ManuscriptId) -> bool {
        self.library.leaflet(id).is_some_and(|leaflet| !leaflet.is_archived(self.today))
    }
}

fn pages(library: &Library<'_>, conditions: &[Condition], addresses: &[Option<Address>], today: Date) -> Vec<Page> {
    let page = |address: Address, kind| Page { address, kind };
    let mut pages = vec![
        page(Address::folder(""), PageKind::Home),
        page(Address::folder("search/"), PageKind::Search),
        page(Address::folder("a-to-z/"), PageKind::AToZ),
        page(Address::folder("404.html"), PageKind::NotFound),
    ];
    if !conditions.is_empty() {
        pages.push(page(Address::folder("conditions/"), PageKind::Conditions));
    }
    for (index, condition) in conditions.iter().enumerate() {
        pages.push(page(condition.address.clone(), PageKind::Condition(index)));
    }
    for (id, manuscript) in library.manuscripts().iter().enumerate() {
        let Some(address) = &addresses[id] else { continue };
        match (manuscript.role, library.leaflet(id)) {
            (Role::Page, _) => pages.push(page(address.clone(), PageKind::Page(id))),
            (_, Some(leaflet)) => {
                let archived = leaflet.is_archived(today);
                let kind = if archived { PageKind::Archived(id) } else { PageKind::Leaflet(id) };
                pages.push(page(address.clone(), kind));
                if manuscript.translation.is_none() {
                    pages.push(page(Address::folder(format!("r/{}/", leaflet.reference)), PageKind::Short(id)));
                }
            }
            (_, None) => {}
        }
    }
    pages
}

/// What `content/static` holds, and the files beside leaflets that a page of today uses.
fn files(library: &Library<'_>, pages: &[Page], crisis: &CrisisBlocks) -> Vec<(SourceId, String)> {
    let mut used = BTreeSet::new();
    let mut note = |id: ManuscriptId| {
        used.extend(library.targets(id).iter().filter_map(|target| match target {
            Target::File(source) => Some(*source),
            _ => None,
        }));
    };
    let mut blocks = BTreeSet::new();
    for page in pages {
        if let PageKind::Leaflet(id) | PageKind::Page(id) = page.kind {
            note(id);
            with_blocks(library, id, library.language(id), &mut blocks);
        }
        if let PageKind::Leaflet(id) | PageKind::Archived(id) = page.kind
            && is_at_risk(library, id)
            && let Some(block) = crisis.shown_on(library, id)
            && blocks.insert(block)
        {
            with_blocks(library, block, library.language(id), &mut blocks);
        }
    }
    blocks.into_iter().for_each(&mut note);
    let mut files: Vec<_> = library
        .sources
        .of_role(Role::Static)
        .filter(|(_, file)| file.content != Content::Shortcut)
        .map(|(id, file)| (id, file.path_in_role().to_owned()))
        .collect();
    for id in used {
        let file = library.sources.file(id);
        let is_readable = !matches!(file.content, Content::Shortcut | Content::BrokenPicture(_));
        if file.role == Role::Asset && is_readable {
            let below = file.path.strip_prefix("content/").unwrap_or(&file.path);
            files.push((id, format!("files/{below}")));
        }
    }
    files
}

fn with_blocks(
    library: &Library<'_>,
    id: ManuscriptId,
    language: Option<&Language>,
    blocks: &mut BTreeSet<ManuscriptId>,
) {
    for (name, _) in library.manuscript(id).document.includes() {
        if let Some(block) = library.blocks().shown(name, language)
            && blocks.insert(block)
        {
            with_blocks(library, block, language, blocks);
        }
    }
}

fn conditions(library: &Library<'_>, current: &[ManuscriptId], order: &Order) -> Vec<Condition> {
    // Names that differ only in capitals are one condition, and so are names that would have one address.
    let mut by_slug: BTreeMap<String, (Box<str>, Vec<ManuscriptId>)> = BTreeMap::new();
    for id in current {
        let Some(leaflet) = library.leaflet(*id) else { continue };
        for condition in &leaflet.fields().conditions {
            let entry = by_slug.entry(path_slug(&condition.value));
            let (_, leaflets) = entry.or_insert_with(|| (condition.value.clone(), Vec::new()));
            if leaflets.last() != Some(id) {
                leaflets.push(*id);
            }
        }
    }
    let conditions = by_slug.into_iter().map(|(slug, (name, leaflets))| {
        let condition = Condition { address: Address::folder(format!("conditions/{slug}/")), name, leaflets };
        (condition.name.clone(), condition)
    });
    order.sorted(conditions.collect()).into_iter().map(|(_, condition)| condition).collect()
}

fn letters(library: &Library<'_>, current: &[ManuscriptId], order: &Order) -> Vec<Letter> {
    let mut names: Vec<(Box<str>, LetterEntry)> = Vec::new();
    for id in current {
        let Some(leaflet) = library.leaflet(*id) else { continue };
        names.push((leaflet.title.into(), LetterEntry { leaflet: *id, other_name: None }));
        for name in &leaflet.fields().also_known_as {
            names.push((name.value.clone(), LetterEntry { leaflet: *id, other_name: Some(name.value.clone()) }));
        }
    }
    // With other names among them the titles must be sorted once more; without, they are in order already.
    if names.len() > current.len() {
        names = order.sorted(names);
    }
    let mut letters: Vec<Letter> = Vec::new();
    for (name, entry) in names {
        let letter = first_letter(&name);
        match letters.iter_mut().find(|known| known.letter == letter) {
            Some(known) => known.entries.push(entry),
            None => letters.push(Letter { letter, entries: vec![entry] }),
        }
    }
    letters
}

/// The letter under which a name is looked for: without accents, `#` for digits and signs.
fn first_letter(name: &str) -> String {
    let plain = icu_normalizer::DecomposingNormalizerBorrowed::new_nfkd().normalize(name);
    let first = plain.chars().find(|letter| letter.is_alphanumeric());
    match first.filter(|letter| letter.is_alphabetic()) {
        Some(letter) => letter.to_uppercase().collect(),
        None => "#".to_owned(),
    }
}

/// The order of a language: accents, capitals and numbers as its readers expect them.
struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    fn new(tag: &str) -> Self {
        let mut preferences = Locale::try_from_str(tag).map(CollatorPreferences::from).unwrap_or_default();
        preferences.numeric_ordering = Some(icu_collator::preferences::CollationNumericOrdering::True);
        Self(Collator::try_new(preferences, CollatorOptions::default()).ok())
    }

    /// Sorts by name; what has the same name stays in its order.
    fn sorted<N: AsRef<str>, T>(&self, mut items: Vec<(N, T)>) -> Vec<(N, T)> {
        items.sort_by(|(a, _), (b, _)| {
            let (a, b) = (a.as_ref(), b.as_ref());
            self.0.as_ref().map_or(std::cmp::Ordering::Equal, |order| order.compare(a, b)).then_with(|| a.cmp(b))
        });
        items
    }
}

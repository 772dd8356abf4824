//! The plan of a site: all its pages.

use std::collections::HashMap;

use rayon::prelude::*;

use super::address::{Address, address_of, encode};
use super::collation::Collation;
use super::files::files;
use super::groups::{Grouping, LeafletGroup, LeafletGroups};
use super::letters::LetterIndex;
use super::packs::{Pack, packs};
use super::page::{Page, PageKind};
use super::plan_inputs::PlanInputs;
use super::redirects::{OldPages, Redirect, RedirectTarget, RemovedLeaflet, TakenBySite};
use super::related::RelatedLeaflets;
use crate::date::Date;
use crate::leaflet::{Leaflet, Manuscript};
use crate::library::{Library, ManuscriptId};
use crate::settings::Settings;
use crate::source::{FileRole, SourceId};

/// The plan of a site, with the texts that pages show. Immutable.
pub struct Site<'a> {
    /// The manuscripts.
    pub library: &'a Library<'a>,
    pub settings: &'a Settings,
    plan: SitePlan,
}

/// All pages of a site, without texts. It depends only on fields of texts, except for the list of copied files.
pub struct SitePlan {
    today: Date,
    pages: Vec<Page>,
    current: Vec<ManuscriptId>,
    letters: LetterIndex,
    packs: Vec<Pack>,
    glossary: Vec<usize>,
    /// The leaflets that name an approval of other words than their present ones.
    unapproved: Vec<ManuscriptId>,
    groups: LeafletGroups,
    redirects: Vec<Redirect>,
    removed: Vec<RemovedLeaflet>,
    files: Vec<(SourceId, String)>,
    related: RelatedLeaflets,
    addresses: Vec<Option<Address>>,
    file_addresses: HashMap<SourceId, String>,
}

/// Plans the site on the date of its library.
pub fn plan<'a>(library: &'a Library<'a>, inputs: &PlanInputs<'a>) -> Site<'a> {
    with_pages(library, inputs, Vec::new())
}

/// Plans the preview, including drafts and leaflets without a required field.
pub fn plan_preview<'a>(library: &'a Library<'a>, inputs: &PlanInputs<'a>) -> Site<'a> {
    let is_unfinished =
        |id: ManuscriptId, role| role == FileRole::Draft || role == FileRole::Leaflet && library.leaflet(id).is_none();
    let all = library.manuscripts().iter().enumerate();
    let unfinished = all.filter(|(id, manuscript)| is_unfinished(*id, manuscript.role));
    let pages = unfinished
        .filter_map(|(id, manuscript)| Some(Page { address: address_of(manuscript)?, kind: PageKind::Draft(id) }));
    with_pages(library, inputs, pages.collect())
}

/// Reuses the plan of texts whose fields have not changed since; `None` if the date changed or they now use other files.
pub fn plan_again<'a>(library: &'a Library<'a>, inputs: &PlanInputs<'a>, plan: SitePlan) -> Option<Site<'a>> {
    let is_valid = plan.today == library.today && files(library, &plan.pages) == plan.files;
    let plan = SitePlan { unapproved: inputs.unapproved.clone(), ..plan };
    is_valid.then_some(Site { library, settings: inputs.settings, plan })
}

fn with_pages<'a>(library: &'a Library<'a>, inputs: &PlanInputs<'a>, further: Vec<Page>) -> Site<'a> {
    let settings = inputs.settings;
    let order = Collation::new(settings.language.tag());
    let originals = library.leaflets().filter(|(_, leaflet)| leaflet.manuscript.translation.is_none());
    let current = originals.filter(|(id, _)| library.is_current(*id)).map(|(id, leaflet)| (leaflet.title, id));
    let current: Vec<ManuscriptId> = order.sorted(current.collect()).into_iter().map(|(_, id)| id).collect();
    let letters = || LetterIndex::of(library, &current, settings.language.tag(), &order);
    let addresses = || library.manuscripts().par_iter().map(address_of).collect::<Vec<_>>();
    let (groups, (letters, addresses)) =
        rayon::join(|| LeafletGroups::of(library, &current, &order), || rayon::join(letters, addresses));
    let packs = packs(library, &order);
    let glossary = glossary(library, &order);
    let lists = lists(&letters, &groups, &packs, &glossary, library);
    let mut pages: Vec<Page> = lists.into_iter().chain(of_manuscripts(library, &addresses)).chain(further).collect();
    let files = files(library, &pages);
    let old = OldPages::of(library, inputs, &TakenBySite { pages: &pages, files: &files, addresses: &addresses });
    pages.extend(old.pages);
    let plan = SitePlan {
        today: library.today,
        pages,
        redirects: old.redirects,
        removed: old.removed,
        related: RelatedLeaflets::of(library.manuscripts().len(), &current, groups.all(Grouping::Conditions)),
        letters,
        packs,
        groups,
        current,
        glossary,
        unapproved: inputs.unapproved.clone(),
        file_addresses: files.iter().map(|(id, path)| (*id, encode(path))).collect(),
        files,
        addresses,
    };
    Site { library, settings, plan }
}

impl Site<'_> {
    /// The plan, to be reused while the fields of texts do not change.
    pub fn into_plan(self) -> SitePlan {
        self.plan
    }

    /// The date of the site.
    pub fn today(&self) -> Date {
        self.plan.today
    }

    /// All pages, in the order they are rendered.
    pub fn pages(&self) -> &[Page] {
        &self.plan.pages
    }

    /// The current leaflets without translations, in the order of the A to Z.
    pub fn current(&self) -> &[ManuscriptId] {
        &self.plan.current
    }

    /// The A to Z.
    pub fn letters(&self) -> &LetterIndex {
        &self.plan.letters
    }

    /// The packs by title, including translations.
    pub fn packs(&self) -> &[Pack] {
        &self.plan.packs
    }

    /// Indices of glossary entries, in the order of the words.
    pub fn glossary(&self) -> &[usize] {
        &self.plan.glossary
    }

    /// Old addresses and their targets.
    pub fn redirects(&self) -> &[Redirect] {
        &self.plan.redirects
    }

    /// Leaflets whose file was removed.
    pub fn removed(&self) -> &[RemovedLeaflet] {
        &self.plan.removed
    }

    /// Copied files, with their paths in the site.
    pub fn files(&self) -> &[(SourceId, String)] {
        &self.plan.files
    }

    /// The groups of a field, in the order of their names.
    pub fn groups(&self, grouping: Grouping) -> &[LeafletGroup] {
        self.plan.groups.all(grouping)
    }

    /// The address of the page of a group; `None` if it occurs only in translations or archived leaflets.
    pub fn group_address(&self, grouping: Grouping, name: &str) -> Option<Address> {
        self.plan.groups.address(grouping, name)
    }

    pub fn pack(&self, id: ManuscriptId) -> Option<&Pack> {
        self.plan.packs.iter().find(|pack| pack.id == id)
    }

    /// The packs shown in lists, without translations, which are linked from their originals.
    pub fn listed_packs(&self) -> impl Iterator<Item = &Pack> {
        self.plan.packs.iter().filter(|pack| self.library.language(pack.id).is_none())
    }

    /// The packs that contain a leaflet, in its language if translated.
    pub fn packs_with(&self, leaflet: ManuscriptId) -> impl Iterator<Item = ManuscriptId> {
        let library = self.library;
        let of = library.original(leaflet);
        let holds = move |pack: &&Pack| pack.leaflets.contains(&of);
        self.listed_packs().filter(holds).map(move |pack| library.in_language_of(leaflet, pack.id).unwrap_or(pack.id))
    }

    /// The current alternatives of a leaflet, in its language if translated.
    pub fn alternatives(&self, leaflet: ManuscriptId) -> Vec<ManuscriptId> {
        let current = self.library.alternatives(leaflet).iter().filter(|other| self.library.is_current(**other));
        let in_language = |other| {
            self.library.in_language_of(leaflet, other).filter(|other| self.library.is_current(*other)).unwrap_or(other)
        };
        current.map(|other| in_language(*other)).collect()
    }

    /// The address of the comparison of a leaflet; `None` if it has no alternatives, or there are no facts to compare.
    pub fn compare_address(&self, leaflet: ManuscriptId) -> Option<Address> {
        compare_address(self.library, leaflet)
    }

    /// The page with the file at `path`.
    pub fn page_at(&self, path: &str) -> Option<&Page> {
        self.plan.pages.iter().find(|page| page.address.is_at(path))
    }

    /// The address of a manuscript's page.
    pub fn address(&self, id: ManuscriptId) -> Option<&Address> {
        self.plan.addresses[id].as_ref()
    }

    /// The percent-encoded address of a copied file, relative to the root.
    pub fn file_address(&self, id: SourceId) -> Option<&str> {
        self.plan.file_addresses.get(&id).map(String::as_str)
    }

    /// Whether the page of a leaflet may say who approved it: the approval must be of its present words.
    pub fn shows_approval(&self, id: ManuscriptId) -> bool {
        !self.plan.unapproved.contains(&id)
    }

    /// The block with urgent help to show near the top of an at-risk leaflet.
    pub fn crisis_block(&self, id: ManuscriptId) -> Option<ManuscriptId> {
        self.library.urgent_help(id)
    }

    /// Sorts leaflets into the order of the A to Z.
    pub fn in_order(&self, leaflets: &[ManuscriptId]) -> Vec<ManuscriptId> {
        let mut leaflets = leaflets.to_vec();
        leaflets.sort_by_key(|id| (self.plan.related.place(*id), *id));
        leaflets
    }

    /// Related leaflets: first all those that the author lists, then, up to five in total, leaflets that share
    /// conditions, those with the most in common first.
    pub fn related(&self, id: ManuscriptId) -> Vec<ManuscriptId> {
        self.plan.related.to(self.library, self.groups(Grouping::Conditions), id)
    }

    /// The address that a redirect leads to.
    pub fn redirect_address(&self, to: RedirectTarget) -> Option<&Address> {
        match to {
            RedirectTarget::Manuscript(id) => self.address(id),
            RedirectTarget::Removed(number) => self.removed().get(number).map(|removed| &removed.address),
        }
    }
}

/// The pages that list others.
fn lists(
    letters: &LetterIndex,
    groups: &LeafletGroups,
    packs: &[Pack],
    glossary: &[usize],
    library: &Library<'_>,
) -> Vec<Page> {
    let page = |address: Address, kind| Page { address, kind };
    let mut pages = vec![
        page(Address::folder(""), PageKind::Home),
        page(Address::folder("search/"), PageKind::Search),
        page(Address::folder("a-to-z/"), PageKind::AToZ),
        page(Address::folder("404.html"), PageKind::NotFound),
    ];
    for (index, letter) in letters.all.iter().enumerate().filter(|(_, letter)| !letter.entries.is_empty()) {
        pages.extend(letters.page(letter).map(|address| page(address, PageKind::Letter(index))));
    }
    if !glossary.is_empty() {
        pages.push(page(Address::folder("glossary/"), PageKind::Glossary));
    }
    for grouping in Grouping::ALL {
        let groups = groups.all(grouping);
        if groups.len() >= grouping.fewest() {
            pages.push(page(grouping.address(), PageKind::Groups(grouping)));
        }
        let of_groups = groups.iter().enumerate();
        pages.extend(of_groups.map(|(index, group)| page(group.address.clone(), PageKind::Group(grouping, index))));
    }
    if packs.iter().filter(|pack| library.language(pack.id).is_none()).count() > 1 {
        pages.push(page(Address::folder("packs/"), PageKind::Packs));
    }
    pages
}

fn of_manuscripts(library: &Library<'_>, addresses: &[Option<Address>]) -> Vec<Page> {
    let all = library.manuscripts().par_iter().enumerate().with_min_len(64);
    all.flat_map_iter(|(id, manuscript)| of_manuscript(library, id, manuscript, addresses[id].as_ref())).collect()
}

fn of_manuscript(
    library: &Library<'_>,
    id: ManuscriptId,
    manuscript: &Manuscript,
    address: Option<&Address>,
) -> Vec<Page> {
    let mut pages = Vec::new();
    let Some(address) = address else { return pages };
    let mut add = |address: Address, kind| pages.push(Page { address, kind });
    match (manuscript.role, library.leaflet(id)) {
        (FileRole::Page, _) => add(address.clone(), PageKind::Page(id)),
        (FileRole::Pack, _) => {
            add(address.clone(), PageKind::Pack(id));
            if let (Some(reference), None) = (&manuscript.front_matter.reference, &manuscript.translation) {
                add(Address::short(&reference.value), PageKind::Short(id));
            }
        }
        (_, Some(leaflet)) => {
            let archived = library.is_archived(id);
            add(address.clone(), if archived { PageKind::Archived(id) } else { PageKind::Leaflet(id) });
            if !archived && let Some(address) = compare_address(library, id) {
                add(address, PageKind::Compare(id));
            }
            if manuscript.translation.is_none() {
                add(Address::short(leaflet.reference), PageKind::Short(id));
            }
        }
        (_, None) => {}
    }
    pages
}

fn compare_address(library: &Library<'_>, leaflet: ManuscriptId) -> Option<Address> {
    let current = |id: &ManuscriptId| library.leaflet(*id).filter(|_| library.is_current(*id));
    let mut alternatives = library.alternatives(leaflet).iter().filter_map(current).peekable();
    let has_facts = |leaflet: &Leaflet<'_>| !leaflet.fields().at_a_glance.is_empty();
    // Titles and summaries alone are not a comparison.
    let compares = alternatives.peek().is_some()
        && (library.leaflet(leaflet).is_some_and(has_facts) || alternatives.any(has_facts));
    let slug = &library.manuscript(leaflet).slug;
    let language = library.language(leaflet).map(|language| format!("{}/", language.tag().to_lowercase()));
    compares.then(|| Address::folder(format!("{}compare/{slug}/", language.unwrap_or_default())))
}

/// Glossary entries with a meaning, in the order of the language.
fn glossary(library: &Library<'_>, order: &Collation) -> Vec<usize> {
    let entries = library.glossary.entries.iter().enumerate();
    let entries = entries.filter(|(_, entry)| !entry.meaning.text.is_empty());
    let words = entries.map(|(index, entry)| (&*entry.word.text, index)).collect();
    order.sorted(words).into_iter().map(|(_, index)| index).collect()
}

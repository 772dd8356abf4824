//! Redirects from old addresses to the current ones, or to the notice of a removed leaflet.

use super::address::Address;
use super::address_conflicts::{leaflet_files, may_be_generated, wanted};
use super::claims::{TakenPaths, claims};
use super::old_address::OldAddress;
use super::plan::{Page, PageKind, Site};
use crate::date::{self, Date};
use crate::library::ManuscriptId;
use crate::publication_log::{LogEntry, PublicationLog};
use crate::settings::RemovedEntry;

/// An old address and its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: OldAddress,
    /// The target.
    pub to: RedirectTarget,
}

/// The target of an old address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectTarget {
    /// The page of a leaflet, or a page written by an author.
    Manuscript(ManuscriptId),
    /// The notice of a removed leaflet; index in [`Site::removed`].
    Removed(usize),
}

/// A removed leaflet and its notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedLeaflet {
    /// Its entry in `site.yaml`.
    pub said: RemovedEntry,
    /// Its title, or its reference if the title is not known.
    pub title: Box<str>,
    /// The date of its last change, if known.
    pub last_updated: Option<Date>,
    /// The address of its notice.
    pub address: Address,
}

impl Site<'_> {
    /// Adds the pages at old addresses.
    ///
    /// Current pages take precedence over `moved_from`, which takes precedence over the record.
    pub fn with_old_addresses(mut self, record: &PublicationLog, base_url: Option<&str>) -> Self {
        let library = self.library;
        let claims = claims(library, base_url);
        let earlier = self.earlier(record);
        if claims.is_empty() && earlier.is_empty() && self.settings.removed.is_empty() {
            return self;
        }
        let mut taken = TakenPaths::default();
        self.pages.iter().for_each(|page| taken.add(&page.address.file().to_lowercase()));
        self.files.iter().for_each(|(_, path)| taken.add(&path.to_lowercase()));
        let (_, own) = wanted(library);
        own.into_iter().chain(leaflet_files(library, self.settings)).for_each(|path| taken.add(&path));
        let mut moved: Vec<Redirect> = Vec::new();
        for claim in claims {
            let has_page = self.address(claim.manuscript).is_some_and(|own| !taken.is_free(&own.file().to_lowercase()));
            if let (Ok(from), true) = (claim.address, has_page) {
                add(&mut moved, &mut taken, from, RedirectTarget::Manuscript(claim.manuscript));
            }
        }
        for removed in &self.settings.removed {
            if library.leaflet_of(&removed.reference.value).is_some() {
                continue;
            }
            let entry = record.entry(&removed.reference.value);
            let short = Address::short(&removed.reference.value);
            let was_at = entry.filter(|entry| is_of_a_leaflet(&entry.address));
            let was_at = was_at.map(|entry| Address::folder(&*entry.address));
            let was_at = was_at.filter(|address| taken.is_free(&address.file().to_lowercase()));
            let number = self.removed.len();
            let address = was_at.clone().unwrap_or_else(|| short.clone());
            if !taken.is_free(&address.file().to_lowercase()) {
                continue;
            }
            taken.add(&address.file().to_lowercase());
            self.pages.push(Page { address: address.clone(), kind: PageKind::Removed(number) });
            if was_at.is_some() && taken.is_free(&short.file().to_lowercase()) {
                taken.add(&short.file().to_lowercase());
                self.pages.push(Page { address: short, kind: PageKind::ShortRemoved(number) });
            }
            let title = removed
                .title
                .as_deref()
                .or(entry.map(|entry| &*entry.title))
                .unwrap_or(&removed.reference.value)
                .into();
            let last_updated = entry.and_then(|entry| date::parse(&entry.last_updated).ok());
            self.removed.push(RemovedLeaflet { said: removed.clone(), title, last_updated, address });
            let pages = entry.into_iter().flat_map(LogEntry::pages).filter(|page| is_of_a_leaflet(page));
            let given = entry.into_iter().flat_map(|entry| &entry.moved_from).map(|address| &**address);
            for from in pages.chain(given).filter_map(|address| OldAddress::parse(address, base_url).ok()) {
                add(&mut moved, &mut taken, from, RedirectTarget::Removed(number));
            }
        }
        for (from, id) in earlier {
            add(&mut moved, &mut taken, from, RedirectTarget::Manuscript(id));
        }
        for (number, moved) in moved.iter().enumerate() {
            if let Some(file) = moved.from.file() {
                let address = Address::folder(file.strip_suffix("index.html").map(str::to_owned).unwrap_or(file));
                self.pages.push(Page { address, kind: PageKind::Moved(number) });
            }
        }
        self.moved = moved;
        self
    }

    /// The addresses that leaflets had in earlier versions and no longer have.
    fn earlier(&self, record: &PublicationLog) -> Vec<(OldAddress, ManuscriptId)> {
        let library = self.library;
        let mut found = Vec::new();
        for entry in record.entries() {
            let Some(id) = library.leaflet_of(&entry.reference) else { continue };
            let own = |page: &str| {
                let mut all = std::iter::once(id).chain(library.translations(id).iter().copied());
                all.any(|id| self.address(id).is_some_and(|address| address.folder_path() == page))
            };
            for page in entry.pages().filter(|page| !own(page) && is_of_a_leaflet(page)) {
                if let Ok(from) = OldAddress::parse(&format!("/{page}"), None) {
                    found.push((from, self.in_language_of(id, page)));
                }
            }
        }
        found
    }

    /// The translation of a leaflet into the language of an address, otherwise the leaflet itself.
    fn in_language_of(&self, id: ManuscriptId, page: &str) -> ManuscriptId {
        let language = |page: &str| page.find("leaflets/").map(|at| page[..at].to_owned());
        let same = |id: &&ManuscriptId| {
            let own = self.address(**id).and_then(|address| language(address.folder_path()));
            self.library.leaflet(**id).is_some() && own == language(page)
        };
        self.library.translations(id).iter().find(same).copied().unwrap_or(id)
    }

    /// The address that a redirect leads to.
    pub fn moved_to(&self, to: RedirectTarget) -> Option<&Address> {
        match to {
            RedirectTarget::Manuscript(id) => self.address(id),
            RedirectTarget::Removed(number) => self.removed.get(number).map(|removed| &removed.address),
        }
    }
}

fn add(moved: &mut Vec<Redirect>, taken: &mut TakenPaths, from: OldAddress, to: RedirectTarget) {
    let place = from.place();
    if taken.is_free(&place) && !may_be_generated(&place) {
        taken.add(&place);
        moved.push(Redirect { from, to });
    }
}

/// Whether an address in the record is that of a leaflet, and not, by mistake, a larger part of the site.
fn is_of_a_leaflet(address: &str) -> bool {
    let parts: Vec<&str> = address.split('/').collect();
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    match parts[..] {
        ["leaflets", name, ""] => is_name(name),
        [language, "leaflets", name, ""] => is_name(language) && is_name(name),
        _ => false,
    }
}

//! Redirects from old addresses to the current ones, or to the notice of a removed leaflet.

use super::address::Address;
use super::address_conflicts::{leaflet_files, may_be_generated, wanted};
use super::claims::{TakenPaths, claims};
use super::old_address::OldAddress;
use super::page::{Page, PageKind};
use super::plan_inputs::PlanInputs;
use crate::date::{self, Date};
use crate::library::{Library, ManuscriptId};
use crate::publication_log::{LogEntry, PublicationLog};
use crate::settings::RemovedEntry;
use crate::source::SourceId;

/// An old address and its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub from: OldAddress,
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

/// The pages of the site without old addresses, which old addresses must not replace.
pub(super) struct TakenBySite<'p> {
    pub pages: &'p [Page],
    pub files: &'p [(SourceId, String)],
    /// By manuscript, the address of its page.
    pub addresses: &'p [Option<Address>],
}

/// Pages at old addresses: redirects, and notices of removed leaflets.
#[derive(Default)]
pub(super) struct OldPages {
    pub pages: Vec<Page>,
    pub redirects: Vec<Redirect>,
    pub removed: Vec<RemovedLeaflet>,
    taken: TakenPaths,
}

impl OldPages {
    /// Current pages take precedence over `moved_from`, which takes precedence over the record.
    pub fn of(library: &Library<'_>, inputs: &PlanInputs<'_>, site: &TakenBySite<'_>) -> Self {
        let PlanInputs { settings, record, base_url, .. } = *inputs;
        let claims = claims(library, base_url);
        let earlier = earlier(library, record, site);
        let mut old = Self::default();
        if claims.is_empty() && earlier.is_empty() && settings.removed.is_empty() {
            return old;
        }
        site.pages.iter().for_each(|page| old.take(&page.address));
        site.files.iter().for_each(|(_, path)| old.taken.add(&path.to_lowercase()));
        let (_, own) = wanted(library);
        own.into_iter().chain(leaflet_files(library, settings)).for_each(|path| old.taken.add(&path));
        for claim in claims {
            let has_page = site.addresses[claim.manuscript].as_ref().is_some_and(|own| !old.is_free(own));
            if let (Ok(from), true) = (claim.address, has_page) {
                old.redirect(from, RedirectTarget::Manuscript(claim.manuscript));
            }
        }
        for removed in &settings.removed {
            if library.leaflet_of(&removed.reference.value).is_none() {
                old.add_removed(removed, record.entry(&removed.reference.value), base_url);
            }
        }
        for (from, id) in earlier {
            old.redirect(from, RedirectTarget::Manuscript(id));
        }
        for (number, redirect) in old.redirects.iter().enumerate() {
            if let Some(file) = redirect.from.file() {
                let address = Address::folder(file.strip_suffix("index.html").map(str::to_owned).unwrap_or(file));
                old.pages.push(Page { address, kind: PageKind::Moved(number) });
            }
        }
        old
    }

    fn is_free(&self, address: &Address) -> bool {
        self.taken.is_free(&address.file().to_lowercase())
    }

    fn take(&mut self, address: &Address) {
        self.taken.add(&address.file().to_lowercase());
    }

    fn redirect(&mut self, from: OldAddress, to: RedirectTarget) {
        add(&mut self.redirects, &mut self.taken, from, to);
    }

    /// Adds the notice of a removed leaflet, at the address of its page if known, and redirects from its other
    /// addresses.
    fn add_removed(&mut self, removed: &RemovedEntry, entry: Option<&LogEntry>, base_url: Option<&str>) {
        let short = Address::short(&removed.reference.value);
        let was_at = entry.filter(|entry| is_of_a_leaflet(&entry.address));
        let was_at = was_at.map(|entry| Address::folder(&*entry.address)).filter(|address| self.is_free(address));
        let address = was_at.clone().unwrap_or_else(|| short.clone());
        if !self.is_free(&address) {
            return;
        }
        let number = self.removed.len();
        self.take(&address);
        self.pages.push(Page { address: address.clone(), kind: PageKind::Removed(number) });
        if was_at.is_some() && self.is_free(&short) {
            self.take(&short);
            self.pages.push(Page { address: short, kind: PageKind::ShortRemoved(number) });
        }
        let known_title = removed.title.as_deref().or(entry.map(|entry| &*entry.title));
        let title = known_title.unwrap_or(&removed.reference.value).into();
        let last_updated = entry.and_then(|entry| date::parse(&entry.last_updated).ok());
        self.removed.push(RemovedLeaflet { said: removed.clone(), title, last_updated, address });
        let pages = entry.into_iter().flat_map(LogEntry::pages).filter(|page| is_of_a_leaflet(page));
        let given = entry.into_iter().flat_map(|entry| &entry.moved_from).map(|address| &**address);
        for from in pages.chain(given).filter_map(|address| OldAddress::parse(address, base_url).ok()) {
            self.redirect(from, RedirectTarget::Removed(number));
        }
    }
}

/// The addresses that leaflets had in earlier versions and no longer have.
fn earlier(library: &Library<'_>, record: &PublicationLog, site: &TakenBySite<'_>) -> Vec<(OldAddress, ManuscriptId)> {
    let mut found = Vec::new();
    for entry in record.entries() {
        let Some(id) = library.leaflet_of(&entry.reference) else { continue };
        let own = |page: &str| {
            let mut all = std::iter::once(id).chain(library.translations(id).iter().copied());
            all.any(|id| site.addresses[id].as_ref().is_some_and(|address| address.folder_path() == page))
        };
        for page in entry.pages().filter(|page| !own(page) && is_of_a_leaflet(page)) {
            if let Ok(from) = OldAddress::parse(&format!("/{page}"), None) {
                found.push((from, in_language_of(library, site, id, page)));
            }
        }
    }
    found
}

/// The translation of a leaflet into the language of an address, otherwise the leaflet itself.
fn in_language_of(library: &Library<'_>, site: &TakenBySite<'_>, id: ManuscriptId, page: &str) -> ManuscriptId {
    let language = |page: &str| page.find("leaflets/").map(|at| page[..at].to_owned());
    let same = |id: &&ManuscriptId| {
        let own = site.addresses[**id].as_ref().and_then(|address| language(address.folder_path()));
        library.leaflet(**id).is_some() && own == language(page)
    };
    library.translations(id).iter().find(same).copied().unwrap_or(id)
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

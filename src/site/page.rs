//! Pages of a site.

use super::address::Address;
use super::groups::Grouping;
use crate::library::ManuscriptId;

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub address: Address,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The home page: A to Z and conditions.
    Home,
    /// A current leaflet.
    Leaflet(ManuscriptId),
    /// The notice that replaces an archived leaflet.
    Archived(ManuscriptId),
    /// The redirect from the short address of a leaflet to its page.
    Short(ManuscriptId),
    /// The redirect from an old address; index in [`Site::redirects`](super::Site::redirects).
    Moved(usize),
    /// The notice of a removed leaflet; index in [`Site::removed`](super::Site::removed).
    Removed(usize),
    /// The redirect from the short address of a removed leaflet to its notice.
    ShortRemoved(usize),
    /// The search for leaflets.
    Search,
    /// All leaflets by letter; where there are many, only the letters.
    AToZ,
    /// The leaflets of one letter.
    Letter(usize),
    /// All groups of a field, if there is a choice: all conditions.
    Groups(Grouping),
    /// The leaflets of one group.
    Group(Grouping, usize),
    /// A comparison of a leaflet with its alternatives, to print.
    Compare(ManuscriptId),
    /// All packs, if there are several.
    Packs,
    /// Leaflets bundled for one visit.
    Pack(ManuscriptId),
    /// The words that the site explains.
    Glossary,
    /// A page written by an author.
    Page(ManuscriptId),
    /// A draft, or a leaflet without a required field: only in the preview.
    Draft(ManuscriptId),
    /// The page for missing addresses.
    NotFound,
}

//! Reads the list of leaflets of a built site, `leaflets.json`.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::entry::{DifferenceKind, FactDifference, PageDifference};
use super::site_snapshot::SiteSnapshot;
use crate::diagnostic::Failure;

/// The supported version of the list.
const VERSION: u32 = 1;
const NAME: &str = "leaflets.json";

/// The leaflets of a built site.
pub(super) struct LeafletList {
    /// The name of the site.
    pub title: String,
    /// Its leaflets, including translations and archived ones, in the order of the list.
    pub leaflets: Vec<ListedLeaflet>,
}

/// A leaflet of a built site.
#[derive(Clone, Debug)]
pub(super) struct ListedLeaflet {
    pub reference: String,
    pub language: String,
    pub is_translation: bool,
    pub title: String,
    pub address: String,
    /// The path of its page.
    pub path: String,
    pub is_archived: bool,
    /// The version of its words, if the list gives it.
    pub version: Option<ListedVersion>,
    pub dates: Vec<ListedDate>,
}

/// The version of a leaflet's words, as its page shows it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct ListedVersion {
    pub version: u32,
    pub check: String,
}

/// A date of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ListedDate {
    /// Its label.
    pub name: &'static str,
    /// The date as `2026-11-23`.
    pub iso: String,
}

#[derive(Deserialize)]
struct ParsedList {
    version: u32,
    title: String,
    language: String,
    leaflets: Vec<ParsedLeaflet>,
    #[serde(default)]
    archived: Vec<ParsedNotice>,
}

#[derive(Deserialize)]
struct ParsedLeaflet {
    reference: String,
    #[serde(flatten)]
    version: Option<ListedVersion>,
    title: String,
    language: String,
    address: String,
    last_updated: String,
    last_reviewed: Option<String>,
    archive_date: String,
    #[serde(default)]
    translations: Vec<ParsedTranslation>,
}

#[derive(Deserialize)]
struct ParsedTranslation {
    language: String,
    #[serde(flatten)]
    version: Option<ListedVersion>,
    title: String,
    address: String,
    last_updated: String,
    archive_date: String,
}

#[derive(Deserialize)]
struct ParsedNotice {
    reference: String,
    address: String,
    on: Option<String>,
}

impl LeafletList {
    /// Reads the list of a site.
    pub fn of(side: &SiteSnapshot<'_>) -> Result<Self, Failure> {
        let Some(bytes) = (side.reader)(NAME)? else {
            return Err(Failure::new(
                format!("'{}' is not a site built by Pamphlet: it has no file '{NAME}'.", side.name),
                "Name two folders made by 'pamphlet build', the older one first: pamphlet diff public-before public.",
            ));
        };
        let file = serde_json::from_slice::<ParsedList>(&bytes).ok().filter(|file| file.version == VERSION);
        let leaflets = file.map(|file| (file.title.clone(), all(file)));
        match leaflets {
            Some((title, Some(leaflets))) => Ok(Self { title, leaflets }),
            _ => Err(Failure::new(
                format!("The list of leaflets '{NAME}' in '{}' cannot be read.", side.name),
                "Build that site again with this version of Pamphlet, and compare again.",
            )),
        }
    }
}

/// All leaflets of a list; `None` if an address leads outside the site.
fn all(file: ParsedList) -> Option<Vec<ListedLeaflet>> {
    let day = |name, iso: &str| ListedDate { name, iso: iso.to_owned() };
    let mut all = Vec::new();
    for leaflet in file.leaflets {
        let mut dates = vec![day(ARCHIVE_DATE, &leaflet.archive_date), day(LAST_UPDATED, &leaflet.last_updated)];
        dates.extend(leaflet.last_reviewed.as_deref().map(|iso| day(LAST_REVIEWED, iso)));
        all.push(ListedLeaflet {
            path: path_of(&leaflet.address)?,
            reference: leaflet.reference.clone(),
            language: leaflet.language,
            is_translation: false,
            title: leaflet.title,
            address: leaflet.address,
            is_archived: false,
            version: leaflet.version,
            dates,
        });
        for other in leaflet.translations {
            all.push(ListedLeaflet {
                path: path_of(&other.address)?,
                reference: leaflet.reference.clone(),
                language: other.language,
                is_translation: true,
                title: other.title,
                address: other.address,
                is_archived: false,
                version: other.version,
                dates: vec![day(ARCHIVE_DATE, &other.archive_date), day(LAST_UPDATED, &other.last_updated)],
            });
        }
    }
    for notice in file.archived {
        all.push(ListedLeaflet {
            path: path_of(&notice.address)?,
            // The list has no titles of archived leaflets, because they must not be used.
            title: notice.reference.clone(),
            reference: notice.reference,
            language: file.language.clone(),
            is_translation: false,
            address: notice.address,
            is_archived: true,
            version: None,
            dates: notice.on.iter().map(|iso| day(ARCHIVE_DATE, iso)).collect(),
        });
    }
    Some(all)
}

const ARCHIVE_DATE: &str = "Archive date";
const LAST_UPDATED: &str = "Date last updated";
const LAST_REVIEWED: &str = "Date last reviewed";

/// The path of the file at an address of the site; `None` if it leads outside the site.
fn path_of(address: &str) -> Option<String> {
    let path = percent_decode_str(address).decode_utf8().ok()?;
    let path = path.strip_prefix("./").unwrap_or(&path);
    let is_below = !path.starts_with('/') && !path.contains('\\') && path.split('/').all(|part| part != "..");
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    is_below.then_some(file)
}

impl ListedLeaflet {
    /// A difference without details.
    pub fn entry(&self, kind: DifferenceKind) -> PageDifference {
        PageDifference {
            kind,
            reference: Some(self.reference.clone()),
            language: self.language.clone(),
            is_translation: self.is_translation,
            title: self.title.clone(),
            address: self.address.clone(),
            facts: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Its identity: a reference is never reused for another leaflet.
    fn key(&self) -> (String, &str) {
        (self.reference.to_lowercase(), if self.is_translation { self.language.as_str() } else { "" })
    }
}

/// Pairs each leaflet with its previous version: by reference and language, otherwise by address.
pub(super) fn pairs<'a>(
    old: &'a LeafletList,
    new: &'a LeafletList,
) -> Vec<(Option<&'a ListedLeaflet>, Option<&'a ListedLeaflet>)> {
    let by_key: HashMap<_, usize> = old.leaflets.iter().enumerate().map(|(at, known)| (known.key(), at)).collect();
    let of_key: Vec<Option<usize>> = new.leaflets.iter().map(|known| by_key.get(&known.key()).copied()).collect();
    let mut taken: HashSet<usize> = of_key.iter().flatten().copied().collect();
    let by_path: HashMap<&str, usize> =
        old.leaflets.iter().enumerate().map(|(at, known)| (known.path.as_str(), at)).collect();
    let mut pairs = Vec::with_capacity(new.leaflets.len());
    for (known, found) in new.leaflets.iter().zip(of_key) {
        // A leaflet whose reference changed is found by its address.
        let found = found.or_else(|| by_path.get(known.path.as_str()).copied().filter(|at| taken.insert(*at)));
        pairs.push((found.map(|at| &old.leaflets[at]), Some(known)));
    }
    let gone = old.leaflets.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    pairs.extend(gone.map(|(_, known)| (Some(known), None)));
    pairs
}

/// The dates and other facts that changed.
pub(super) fn facts(old: &ListedLeaflet, new: &ListedLeaflet) -> Vec<FactDifference> {
    let mut facts = Vec::new();
    let mut differs = |name, old: Option<&str>, new: Option<&str>| {
        if old != new {
            facts.push(FactDifference { name, old: old.map(str::to_owned), new: new.map(str::to_owned) });
        }
    };
    differs("Leaflet reference", Some(&old.reference), Some(&new.reference));
    // The same page may be linked as a folder or, in a portable site, as its file.
    if old.path != new.path {
        differs("Address", Some(&old.address), Some(&new.address));
    }
    for name in [LAST_UPDATED, LAST_REVIEWED, ARCHIVE_DATE] {
        let day = |known: &'_ ListedLeaflet| known.dates.iter().find(|day| day.name == name).map(|day| day.iso.clone());
        differs(name, day(old).as_deref(), day(new).as_deref());
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside_the_site_are_rejected() {
        assert_eq!(path_of("leaflets/a%20b/").as_deref(), Some("leaflets/a b/index.html"));
        assert_eq!(path_of("leaflets/cbt/index.html").as_deref(), Some("leaflets/cbt/index.html"));
        for address in ["../x/", "/etc/passwd", "a/%2e%2e/b/", "..\\x"] {
            assert_eq!(path_of(address), None, "{address}");
        }
    }
}

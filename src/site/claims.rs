//! What authors say in `moved_from`, and where two things want one address.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::address::address_of;
use super::address_conflicts::{beside_pages, is_of_a_series, wanted};
use super::old_address::{OldAddress, OldAddressFault};
use crate::library::{Library, ManuscriptId};
use crate::settings::Settings;
use crate::source::{FileRole, SourceId, TextRange};

/// One value of `moved_from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressClaim {
    /// Where it stands.
    pub manuscript: ManuscriptId,
    /// Where it stands in the file.
    pub range: TextRange,
    /// What it says.
    pub address: Result<OldAddress, OldAddressFault>,
}

/// All values of `moved_from`, in the order of the files.
pub fn claims(library: &Library<'_>, base_url: Option<&str>) -> Vec<AddressClaim> {
    let manuscripts = library.manuscripts().iter().enumerate();
    let with_pages =
        manuscripts.filter(|(_, manuscript)| matches!(manuscript.role, FileRole::Leaflet | FileRole::Page));
    let claims = with_pages.flat_map(|(id, manuscript)| {
        manuscript.front_matter.moved_from.iter().map(move |field| AddressClaim {
            manuscript: id,
            range: field.range,
            address: OldAddress::parse(&field.value, base_url),
        })
    });
    claims.collect()
}

/// A claim on an address that something else has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimConflict {
    /// The claim.
    pub claim: AddressClaim,
    /// What has the address.
    pub holder: AddressHolder,
}

/// What has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressHolder {
    /// The leaflet that claims it: it is its address today.
    Itself,
    /// The page of another file, or a file that is copied.
    File(SourceId),
    /// A page or file that the site makes itself.
    Site,
    /// Another claim.
    Claim(ManuscriptId, TextRange),
}

/// The claims that cannot be met. `theme_files` are the paths of the files that the theme brings.
pub fn claim_conflicts<'t>(
    library: &Library<'_>,
    settings: &Settings,
    theme_files: impl Iterator<Item = &'t str>,
    claims: Vec<AddressClaim>,
) -> Vec<ClaimConflict> {
    if claims.is_empty() {
        return Vec::new();
    }
    let mut taken = TakenPaths::default();
    let (files, mut own) = wanted(library);
    own.extend(beside_pages(library, settings));
    own.extend(theme_files.map(str::to_lowercase));
    let mut holders: HashMap<&str, AddressHolder> = HashMap::new();
    for (file, sources) in &files {
        taken.add(file);
        holders.extend(sources.first().map(|source| (&**file, AddressHolder::File(*source))));
    }
    for file in &own {
        taken.add(file);
        holders.insert(file, AddressHolder::Site);
    }
    let mut claimed: BTreeMap<String, (ManuscriptId, TextRange)> = BTreeMap::new();
    let mut claim_conflicts = Vec::new();
    for claim in claims {
        let Ok(address) = &claim.address else { continue };
        let file = address.place();
        let own_address = address_of(library.manuscript(claim.manuscript));
        let holder = if own_address.is_some_and(|own| own.file().to_lowercase() == file) {
            Some(AddressHolder::Itself)
        } else if let Some(holder) = holders.get(&*file) {
            Some(*holder)
        } else if let Some((other, range)) = claimed.get(&address.key()) {
            Some(AddressHolder::Claim(*other, *range))
        } else if !taken.is_free(&file) || is_of_a_series(&file) {
            Some(AddressHolder::Site)
        } else {
            claimed.insert(address.key(), (claim.manuscript, claim.range));
            taken.add(&file);
            None
        };
        claim_conflicts.extend(holder.map(|holder| ClaimConflict { claim, holder }));
    }
    claim_conflicts
}

/// The paths of files that are given away, in small letters.
#[derive(Default)]
pub(super) struct TakenPaths {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl TakenPaths {
    /// Gives a path away.
    pub fn add(&mut self, file: &str) {
        let above = file.match_indices('/').map(|(at, _)| &file[..at]);
        for folder in above {
            if !self.folders.contains(folder) {
                self.folders.insert(folder.to_owned());
            }
        }
        self.files.insert(file.to_owned());
    }

    /// Whether a file can stand at a path: nothing stands there, and no folder above it is a file.
    pub fn is_free(&self, file: &str) -> bool {
        let mut above = file.match_indices('/').map(|(at, _)| &file[..at]);
        !self.files.contains(file) && !self.folders.contains(file) && !above.any(|folder| self.files.contains(folder))
    }
}

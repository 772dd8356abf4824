//! Old addresses that authors claim in `moved_from`, and conflicts between them and other addresses.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::address::address_of;
use super::address_conflicts::{leaflet_files, may_be_generated, wanted};
use super::old_address::{OldAddress, OldAddressFault};
use crate::library::{Library, ManuscriptId};
use crate::settings::Settings;
use crate::source::{FileRole, SourceId, TextRange};

/// One value of `moved_from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressClaim {
    /// The manuscript that contains it.
    pub manuscript: ManuscriptId,
    /// Its position in the file.
    pub range: TextRange,
    /// The address, or why it cannot be used.
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

/// A claim to an address that is already in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimConflict {
    pub claim: AddressClaim,
    /// What uses the address.
    pub holder: AddressHolder,
}

/// What uses an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressHolder {
    /// The leaflet that claims it: it is its current address.
    Itself,
    /// The page of another file, or a copied file.
    File(SourceId),
    /// A generated page or file.
    Site,
    /// Another claim.
    Claim(ManuscriptId, TextRange),
}

/// The claims that cannot be satisfied. `theme_files` are the paths of the theme's files.
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
    own.extend(leaflet_files(library, settings));
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
        } else if !taken.is_free(&file) || may_be_generated(&file) {
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

/// The paths of files that are in use, in lower case.
#[derive(Default)]
pub(super) struct TakenPaths {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl TakenPaths {
    /// Marks a path as used.
    pub fn add(&mut self, file: &str) {
        let above = file.match_indices('/').map(|(at, _)| &file[..at]);
        for folder in above {
            if !self.folders.contains(folder) {
                self.folders.insert(folder.to_owned());
            }
        }
        self.files.insert(file.to_owned());
    }

    /// Whether a file can be created at a path: it is unused, and no folder above it is a file.
    pub fn is_free(&self, file: &str) -> bool {
        let mut above = file.match_indices('/').map(|(at, _)| &file[..at]);
        !self.files.contains(file) && !self.folders.contains(file) && !above.any(|folder| self.files.contains(folder))
    }
}

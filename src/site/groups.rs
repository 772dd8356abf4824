//! Groups of leaflets: by condition, audience and department.

use std::collections::{BTreeMap, HashSet};

use super::address::{Address, path_slug};
use super::collation::Collation;
use crate::leaflet::{Field, FrontMatter};
use crate::library::{Library, ManuscriptId};

/// A field by which leaflets are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `conditions`
    Conditions,
    /// `audience`
    Audience,
    /// `department`
    Department,
}

impl Grouping {
    /// All of them, in the order shown to readers.
    pub const ALL: [Self; 3] = [Self::Conditions, Self::Audience, Self::Department];

    /// The name of the field, which is also the folder of its pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Conditions => "conditions",
            Self::Audience => "audience",
            Self::Department => "department",
        }
    }

    /// The groups listed in a leaflet.
    pub fn of(self, fields: &FrontMatter) -> &[Field<Box<str>>] {
        match self {
            Self::Conditions => &fields.conditions,
            Self::Audience => &fields.audience,
            Self::Department => fields.department.as_slice(),
        }
    }

    /// The minimum number of groups worth listing: if all leaflets are for adults, a list of audiences helps nobody.
    pub fn fewest(self) -> usize {
        if self == Self::Conditions { 1 } else { 2 }
    }

    /// The address of the page that lists its groups.
    pub fn address(self) -> Address {
        Address::folder(format!("{}/", self.name()))
    }

    /// The address of the page of a group.
    pub(super) fn address_of(self, slug: &str) -> Address {
        Address::folder(format!("{}/{slug}/", self.name()))
    }
}

/// Leaflets that have one value of a field in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafletGroup {
    /// The value: 'Depression', 'Young people'.
    pub name: Box<str>,
    /// The page that lists them.
    pub address: Address,
    /// The leaflets, in the order of the A to Z.
    pub leaflets: Vec<ManuscriptId>,
}

/// The groups of all fields.
#[derive(Clone, Debug, Default)]
pub(super) struct LeafletGroups {
    all: [Vec<LeafletGroup>; 3],
    slugs: [HashSet<String>; 3],
}

impl LeafletGroups {
    /// Groups leaflets, which are given in the order of the A to Z.
    pub fn of(library: &Library<'_>, current: &[ManuscriptId], order: &Collation) -> Self {
        let all = Grouping::ALL.map(|grouping| groups(library, current, grouping, order));
        let slugs = all.each_ref().map(|groups| groups.iter().map(|group| path_slug(&group.name)).collect());
        Self { all, slugs }
    }

    pub fn all(&self, grouping: Grouping) -> &[LeafletGroup] {
        &self.all[grouping as usize]
    }

    /// The address of the page of a group; `None` if it occurs only in translations or archived leaflets.
    pub fn address(&self, grouping: Grouping, name: &str) -> Option<Address> {
        let slug = path_slug(name);
        self.slugs[grouping as usize].contains(&slug).then(|| grouping.address_of(&slug))
    }
}

fn groups(library: &Library<'_>, current: &[ManuscriptId], grouping: Grouping, order: &Collation) -> Vec<LeafletGroup> {
    // Names that differ only in case, or would have the same address, are one group.
    let mut by_slug: BTreeMap<String, (Box<str>, Vec<ManuscriptId>)> = BTreeMap::new();
    for id in current {
        let Some(leaflet) = library.leaflet(*id) else { continue };
        for name in grouping.of(leaflet.fields()) {
            let entry = by_slug.entry(path_slug(&name.value));
            let (_, leaflets) = entry.or_insert_with(|| (name.value.clone(), Vec::new()));
            if leaflets.last() != Some(id) {
                leaflets.push(*id);
            }
        }
    }
    let groups = by_slug.into_iter().map(|(slug, (name, leaflets))| {
        let group = LeafletGroup { address: grouping.address_of(&slug), name, leaflets };
        (group.name.clone(), group)
    });
    order.sorted(groups.collect()).into_iter().map(|(_, group)| group).collect()
}

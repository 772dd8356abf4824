//! The shared block with urgent help that an at-risk leaflet shows near its top.

use std::collections::BTreeSet;

use crate::leaflet;
use crate::library::{Library, ManuscriptId};
use crate::markdown::Prose;
use crate::phone;
use crate::settings::Settings;
use crate::source::FileRole;

/// What the name of such a block holds.
const NAMES: &[&str] = &["crisis", "urgent", "emergency", "help-now"];
/// The name of the block that is meant for all at-risk leaflets of a site.
const SHARED_BY_ALL: &str = "crisis";

/// The blocks of a site that say where to find urgent help, by name.
#[derive(Clone, Debug, Default)]
pub struct CrisisBlocks {
    /// Those whose name says so.
    named: BTreeSet<Box<str>>,
    /// Those, and all that give a number of `contacts`.
    all: BTreeSet<Box<str>>,
}

impl CrisisBlocks {
    /// Looks through the blocks of a site; through none where no leaflet is at risk.
    pub fn of(library: &Library<'_>, settings: &Settings) -> Self {
        let mut found = Self::default();
        let manuscripts = library.manuscripts();
        if !manuscripts.iter().any(|it| it.front_matter.at_risk.as_ref().is_some_and(|at_risk| at_risk.value)) {
            return found;
        }
        let contacts = settings.contacts.iter().filter_map(|contact| contact.phone.as_deref());
        let contacts: BTreeSet<String> = contacts.flat_map(phone::all_in).collect();
        for (id, block) in manuscripts.iter().enumerate().filter(|(_, block)| block.role == FileRole::Block) {
            if library.blocks().fault(id).is_some() {
                continue;
            }
            if NAMES.iter().any(|name| block.slug.contains(name)) {
                found.named.insert(block.slug.clone());
                found.all.insert(block.slug.clone());
            } else if gives_one_of(library, id, &contacts) {
                found.all.insert(block.slug.clone());
            }
        }
        found
    }

    /// The names of all such blocks, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|name| &**name)
    }

    /// The block that a leaflet shows: one that its text uses and whose name says what it is, else the one named
    /// 'crisis', else another that its text uses, else the only one that there is. A block with just any number of
    /// `contacts` never takes the place of the one that is meant for this.
    pub fn shown_on(&self, library: &Library<'_>, leaflet: ManuscriptId) -> Option<ManuscriptId> {
        if self.all.is_empty() {
            return None;
        }
        let language = library.language(leaflet);
        let show = |name: &str| library.blocks().shown(name, language);
        let mut used = Vec::new();
        self.collect(library, leaflet, leaflet, &mut used, &mut BTreeSet::new());
        let named = used.iter().copied().find(|name| self.named.contains(*name));
        let shared = || self.named.get(SHARED_BY_ALL).map(|name| &**name);
        let name = named
            .or_else(shared)
            .or_else(|| used.first().copied())
            .or_else(|| only(&self.named))
            .or_else(|| only(&self.all));
        name.and_then(show)
    }

    /// The names of such blocks in a text, those within blocks too, in their order.
    fn collect<'a>(
        &'a self,
        library: &Library<'_>,
        leaflet: ManuscriptId,
        text: ManuscriptId,
        used: &mut Vec<&'a str>,
        seen: &mut BTreeSet<ManuscriptId>,
    ) {
        for (name, _) in library.manuscript(text).document.includes() {
            let Some(block) = library.blocks().shown(name, library.language(leaflet)) else { continue };
            if !seen.insert(block) {
                continue;
            }
            used.extend(self.all.get(&*leaflet::slug(name)).map(|name| &**name));
            self.collect(library, leaflet, block, used, seen);
        }
    }
}

/// The name, where there is only one.
fn only(names: &BTreeSet<Box<str>>) -> Option<&str> {
    names.first().map(|name| &**name).filter(|_| names.len() == 1)
}

/// Whether a text gives one of these numbers, in its words or as a link.
fn gives_one_of(library: &Library<'_>, id: ManuscriptId, numbers: &BTreeSet<String>) -> bool {
    let document = &library.manuscript(id).document;
    let mut links = document.links().iter().filter_map(|link| link.destination.strip_prefix("tel:"));
    if links.any(|number| numbers.contains(&phone::dialled(number))) {
        return true;
    }
    let prose = Prose::of(document, library.text(id));
    phone::find_in(prose.text()).iter().any(|number| numbers.contains(&number.digits))
}

/// Whether the reader of a leaflet may be in danger. A translation need not say again what its original says.
pub fn is_at_risk(library: &Library<'_>, id: ManuscriptId) -> bool {
    let own = |id: ManuscriptId| library.manuscript(id).front_matter.at_risk.as_ref().map(|at_risk| at_risk.value);
    own(id).or_else(|| own(library.original(id))).unwrap_or(false)
}

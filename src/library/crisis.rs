//! The shared block with urgent help that an at-risk leaflet shows near its top.

use std::collections::BTreeSet;

use super::manuscript_id::ManuscriptId;
use super::texts::Texts;
use crate::markdown::Prose;
use crate::source::FileRole;
use crate::text::phone;

/// A block whose name contains one of these has urgent help.
const NAMES: &[&str] = &["crisis", "urgent", "emergency", "help-now"];
/// The name of the block for all at-risk leaflets of a site.
const SHARED_BY_ALL: &str = "crisis";

/// The blocks of a site that say where to find urgent help, by name.
#[derive(Clone, Debug, Default)]
pub struct CrisisBlocks {
    /// Those recognised by their names.
    named: BTreeSet<Box<str>>,
    /// Those in `named`, and all with a telephone number listed in `contacts`.
    all: BTreeSet<Box<str>>,
}

impl CrisisBlocks {
    /// Finds these blocks, given the telephone numbers of `contacts`. None are searched for if no leaflet is at risk.
    pub(super) fn of(texts: &Texts<'_>, contacts: &[&str]) -> Self {
        let mut found = Self::default();
        let manuscripts = texts.manuscripts;
        if !manuscripts.iter().any(|it| it.front_matter.at_risk.as_ref().is_some_and(|at_risk| at_risk.value)) {
            return found;
        }
        let contacts: BTreeSet<String> = contacts.iter().copied().flat_map(phone::all_in).collect();
        for (id, block) in manuscripts.iter().enumerate().filter(|(_, block)| block.role == FileRole::Block) {
            if texts.blocks.fault(id).is_some() {
                continue;
            }
            if NAMES.iter().any(|name| block.slug.contains(name)) {
                found.named.insert(block.slug.clone());
                found.all.insert(block.slug.clone());
            } else if has_one_of(texts, id, &contacts) {
                found.all.insert(block.slug.clone());
            }
        }
        found
    }

    /// The names of all such blocks, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|name| &**name)
    }

    /// The block for a leaflet: a named one that its text includes; otherwise the one named 'crisis'; otherwise any
    /// other that its text includes; otherwise the only one there is. A block that merely has a number of `contacts`
    /// never replaces the block meant for this.
    pub(super) fn shown_on(&self, texts: &Texts<'_>, leaflet: ManuscriptId) -> Option<ManuscriptId> {
        if self.all.is_empty() {
            return None;
        }
        let language = texts.language(leaflet);
        let show = |name: &str| texts.blocks.shown(name, language);
        let blocks = texts.on_page(leaflet, language).into_iter().skip(1);
        let used: Vec<&str> =
            blocks.filter_map(|block| self.all.get(&texts.manuscript(block).slug)).map(|name| &**name).collect();
        let named = used.iter().copied().find(|name| self.named.contains(*name));
        let shared = || self.named.get(SHARED_BY_ALL).map(|name| &**name);
        let name = named
            .or_else(shared)
            .or_else(|| used.first().copied())
            .or_else(|| only(&self.named))
            .or_else(|| only(&self.all));
        name.and_then(show)
    }

    /// The block that an at-risk leaflet shows above its text.
    pub(super) fn urgent_help(&self, texts: &Texts<'_>, id: ManuscriptId) -> Option<ManuscriptId> {
        if is_at_risk(texts, id) { self.shown_on(texts, id) } else { None }
    }
}

/// The name, if there is only one.
fn only(names: &BTreeSet<Box<str>>) -> Option<&str> {
    names.first().map(|name| &**name).filter(|_| names.len() == 1)
}

/// Whether a text contains one of these numbers, in its words or as a link.
fn has_one_of(texts: &Texts<'_>, id: ManuscriptId, numbers: &BTreeSet<String>) -> bool {
    let document = &texts.manuscript(id).document;
    let mut links = document.links().iter().filter_map(|link| link.destination.strip_prefix("tel:"));
    if links.any(|number| numbers.contains(&phone::dialled(number))) {
        return true;
    }
    let prose = Prose::of(document, texts.text(id));
    phone::find_in(prose.text()).iter().any(|number| numbers.contains(&number.digits))
}

/// Whether readers of a leaflet may be in danger. A translation inherits this from its original.
pub(super) fn is_at_risk(texts: &Texts<'_>, id: ManuscriptId) -> bool {
    let own = |id: ManuscriptId| texts.manuscript(id).front_matter.at_risk.as_ref().map(|at_risk| at_risk.value);
    own(id).or_else(|| own(texts.original(id))).unwrap_or(false)
}

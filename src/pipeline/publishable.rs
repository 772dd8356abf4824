//! What of the present content is published: leaflets whose words are not approved, or have errors, stay as they were
//! last published.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::again::with_archived_since;
use super::options::Options;
use super::stages::linked;
use crate::check::{self, CheckContext};
use crate::library::ManuscriptId;
use crate::publication_log::LogLineKind;
use crate::settings::Settings;
use crate::source::{FileRole, SourceId, Sources};
use crate::versions::{HeldLeaflet, HoldReason, Permission, hold, with_approved_shared_words};

/// Which leaflets are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldScope {
    /// Those that are not approved, if the site requires approval.
    NotApproved,
    /// These, and those with errors.
    NotApprovedOrFaulty,
}

/// Content to publish in place of the present content.
#[derive(Clone, Debug, Default)]
pub struct PublishableContent {
    pub sources: Sources,
    /// The leaflets that are not published with their present words.
    pub held: Vec<HeldLeaflet>,
    /// The paths of shared blocks and the glossary that keep their last published words, because nobody approved the
    /// present ones.
    pub held_shared: BTreeSet<Box<str>>,
    /// The paths of leaflets that are as they were last published.
    pub as_published: BTreeSet<Box<str>>,
    /// How many current leaflets have words that were live before approval was required, and were never approved.
    pub never_approved: usize,
}

/// How often leaflets are held because others are, such as by links to leaflets that are not published.
const MAX_ROUNDS: usize = 20;

/// Replaces what must not be published by what was last published. `None` if errors remain that this cannot avoid, or
/// words of the record are lost.
pub fn publishable(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    scope: HoldScope,
) -> Option<PublishableContent> {
    let mut content = PublishableContent { sources: sources.clone(), ..PublishableContent::default() };
    if settings.is_approval_required {
        let shared = |world: &CheckContext<'_>| with_approved_shared_words(&world.history(), sources);
        (content.sources, content.held_shared) = linked(sources, settings, options, shared);
    }
    for _ in 0..MAX_ROUNDS {
        let now = Options { as_published: Some(&content.as_published), ..*options };
        let (next, never_approved, has_errors) = linked(&content.sources, settings, &now, |world| {
            let mut held = BTreeMap::new();
            let never_approved = match settings.is_approval_required {
                true => add_unapproved(world, &mut held),
                false => 0,
            };
            let is_changed = !content.as_published.is_empty() || !content.held.is_empty();
            let mut faulty = BTreeSet::new();
            if scope == HoldScope::NotApprovedOrFaulty || is_changed {
                faulty = check::run(world, None).files_with_errors();
                add_faulty(world, &faulty, &mut held);
            }
            add_translations(world, &mut held);
            let next = if held.is_empty() { None } else { Some(hold(&world.history(), &held, options.today)) };
            (next, never_approved, !faulty.is_empty())
        });
        content.never_approved = never_approved;
        let Some(next) = next else {
            if has_errors && scope == HoldScope::NotApprovedOrFaulty {
                return None;
            }
            if !content.as_published.is_empty() {
                // A withdrawal takes effect whether or not the new words do.
                (content.sources, _) = with_archived_since(content.sources, sources, options.today);
            }
            content.held.sort_by(|a, b| a.path.cmp(&b.path));
            return Some(content);
        };
        let next = next?;
        content.sources = next.sources;
        content.held.extend(next.leaflets);
        content.as_published.extend(next.as_published);
    }
    None
}

fn is_as_published(world: &CheckContext<'_>, id: ManuscriptId) -> bool {
    world.as_published.is_some_and(|published| published.contains(world.library.path(id)))
}

/// Adds the current leaflets that nobody approved. Returns how many others have words that were live before approval
/// was required.
fn add_unapproved(world: &CheckContext<'_>, held: &mut BTreeMap<ManuscriptId, HoldReason>) -> usize {
    let (library, history) = (world.library, world.history());
    let current: Vec<ManuscriptId> =
        library.leaflets().map(|(id, _)| id).filter(|id| library.is_current(*id)).collect();
    let permissions: Vec<(ManuscriptId, Permission<'_>)> =
        current.into_par_iter().map(|id| (id, history.permission(id))).collect();
    let mut never_approved = 0;
    for (id, permission) in permissions {
        let reason = match permission {
            Permission::Approved => continue,
            Permission::Live => {
                never_approved += usize::from(!history.was_ever_approved(id));
                continue;
            }
            _ if is_as_published(world, id) => continue,
            Permission::Waits(None) => HoldReason::NotApproved,
            Permission::Waits(Some(line)) if line.kind == LogLineKind::Returned => HoldReason::Returned,
            Permission::Waits(Some(_)) => HoldReason::Sent,
        };
        held.insert(id, reason);
    }
    never_approved
}

fn add_faulty(world: &CheckContext<'_>, faulty: &BTreeSet<SourceId>, held: &mut BTreeMap<ManuscriptId, HoldReason>) {
    for (id, manuscript) in world.library.manuscripts().iter().enumerate() {
        let is_leaflet = manuscript.role == FileRole::Leaflet;
        if is_leaflet && faulty.contains(&manuscript.source) && !is_as_published(world, id) {
            held.entry(id).or_insert(HoldReason::Errors);
        }
    }
}

/// Adds translations of leaflets that were never published: they cannot be published without their original.
fn add_translations(world: &CheckContext<'_>, held: &mut BTreeMap<ManuscriptId, HoldReason>) {
    let history = world.history();
    let new: Vec<ManuscriptId> = held.keys().copied().filter(|id| !history.was_published(*id)).collect();
    for id in new {
        for translation in world.library.translations(id) {
            held.entry(*translation).or_insert(HoldReason::Original);
        }
    }
}

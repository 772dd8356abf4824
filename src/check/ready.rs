//! Which leaflets nothing keeps from readers.

use std::collections::HashSet;

use super::rule::CheckContext;
use crate::diagnostic::{Finding, Severity};
use crate::library::ManuscriptId;
use crate::site;
use crate::source::{FileRole, SourceId};

/// How many leaflets are complete and current, and have no error in their own file nor in a shared block that they show,
/// at any depth. Translations are not counted, as they are not among the leaflets.
pub(super) fn count(world: &CheckContext<'_>, findings: &[Finding]) -> usize {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let faulty: HashSet<SourceId> = errors.map(|finding| finding.span.source).collect();
    let library = world.library;
    // From each faulty block up to all that show it; each manuscript once.
    let mut reached: HashSet<ManuscriptId> = HashSet::new();
    let mut open: Vec<ManuscriptId> = faulty.iter().filter_map(|source| library.of_source(*source)).collect();
    while let Some(id) = open.pop() {
        if reached.insert(id) && library.manuscript(id).role == FileRole::Block {
            open.extend_from_slice(library.blocks().users(id));
        }
    }
    // What an at-risk leaflet shows near its top need not be named in its text.
    let shows_faulty = |id| {
        site::is_at_risk(library, id)
            && world.crisis().shown_on(library, id).is_some_and(|block| reached.contains(&block))
    };
    let current = library
        .leaflets()
        .filter(|(_, leaflet)| leaflet.manuscript.translation.is_none() && !leaflet.is_archived(world.today));
    current.filter(|(id, _)| !reached.contains(id) && !shows_faulty(*id)).count()
}

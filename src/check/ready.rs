//! Counts the leaflets that are ready for publication.

use std::collections::HashSet;

use super::rule::CheckContext;
use crate::diagnostic::{Finding, Severity};
use crate::library::ManuscriptId;
use crate::source::{FileRole, SourceId};

/// Number of current leaflets with no error in their own file or in a shared block that they use, at any depth.
/// Translations are not counted, in line with the number of leaflets in the report.
pub(super) fn count(world: &CheckContext<'_>, findings: &[Finding]) -> usize {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let faulty: HashSet<SourceId> = errors.map(|finding| finding.span.source).collect();
    let library = world.library;
    // Walks from each faulty block to all manuscripts that use it, visiting each once.
    let mut reached: HashSet<ManuscriptId> = HashSet::new();
    let mut open: Vec<ManuscriptId> = faulty.iter().filter_map(|source| library.of_source(*source)).collect();
    while let Some(id) = open.pop() {
        if reached.insert(id) && library.manuscript(id).role == FileRole::Block {
            open.extend_from_slice(library.blocks().users(id));
        }
    }
    // An at-risk leaflet shows the block with urgent help near its top without naming it in its text.
    let shows_faulty =
        |id| library.is_at_risk(id) && library.crisis_block(id).is_some_and(|block| reached.contains(&block));
    let current =
        library.leaflets().filter(|(id, leaflet)| leaflet.manuscript.translation.is_none() && library.is_current(*id));
    current.filter(|(id, _)| !reached.contains(id) && !shows_faulty(*id)).count()
}

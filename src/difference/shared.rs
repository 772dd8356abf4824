//! What is different in the same way on several leaflets is told once: a shared block, a telephone number.

use std::collections::HashMap;

use super::entry::{Difference, DifferenceKind, PageDifference, SentenceChange, SharedDifference};

/// On so many leaflets a change is told once for all of them.
const MIN_SHARED_BY: usize = 3;

/// Gathers what several leaflets share, and puts all in the order in which it matters.
pub(super) fn gathered(mut all: Difference) -> Difference {
    let mut on: HashMap<SentenceChange, Vec<String>> = HashMap::new();
    for entry in all.leaflets.iter().filter(|entry| entry.kind == DifferenceKind::Changed) {
        for change in &entry.changes {
            let names = on.entry(anywhere(change)).or_default();
            let name = entry.name();
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
    }
    on.retain(|_, names| names.len() >= MIN_SHARED_BY);
    for entry in &mut all.leaflets {
        entry.changes.retain(|change| !on.contains_key(&anywhere(change)));
    }
    all.leaflets
        .retain(|entry| entry.kind != DifferenceKind::Changed || !entry.changes.is_empty() || !entry.facts.is_empty());
    let shared = on.into_iter().map(|(change, mut on)| {
        on.sort();
        SharedDifference { change, on }
    });
    all.shared.extend(shared);
    all.shared.sort_by(|a, b| {
        let key = |shared: &SharedDifference| (!shared.change.touches.any(), std::cmp::Reverse(shared.on.len()));
        key(a).cmp(&key(b)).then_with(|| a.on.cmp(&b.on)).then_with(|| a.change.parts.cmp(&b.change.parts))
    });
    let rank = |entry: &PageDifference| (entry.kind, !entry.is_critical());
    all.leaflets.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.name().cmp(&b.name())));
    all
}

/// A change without the heading that it stands below.
fn anywhere(change: &SentenceChange) -> SentenceChange {
    SentenceChange { under: None, ..change.clone() }
}

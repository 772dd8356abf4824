//! Changes that are the same on several leaflets are reported once: a shared block, a phone number.

use std::collections::HashMap;

use super::entry::{Difference, DifferenceKind, PageDifference, SentenceChange, SharedDifference};

/// A change on at least this many leaflets is reported once.
const MIN_SHARED_BY: usize = 3;

/// Moves shared changes out of the leaflets, and sorts everything by importance.
pub(super) fn gathered(mut all: Difference) -> Difference {
    let mut on: HashMap<SentenceChange, Vec<String>> = HashMap::new();
    for entry in all.leaflets.iter().filter(|entry| entry.kind == DifferenceKind::Changed) {
        for change in &entry.changes {
            let names = on.entry(without_heading(change)).or_default();
            let name = entry.name();
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
    }
    on.retain(|_, names| names.len() >= MIN_SHARED_BY);
    for entry in &mut all.leaflets {
        entry.changes.retain(|change| !on.contains_key(&without_heading(change)));
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

/// A change without its heading.
fn without_heading(change: &SentenceChange) -> SentenceChange {
    SentenceChange { under: None, ..change.clone() }
}

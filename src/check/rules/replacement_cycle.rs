//! `replacement-cycle`: `replaced_by` must not lead back to the same leaflet.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::ManuscriptId;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "replacement-cycle",
    severity: Severity::Warning,
    group: RuleGroup::Names,
    summary: "the field 'replaced_by' must not lead back to the same leaflet",
    documentation: include_str!("replacement_cycle.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let library = world.library;
    let manuscripts = library.manuscripts();
    let is_original =
        |id: ManuscriptId| manuscripts[id].role == FileRole::Leaflet && manuscripts[id].translation.is_none();
    if !manuscripts.iter().any(|manuscript| !manuscript.front_matter.replaced_by.is_empty()) {
        return;
    }
    let next = |id: ManuscriptId| -> Vec<ManuscriptId> {
        if !is_original(id) {
            return Vec::new();
        }
        let named = &manuscripts[id].front_matter.replaced_by;
        named.iter().filter_map(|reference| library.leaflet_of(&reference.value)).collect()
    };
    let edges: Vec<Vec<ManuscriptId>> = (0..manuscripts.len()).map(next).collect();
    let groups = components(&edges);
    for (id, manuscript) in manuscripts.iter().enumerate().filter(|(id, _)| !edges[*id].is_empty()) {
        // The first leaflet in the field that leads back to this one.
        let found = manuscript.front_matter.replaced_by.iter().find_map(|reference| {
            let other = library.leaflet_of(&reference.value)?;
            (groups[other] == groups[id]).then_some((reference, other))
        });
        let Some((reference, other)) = found else { continue };
        let place = reference.range.in_source(manuscript.source);
        let help = "Remove the wrong entry: the newest leaflet must not have 'replaced_by'.";
        if other == id {
            findings.add(
                place,
                format!(
                    "This leaflet says that it is replaced by '{}', but that is its own reference. Readers would be sent round in a circle.",
                    reference.value
                ),
                help,
            );
            continue;
        }
        let back = manuscripts[other]
            .front_matter
            .replaced_by
            .iter()
            .find(|back| library.leaflet_of(&back.value).is_some_and(|back| groups[back] == groups[id]));
        let added = findings.add(
            place,
            format!(
                "This leaflet says that it is replaced by '{}', but that one leads back to this leaflet. Readers would be sent round in a circle.",
                reference.value
            ),
            help,
        );
        if let Some(back) = back {
            added.with(back.range.in_source(manuscripts[other].source), "leads back");
        }
    }
}

/// The strongly connected component of each node, as a number (Tarjan's algorithm, without recursion).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut order = vec![NONE; edges.len()];
    let mut low = vec![NONE; edges.len()];
    let mut group = vec![NONE; edges.len()];
    let (mut open, mut count) = (Vec::new(), 0);
    for root in 0..edges.len() {
        if order[root] != NONE {
            continue;
        }
        let mut way = vec![(root, 0)];
        while let Some((at, step)) = way.pop() {
            if step == 0 {
                (order[at], low[at]) = (count, count);
                count += 1;
                open.push(at);
            } else if let Some(done) = edges[at].get(step - 1) {
                // Back from a node that was visited now or earlier.
                if group[*done] == NONE {
                    low[at] = low[at].min(low[*done]);
                }
            }
            match edges[at].get(step) {
                Some(next) => {
                    way.push((at, step + 1));
                    if order[*next] == NONE {
                        way.push((*next, 0));
                    }
                }
                None if low[at] == order[at] => {
                    while let Some(closed) = open.pop() {
                        group[closed] = at;
                        if closed == at {
                            break;
                        }
                    }
                }
                None => {}
            }
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn only_cycles_form_components() {
        // 0 and 1 form a cycle, as do 3, 4 and 5; 2 is between the cycles, and 6 leads into the first.
        let groups = components(&[vec![1], vec![0, 2], vec![3], vec![4], vec![5], vec![3], vec![0]]);
        assert_eq!(groups[0], groups[1]);
        assert_eq!(groups[3], groups[4]);
        assert_eq!(groups[3], groups[5]);
        let mut different = vec![groups[0], groups[2], groups[3], groups[6]];
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), 4);
    }

    #[test]
    fn long_cycles_do_not_overflow_the_stack() {
        let mut edges: Vec<Vec<usize>> = (0..100_000).map(|id| vec![id + 1]).collect();
        edges.push(vec![0]);
        let groups = components(&edges);
        assert!(groups.iter().all(|group| *group == groups[0]));
    }
}

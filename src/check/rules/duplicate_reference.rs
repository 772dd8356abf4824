//! `duplicate-reference`: two leaflets or packs must not have the same reference.

use std::collections::BTreeMap;

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::source::{FileRole, Span};

pub static RULE: Rule = Rule {
    name: "duplicate-reference",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "two leaflets or packs must not have the same reference",
    documentation: include_str!("duplicate_reference.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let mut by_reference: BTreeMap<String, Uses> = BTreeMap::new();
    for leaflet in world.library.manuscripts() {
        let Some(reference) = &leaflet.front_matter.reference else { continue };
        // A translation has the reference of its original.
        if leaflet.translation.is_some() {
            continue;
        }
        let uses = by_reference.entry(reference.value.to_lowercase()).or_default();
        let span = reference.range.in_source(leaflet.source);
        match leaflet.role {
            FileRole::Leaflet => uses.leaflets.push(span),
            FileRole::Pack => uses.packs.push(span),
            FileRole::Draft => uses.drafts.push(span),
            _ => {}
        }
    }
    for Uses { leaflets, packs, drafts } in by_reference.into_values() {
        // A draft with the reference of a leaflet is the next version of it.
        if packs.is_empty() && !leaflets.is_empty() {
            report(world, &leaflets, findings);
            report(world, &drafts, findings);
        } else {
            let mut all = [leaflets, packs, drafts].concat();
            all.sort();
            report(world, &all, findings);
        }
    }
}

/// Where a reference is used.
#[derive(Default)]
struct Uses {
    leaflets: Vec<Span>,
    packs: Vec<Span>,
    drafts: Vec<Span>,
}

fn report(world: &CheckContext<'_>, spans: &[Span], findings: &mut Findings<'_>) {
    if spans.len() < 2 {
        return;
    }
    for span in spans {
        let text = |span: &Span| span.range.of(world.sources.file(span.source).text());
        let path = |span: &Span| world.sources.file(span.source).path.to_string();
        let others: Vec<&Span> = spans.iter().filter(|other| *other != span).take(3).collect();
        let named: Vec<String> = others.iter().map(|other| format!("'{}'", path(other))).collect();
        let more = if spans.len() > 4 { format!(" and {} more", spans.len() - 4) } else { String::new() };
        let mut added = findings.add(
            *span,
            format!(
                "The reference '{}' of '{}' is also used by {}{more}. A consent form that names it could mean any of them.",
                text(span),
                path(span),
                named.join(", ")
            ),
            "Give each leaflet its own reference, one that no other leaflet has or ever had. Capitals make no difference.",
        );
        for other in others {
            added = added.with(*other, "the same reference");
        }
    }
}

//! `long-list`: a list should be short.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{Document, NodeId, NodeKind};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "long-list",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a list should have no more than 10 items",
    documentation: include_str!("long_list.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Guidance for leaflets says up to 6, but good NHS pages list 7 to 10 symptoms, which should not be split.
const MAX_ITEMS: usize = 10;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for (id, node) in document.nodes().iter().enumerate() {
        // A list has more nodes than items, so most lists need no counting.
        if node.kind != NodeKind::BulletList || document.descendants(id).len() <= MAX_ITEMS {
            continue;
        }
        let items = document.children(id).count();
        if items <= MAX_ITEMS || is_directory(document, id, items, subject.text()) {
            continue;
        }
        let end = document.children(id).nth(MAX_ITEMS).map_or(node.range.start, |item| document.node(item).range.start);
        let rest = TextRange { start: end, end: node.range.end.max(end) };
        let first = subject.text().get(rest.start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let place = TextRange::new(rest.start as usize, rest.start as usize + first.trim_end().len());
        findings
            .add(
                subject.span(place),
                format!(
                    "This list has {items} items. With more than {MAX_ITEMS}, readers lose track and skip those at the end."
                ),
                "Group them into two or three lists, each with a line to introduce it, or leave out the least important items.",
            )
            .with(subject.span(TextRange { start: node.range.start, end: node.range.start }), "the list begins here");
    }
}

/// Whether readers look things up in the list: at least half of its items have a link, telephone number or address.
fn is_directory(document: &Document, list: NodeId, items: usize, source: &str) -> bool {
    let is_entry = |item: NodeId| {
        let has_link = document.descendants(item).any(|id| document.node(id).kind == NodeKind::Link);
        let text = document.node(item).range.of(source);
        has_link || text.contains('@') || text.bytes().filter(u8::is_ascii_digit).count() >= 9
    };
    document.children(list).filter(|item| is_entry(*item)).count() * 2 >= items
}

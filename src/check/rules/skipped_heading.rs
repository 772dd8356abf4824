//! `skipped-heading`: heading levels should go down one at a time, and no deeper than level 4.

use crate::check::headings::span_of;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::{Library, MAX_BLOCKS};
use crate::markdown::{NodeId, NodeKind};
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "skipped-heading",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "heading levels should go down one at a time",
    documentation: include_str!("skipped_heading.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// The lowest heading level; the title is level 1. NHS digital service manual: no level below 4.
const MAX_DEPTH: u8 = 4;

#[derive(Clone, Copy)]
struct PreviousHeading {
    level: u8,
    node: Option<NodeId>,
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    // The heading above a shared block is different in each leaflet that uses the block.
    let is_block = subject.manuscript.role == FileRole::Block;
    let mut before = (!is_block).then_some(PreviousHeading { level: 1, node: None });
    let mut blocks = MAX_BLOCKS;
    for (id, node) in document.nodes().iter().enumerate() {
        match node.kind {
            NodeKind::Include => {
                let name = document.name(id).unwrap_or_default();
                if let Some(level) = last_level_of_block(subject, name, &mut blocks) {
                    before = Some(PreviousHeading { level, node: None });
                }
            }
            // A level 1 heading is shown as level 2, and reported by `title-in-body`.
            NodeKind::Heading(level) => {
                let level = level.max(2);
                look_at(subject, id, level, before, findings);
                before = Some(PreviousHeading { level, node: Some(id) });
            }
            _ => {}
        }
    }
}

fn look_at(
    subject: &ManuscriptContext<'_>,
    id: NodeId,
    level: u8,
    before: Option<PreviousHeading>,
    findings: &mut Findings<'_>,
) {
    let span = span_of(subject, id);
    if level > MAX_DEPTH {
        findings.add(
            span,
            format!(
                "This is a level {level} heading ('{}'). A leaflet should have no level below 4: readers lose their way among so many.",
                chars(level)
            ),
            "Use '##', '###' or at most '####', or turn these sections into a list.",
        );
        return;
    }
    let Some(before) = before.filter(|before| level > before.level + 1) else { return };
    let wanted = chars(before.level + 1);
    let (written, above) = (chars(level), chars(before.level));
    match before.node {
        None if before.level == 1 => {
            findings.add(
                span,
                format!(
                    "The first heading of a text should be '{wanted}', but this one is '{written}'. Readers who listen to the page think that they have missed something."
                ),
                format!("Write '{wanted}' instead of '{written}', and check the headings below it too."),
            );
        }
        None => {
            findings.add(
                span,
                format!(
                    "This heading is '{written}', but the last one of the shared block above it is '{above}': a level is skipped. Readers who listen to the page think that they have missed something."
                ),
                format!("Write '{wanted}' instead of '{written}', or '##' if a new section begins here."),
            );
        }
        Some(first) => {
            findings
                .add(
                    span,
                    format!(
                        "This heading is '{written}', but the one before it is '{above}': a level is skipped. Readers who listen to the page think that they have missed something."
                    ),
                    format!("Write '{wanted}' instead of '{written}'."),
                )
                .with(span_of(subject, first), "the previous heading");
        }
    }
}

fn chars(level: u8) -> &'static str {
    &"######"[..usize::from(level).min(6)]
}

/// The level of the last heading that a shared block shows.
fn last_level_of_block(subject: &ManuscriptContext<'_>, name: &str, blocks: &mut usize) -> Option<u8> {
    last_level(subject.world.library, subject.id, name, blocks)
}

fn last_level(library: &Library<'_>, from: usize, name: &str, blocks: &mut usize) -> Option<u8> {
    *blocks = blocks.checked_sub(1)?;
    let block = library.blocks().shown(name, library.language(from))?;
    let document = &library.manuscript(block).document;
    document.nodes().iter().enumerate().rev().find_map(|(id, node)| match node.kind {
        NodeKind::Heading(level) => Some(level.max(2)),
        NodeKind::Include => last_level(library, from, document.name(id)?, blocks),
        _ => None,
    })
}

//! `too-many-blocks`: a page must not include too many shared blocks.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::{BlockFault, MAX_BLOCK_DEPTH, MAX_BLOCKS};
use crate::source::{FileRole, TextRange};

pub static RULE: Rule = Rule {
    name: "too-many-blocks",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a page must not include too many shared blocks",
    documentation: include_str!("too_many_blocks.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let blocks = subject.world.library.blocks();
    let first = subject.manuscript.document.includes().next().map_or(TextRange::default(), |(_, range)| range);
    let is_block = subject.manuscript.role == FileRole::Block;
    let too_deep = is_block && blocks.fault(subject.id) == Some(BlockFault::TooDeep);
    if too_deep {
        findings.add(
            subject.span(first),
            format!("Shared blocks are nested more than {MAX_BLOCK_DEPTH} deep here. Nobody can keep track of what a page will say."),
            "Put the text of the inner blocks where it is needed.",
        );
    } else if blocks.count(subject.manuscript) > MAX_BLOCKS {
        findings.add(
            subject.span(first),
            format!("This text includes more than {MAX_BLOCKS} shared blocks, counting blocks within blocks. A page as long as that cannot be read."),
            "Delete lines that include shared blocks, here or in the blocks themselves.",
        );
    }
}

//! `block-cycle`: a shared block must not include itself, directly or through other blocks.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::library::BlockFault;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "block-cycle",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a shared block must not include itself",
    documentation: include_str!("block_cycle.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let blocks = subject.world.library.blocks();
    if subject.manuscript.role != FileRole::Block || blocks.fault(subject.id) != Some(BlockFault::Cycle) {
        return;
    }
    let language = subject.world.library.language(subject.id);
    for (name, range) in subject.manuscript.document.includes() {
        if blocks.find(name, language).and_then(|inner| blocks.fault(inner)) == Some(BlockFault::Cycle) {
            findings.add(
                subject.span(range),
                format!("The shared block '{name}' includes this one again, so a page with it would never end."),
                "Remove this line, or the line in the other block that includes this one.",
            );
        }
    }
}

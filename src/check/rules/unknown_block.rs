//! `unknown-block`: a shared block must exist.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::text::nearest::nearest;

pub static RULE: Rule = Rule {
    name: "unknown-block",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a shared block must exist",
    documentation: include_str!("unknown_block.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let library = subject.world.library;
    for (name, range) in subject.manuscript.document.includes() {
        let blocks = library.blocks();
        if blocks.find(name, library.language(subject.id)).is_none() && !blocks.is_made(name) {
            let known = nearest(name, blocks.names());
            findings.add(
                subject.span(range),
                format!("There is no shared block '{name}', so its text would be missing here."),
                format!(
                    "{}A shared block is a file in 'content/blocks'. Write its name without '.md'.",
                    did_you_mean(known)
                ),
            );
        }
    }
}

//! `misplaced-block`: a shared block must be on a line of its own.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::markdown::MarkdownProblem;

pub static RULE: Rule = Rule {
    name: "misplaced-block",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a shared block must be on a line of its own",
    documentation: include_str!("misplaced_block.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        if let ManuscriptProblem::Markdown(MarkdownProblem::MisplacedBlock(range)) = problem {
            let name = range.of(subject.world.library.text(subject.id));
            findings.add(
                subject.span(*range),
                format!("The shared block '{name}' is not on a line of its own. Readers would see the brackets instead of its text."),
                "Move it to a line of its own, with a blank line above and below.",
            );
        }
    }
}

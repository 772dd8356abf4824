//! `comment-after-value`: words after a `#` are cut off from a field.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;

pub static RULE: Rule = Rule {
    name: "comment-after-value",
    severity: Severity::Warning,
    group: RuleGroup::FrontMatter,
    summary: "words after a space and a '#' are cut off from a field",
    documentation: include_str!("comment_after_value.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let ManuscriptProblem::CutOff { name, range } = problem else { continue };
        let note = range.of(subject.world.library.text(subject.id));
        findings.add(
            subject.span(*range),
            format!("The words '{note}' are not part of '{name}': after a space, a '#' begins a note that readers never see."),
            "If readers should see them, put double quotes around the whole value. If it is a note, move it to a line of its own.",
        );
    }
}

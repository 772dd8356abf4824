//! `deep-nesting`: lists and quotes must not stand within one another without end.

use crate::check::rule::{Findings, Group, Rule, Scope, Subject};
use crate::diagnostic::Severity;
use crate::leaflet::Problem;
use crate::markdown::MarkdownProblem;

/// The rule.
pub static RULE: Rule = Rule {
    name: "deep-nesting",
    severity: Severity::Error,
    group: Group::Files,
    summary: "lists and quotes must not stand within one another without end",
    documentation: include_str!("deep_nesting.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        if let Problem::Markdown(MarkdownProblem::TooDeep(range)) = problem {
            findings.add(
                subject.span(*range),
                "Lists or quotes stand within one another here, deeper than any reader can follow. What stands there cannot be shown.",
                "Check the signs '>' and '-' at the start of the lines: most likely some were typed that do not belong here.",
            );
        }
    }
}

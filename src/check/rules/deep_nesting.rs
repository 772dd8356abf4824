//! `deep-nesting`: lists and quotes must not stand within one another without end.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::markdown::MarkdownProblem;

/// The rule.
pub static RULE: Rule = Rule {
    name: "deep-nesting",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "lists and quotes must not stand within one another without end",
    documentation: include_str!("deep_nesting.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        if let ManuscriptProblem::Markdown(MarkdownProblem::TooDeep(range)) = problem {
            findings.add(
                subject.span(*range),
                "Lists or quotes stand within one another here, deeper than any reader can follow. What stands there cannot be shown.",
                "Check the signs '>' and '-' at the start of the lines: most likely some were typed that do not belong here.",
            );
        }
    }
}

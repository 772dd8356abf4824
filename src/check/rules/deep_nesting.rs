//! `deep-nesting`: lists and quotes must not be nested too deeply.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::markdown::MarkdownProblem;

pub static RULE: Rule = Rule {
    name: "deep-nesting",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "lists and quotes must not be nested too deeply",
    documentation: include_str!("deep_nesting.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        if let ManuscriptProblem::Markdown(MarkdownProblem::TooDeep(range)) = problem {
            findings.add(
                subject.span(*range),
                "Lists or quotes are nested here more deeply than any reader can follow. The text there cannot be shown.",
                "Check the characters '>' and '-' at the start of the lines: some of them probably do not belong here.",
            );
        }
    }
}

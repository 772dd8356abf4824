//! `empty-heading`: a heading has words.

use crate::check::headings::{heading_nodes, span_of};
use crate::check::rule::{Findings, Group, Rule, Scope, Subject};
use crate::check::same_words::has_words;
use crate::diagnostic::Severity;
use crate::markdown::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "empty-heading",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "a heading has words",
    documentation: include_str!("empty_heading.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for (id, _) in heading_nodes(subject) {
        // The text alternative of a picture is read out as words of the heading.
        let speaks = document.descendants(id).any(|id| {
            matches!(document.node(id).kind, Kind::Text | Kind::Code) && has_words(document.text(id, subject.text()))
        });
        if !speaks {
            findings.add(
                span_of(subject, id),
                "This heading has no words. Readers who go from heading to heading would hear nothing here.",
                "Write the heading's words after the signs '#', or take the line out.",
            );
        }
    }
}

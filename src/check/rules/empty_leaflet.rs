//! `empty-leaflet`: a leaflet must have text.

use crate::check::readable::says_something;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "empty-leaflet",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "a leaflet must have text",
    documentation: include_str!("empty_leaflet.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    // A file that cannot be read is reported by another rule.
    let is_unread = subject.problems().any(|problem| {
        matches!(
            problem,
            ManuscriptProblem::NotUtf8 { .. }
                | ManuscriptProblem::TooLong { .. }
                | ManuscriptProblem::Shortcut
                | ManuscriptProblem::UnclosedFrontMatter { .. }
                | ManuscriptProblem::UnopenedFrontMatter { .. }
        )
    });
    // A draft is still being written.
    let is_published = subject.manuscript.role == FileRole::Leaflet && !subject.is_archived();
    if !is_published || is_unread || says_something(subject.world.library, subject.id) {
        return;
    }
    findings.add(
        subject.span(subject.manuscript.front_matter_range),
        "This leaflet has no text. Readers would get a page with only a title.",
        "Write its text below the second line '---'. If it is not ready, move the file to 'content/drafts'.",
    );
}

//! `approval-of-other-words`: an approval belongs to the words that were approved.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::versions::quoted_changes;

pub static RULE: Rule = Rule {
    name: "approval-of-other-words",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "an approval belongs to the words that were approved",
    documentation: include_str!("approval_of_other_words.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(approved) = &subject.manuscript.front_matter.approved_by else { return };
    if !subject.is_leaflet() || subject.is_archived() {
        return;
    }
    let history = subject.world.history();
    if !history.is_approval_of_other_words(subject.id) {
        return;
    }
    let changes = history.changed_since(subject.id).map(|changed| {
        let (before, now) = history.changed_sentences(subject.id, changed.version);
        quoted_changes(&before, &now)
    });
    findings.add(
        subject.span(approved.range),
        format!(
            "This approval was given for other words: the leaflet changed after it. The page therefore shows no \
             approval.{}",
            changes.unwrap_or_default()
        ),
        "Have the new words approved, and write who approved them and when, such as 'approved_by: Dr A Khan, \
         consultant, 23 November 2026'.",
    );
}

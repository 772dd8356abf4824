//! `unseen-words`: all words of a text should be shown to readers.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::markdown::{MarkdownProblem, Unseen};

pub static RULE: Rule = Rule {
    name: "unseen-words",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "all words of a text should be shown to readers",
    documentation: include_str!("unseen_words.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for problem in subject.problems() {
        let ManuscriptProblem::Markdown(MarkdownProblem::Unseen(range, why)) = problem else { continue };
        let (message, help) = match why {
            Unseen::Label => (
                "This line is read as the address of a link that is not in this file, so readers would not see it.",
                "If readers should see it, leave out the square brackets or the colon. If no link needs it, delete the line.",
            ),
            Unseen::Cells => (
                "This row has more cells than the table has columns, so readers would not see the last ones.",
                "Add a column heading, or put the words into one of the other cells. To show a '|' in a cell, write '\\|'.",
            ),
            Unseen::Braces => (
                "Words in braces at the end of a heading are read as an instruction, so readers would not see them.",
                "Write round brackets: '(in mg)'.",
            ),
        };
        findings.add(subject.span(*range), message, help);
    }
}

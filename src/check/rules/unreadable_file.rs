//! `unreadable-file`: a file must be readable as text.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::leaflet::ManuscriptProblem;
use crate::source::SourceContent;

pub static RULE: Rule = Rule {
    name: "unreadable-file",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "a file must be readable as text",
    documentation: include_str!("unreadable_file.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for manuscript in world.library.manuscripts() {
        for problem in &manuscript.problems {
            let (range, message, help) = match problem {
                ManuscriptProblem::Control { range } => (
                    range,
                    "There is a character here that no page can show, such as a page break copied from a word processor.",
                    "Replace the character with an ordinary space or line break. If you cannot see it, type the line again.",
                ),
                ManuscriptProblem::NotUtf8 { range, utf16: true } => (
                    range,
                    "This file is saved in the encoding UTF-16, which cannot be published.",
                    "Open it in your editor and save it again with the encoding 'UTF-8'.",
                ),
                ManuscriptProblem::NotUtf8 { range, utf16: false } => (
                    range,
                    "A letter here is not saved in the encoding UTF-8. It would be shown as a wrong character, or not at all.",
                    "Open the file in your editor and save it again with the encoding 'UTF-8'. Then check accents, dashes and quotation marks.",
                ),
                _ => continue,
            };
            findings.add(range.in_source(manuscript.source), message, help);
        }
    }
    for (id, file) in world.sources.iter() {
        match (&file.content, file.role) {
            (SourceContent::Shortcut, _) => {
                findings.add(
                    start_of(id),
                    "This is not an ordinary file, but a shortcut (a link) to another place, or a device. Nothing outside the site folder is published.",
                    "Put the file itself here.",
                );
            }
            (SourceContent::TooLong { bytes }, _) => {
                findings.add(
                    start_of(id),
                    format!("This file is {} million characters long, more than any leaflet.", bytes / 1_000_000),
                    "Check that it is a text file, and not another file with the wrong name.",
                );
            }
            _ => {}
        }
    }
}

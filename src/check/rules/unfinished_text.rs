//! `unfinished-text`: there should be no note that something still has to be written.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::NodeKind;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "unfinished-text",
    severity: Severity::Advice,
    group: RuleGroup::Structure,
    summary: "there should be no note that something still has to be written",
    documentation: include_str!("unfinished_text.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// Beginnings of notes to colleagues about missing text.
const MARKS: [&str; 3] = ["to complete", "to do", "todo"];

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let text = subject.text();
    for node in subject.manuscript.document.nodes() {
        if !matches!(node.kind, NodeKind::Html | NodeKind::HtmlBlock) {
            continue;
        }
        let mut at = node.range.start as usize;
        while let Some(rest) = text.get(at..node.range.end as usize)
            && let Some(open) = rest.find("<!--")
        {
            let start = at + open;
            let note = &rest[open + "<!--".len()..];
            let note = &note[..note.find("-->").unwrap_or(note.len())];
            at = start + "<!--".len() + note.len();
            let written = note.trim_start();
            let is_open =
                |mark: &&&str| written.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark));
            if let Some(mark) = MARKS.iter().find(is_open) {
                let said =
                    written[mark.len()..].trim_start_matches(':').split_whitespace().collect::<Vec<_>>().join(" ");
                let from = start + "<!--".len() + (note.len() - written.len());
                findings.add(
                    subject.span(TextRange::new(from, from + mark.len())),
                    match said.as_str() {
                        "" => "A note to colleagues says that something still has to be written here. Readers see neither the note nor the missing text.".to_owned(),
                        said => format!("A note to colleagues says that something still has to be written here: '{}'. Readers see neither the note nor the missing text.", said.trim_end_matches('.')),
                    },
                    "Write the text, and delete the note.",
                );
            }
        }
    }
}

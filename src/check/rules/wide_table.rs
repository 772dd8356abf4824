//! `wide-table`: a table has no more columns than a telephone can show.

use crate::check::headings::trimmed;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::NodeKind;

/// The rule.
pub static RULE: Rule = Rule {
    name: "wide-table",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a table has at most 4 columns",
    documentation: include_str!("wide_table.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// More columns leave less than a word's width for each on a screen of 320 pixels.
const WIDEST: usize = 4;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for (id, node) in document.nodes().iter().enumerate() {
        if node.kind != NodeKind::Table {
            continue;
        }
        let columns = document.alignments(id).len();
        if columns > WIDEST {
            let head = document.children(id).next().map_or(node.range, |head| document.node(head).range);
            findings.add(
                subject.span(trimmed(subject.text(), head)),
                format!(
                    "This table has {columns} columns. A phone shows about {WIDEST} of them, and readers lose the rest."
                ),
                "Make two tables of it, turn rows into columns, or write a list with a heading for each row.",
            );
        }
    }
}

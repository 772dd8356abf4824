//! `wide-table`: a table should have no more columns than a phone can show.

use crate::check::headings::trimmed;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::NodeKind;

pub static RULE: Rule = Rule {
    name: "wide-table",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a table should have at most 4 columns",
    documentation: include_str!("wide_table.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// With more columns, each is narrower than a word on a screen that is 320 pixels wide.
const MAX_COLUMNS: usize = 4;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for (id, node) in document.nodes().iter().enumerate() {
        if node.kind != NodeKind::Table {
            continue;
        }
        let columns = document.alignments(id).len();
        if columns > MAX_COLUMNS {
            let head = document.children(id).next().map_or(node.range, |head| document.node(head).range);
            findings.add(
                subject.span(trimmed(subject.text(), head)),
                format!(
                    "This table has {columns} columns. A phone shows about {MAX_COLUMNS} of them, and readers miss the rest."
                ),
                "Split it into two tables, turn rows into columns, or write a list with a heading for each row.",
            );
        }
    }
}

//! `table-without-header`: the columns of a table should have headings.

use crate::check::headings::trimmed;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::same_words::has_words;
use crate::diagnostic::Severity;
use crate::markdown::{Document, NodeId, NodeKind};

pub static RULE: Rule = Rule {
    name: "table-without-header",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "the columns of a table should have headings",
    documentation: include_str!("table_without_header.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for (id, node) in document.nodes().iter().enumerate() {
        if node.kind != NodeKind::TableHead {
            continue;
        }
        let (mut columns, mut blank) = (0_usize, 0_usize);
        let mut first_blank = false;
        for (column, cell) in document.children(id).enumerate() {
            let is_blank = !speaks(document, cell, subject.text());
            first_blank |= column == 0 && is_blank;
            columns += 1;
            blank += usize::from(is_blank);
        }
        // The corner may be empty: the first column then contains the headings of the rows.
        let (others, blank) = match columns {
            1 => (1, blank),
            _ => (columns.saturating_sub(1), blank - usize::from(first_blank)),
        };
        if blank * 2 > others {
            let range = trimmed(subject.text(), node.range);
            findings.add(
                subject.span(range),
                "This table has no column headings. Readers who listen to it hear figures and words without knowing what they are.",
                "Say in the first row what is in each column, for example '| Day | Opening hours |'. If nothing fits, a list may be better than a table.",
            );
        }
    }
}

/// Whether a cell contains words, or a picture with a description.
fn speaks(document: &Document, cell: NodeId, text: &str) -> bool {
    document.descendants(cell).any(|id| {
        matches!(document.node(id).kind, NodeKind::Text | NodeKind::Code) && {
            let written = document.text(id, text);
            // Symbols such as '£', '%' and '+' are headings too.
            has_words(written) || written.contains(['£', '%', '€', '$', '#', '+'])
        }
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::found;

    #[test]
    fn corner_may_be_empty() {
        let rows = "\n|---|---|---|\n| a | b | c |\n";
        for head in ["| | | |", "| A | | |", "|  | **  ** |  |"] {
            assert_eq!(found(&RULE, &format!("{head}{rows}")).len(), 1, "{head}");
        }
        for head in [
            "| | B | C |",
            "| A | B | C |",
            "| A | B | |",
            "| | £ | % |",
            "|![Sun](a.png)|![Rain](b.png)|![Snow](c.png)|",
        ] {
            assert!(found(&RULE, &format!("{head}{rows}")).is_empty(), "{head}");
        }
        assert_eq!(found(&RULE, "| |\n|---|\n| a |\n").len(), 1);
        assert_eq!(found(&RULE, "| A | |\n|---|---|\n| a | b |\n").len(), 1);
    }
}

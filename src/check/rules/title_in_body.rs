//! `title-in-body`: the text must not have a level 1 heading.

use crate::check::headings::{heading_nodes, span_of, trimmed};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::same_words::same_words;
use crate::diagnostic::Severity;
use crate::markdown::{NodeId, NodeKind};
use crate::source::{FileRole, TextRange};

pub static RULE: Rule = Rule {
    name: "title-in-body",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "the text must not have a level 1 heading",
    documentation: include_str!("title_in_body.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for (id, level) in heading_nodes(subject) {
        if level == 1 {
            report(subject, id, findings);
        }
    }
}

fn report(subject: &ManuscriptContext<'_>, id: NodeId, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let span = span_of(subject, id);
    let written = document.plain_text(id, subject.text());
    let written = written.trim();
    if subject.manuscript.role == FileRole::Block {
        findings.add(
            span,
            "This is a level 1 heading ('#'). A page has only one, its title, and this block is shown in the middle of a page.",
            "Write '## ' before it instead of '# '.",
        );
        return;
    }
    let title = subject.manuscript.front_matter.title.as_ref();
    let Some(title) = title.filter(|title| same_words(written, &title.value)) else {
        findings.add(
            span,
            "This is a level 1 heading ('#'). A page has only one, its title, which comes from 'title:' between the two lines '---'.",
            "Write '## ' before it instead of '# '. If it is the title of the leaflet, write it after 'title:' and delete this line.",
        );
        return;
    };
    let added = findings
        .add(
            span,
            "This heading repeats the title. The title is already shown at the top of the page, so readers would see it twice.",
            "Delete this line.",
        )
        .with(subject.span(title.range), "the title");
    if written == title.value.trim()
        && let Some(lines) = lines_of(subject, id)
    {
        added.fixed_by(lines, "");
    }
}

/// The lines of a heading, if they can be deleted without losing anything else.
fn lines_of(subject: &ManuscriptContext<'_>, id: NodeId) -> Option<TextRange> {
    let document = &subject.manuscript.document;
    // Links may lead to an anchor set by the author.
    let plain =
        document.name(id).is_none() && document.descendants(id).all(|id| document.node(id).kind == NodeKind::Text);
    if !plain {
        return None;
    }
    let text = subject.text();
    let range = trimmed(text, document.node(id).range);
    let before = &text[..range.start as usize];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    // In a quote or a list, the line also contains their markers.
    if !before[start..].trim().is_empty() {
        return None;
    }
    let line_end = |from: usize| text[from..].find('\n').map_or(text.len(), |at| from + at + 1);
    let mut end = line_end(range.end as usize);
    if !text[range.end as usize..end].trim().is_empty() {
        return None;
    }
    // A blank line after it is deleted too.
    let next = line_end(end);
    if text[end..next].trim().is_empty() {
        end = next;
    }
    Some(TextRange::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::{after_fix, found};

    #[test]
    fn exact_repetition_of_title_is_removed() {
        assert_eq!(after_fix(&RULE, "# Example\n\n## What?\n\nText.\n"), "## What?\n\nText.\n");
        assert_eq!(after_fix(&RULE, "\n# Example #\nText.\n"), "\nText.\n");
        assert_eq!(after_fix(&RULE, "Example\n=======\n\nText.\n"), "Text.\n");
        assert_eq!(after_fix(&RULE, "Text.\n\n# Example"), "Text.\n\n");
        for kept in
            ["# EXAMPLE\n", "# Example {#own}\n", "> # Example\n", "# *Example*\n", "# Other\n", "- # Example\n"]
        {
            assert_eq!(after_fix(&RULE, kept), kept);
            assert_eq!(found(&RULE, kept).len(), 1, "{kept}");
        }
        assert!(found(&RULE, "## Example\n\n`# Example`\n\n    # Example\n").is_empty());
    }
}

//! `alt-repeats-caption`: the description of a picture should not repeat its caption or the text next to it.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::same_words::same_words;
use crate::diagnostic::Severity;
use crate::markdown::{NodeId, NodeKind};

pub static RULE: Rule = Rule {
    name: "alt-repeats-caption",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "the description of a picture should not repeat the text next to it",
    documentation: include_str!("alt_repeats_caption.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let text = subject.text();
    for link in document.links().iter().filter(|link| document.is_image(link)) {
        let image = link.node as usize;
        // The title is shown as a caption only if the picture is a paragraph of its own.
        let Some(paragraph) = image.checked_sub(1).filter(|id| document.node(*id).kind == NodeKind::Paragraph) else {
            continue;
        };
        if document.descendants(paragraph).end != document.descendants(image).end {
            continue;
        }
        let written = document.plain_text(image, text);
        let span = subject.span(document.node(image).range);
        let help = "In the square brackets, say what the picture shows. Explain its meaning in the text next to it.";
        if same_words(&written, &link.title) {
            findings.add(
                span,
                "The description of this picture repeats its caption. Readers who listen to the page hear the same words twice, and do not learn what the picture shows.",
                help,
            );
            continue;
        }
        let beside = [before(subject, paragraph), after(subject, paragraph)].into_iter().flatten();
        let same = beside.into_iter().find(|id| same_words(&written, &document.plain_text(*id, text)));
        if let Some(same) = same {
            findings
                .add(
                    span,
                    "The description of this picture repeats the text next to it. Readers who listen to the page hear the same words twice, and do not learn what the picture shows.",
                    help,
                )
                .with(subject.span(document.node(same).range), "the same words");
        }
    }
}

/// The paragraph directly before this one, if the previous block is a paragraph.
fn before(subject: &ManuscriptContext<'_>, paragraph: NodeId) -> Option<NodeId> {
    let document = &subject.manuscript.document;
    let is_block =
        |id: &NodeId| matches!(document.node(*id).kind, NodeKind::Paragraph | NodeKind::Heading(_) | NodeKind::Table);
    let found = (0..paragraph).rev().find(is_block)?;
    let is_text = document.node(found).kind == NodeKind::Paragraph && document.descendants(found).end == paragraph;
    is_text.then_some(found)
}

/// The paragraph directly after this one, if the next block is a paragraph.
fn after(subject: &ManuscriptContext<'_>, paragraph: NodeId) -> Option<NodeId> {
    let document = &subject.manuscript.document;
    let next = document.descendants(paragraph).end;
    document.nodes().get(next).filter(|node| node.kind == NodeKind::Paragraph).map(|_| next)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::found;

    #[test]
    fn description_is_compared_with_neighbouring_text() {
        for bad in [
            "![The heart](a.png \"The heart.\")\n",
            "The heart.\n\n![The heart](a.png)\n",
            "![The heart](a.png)\n\n*The heart*\n",
            "- The heart\n\n  ![The heart](a.png)\n\n  The heart\n",
        ] {
            assert_eq!(found(&RULE, bad).len(), 1, "{bad}");
        }
        for good in [
            "![The heart with its four chambers](a.png \"The heart\")\n",
            "Text ![The heart](a.png \"The heart\") text.\n",
            "The heart\n\nText\n\n![The heart](a.png)\n\nText\n",
            "## The heart\n\n![The heart](a.png)\n",
            "![](a.png)\n\n![](b.png)\n",
            "![The heart](a.png)",
        ] {
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }
}

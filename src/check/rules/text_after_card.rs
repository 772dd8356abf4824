//! `text-after-card`: text that follows a care card should have its own heading.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{CalloutKind, NodeKind, callout};

pub static RULE: Rule = Rule {
    name: "text-after-card",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "text that follows a care card should have its own heading",
    documentation: include_str!("text_after_card.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let is_care = |id| {
        document.node(id).kind == NodeKind::Quote
            && callout(document, id, subject.text()).and_then(|found| found.kind()).is_some_and(CalloutKind::is_care)
    };
    let mut blocks = document.top().peekable();
    while let Some(id) = blocks.next() {
        let Some(next) = blocks.peek().copied().filter(|_| is_care(id)) else { continue };
        let follows = matches!(
            document.node(next).kind,
            NodeKind::Paragraph
                | NodeKind::BulletList
                | NodeKind::NumberedList
                | NodeKind::Table
                | NodeKind::Definitions
        );
        if follows {
            findings
                .add(
                    subject.span(document.node(next).range),
                    "This text follows a care card without a heading. For users of a screen reader it sounds like part of the card, and so urgent.",
                    "Write a heading between the card and this text, or put the card after the text.",
                )
                .with(subject.span(document.node(id).range), "this is the card");
        }
    }
}

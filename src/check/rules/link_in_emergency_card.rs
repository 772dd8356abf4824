//! `link-in-emergency-card`: an emergency card must have no links.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{CalloutKind, NodeKind, callout};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "link-in-emergency-card",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "an emergency card must have no links",
    documentation: include_str!("link_in_emergency_card.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    for (id, node) in document.nodes().iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Quote) {
        let kind = callout(document, id, subject.text()).and_then(|found| found.kind());
        if kind != Some(CalloutKind::Emergency) {
            continue;
        }
        let inside = |place: &TextRange| node.range.start <= place.start && place.end <= node.range.end;
        for link in document.links().iter().filter(|link| inside(&link.range) && !document.is_image(link)) {
            // Telephone numbers that can be tapped are the purpose of the card.
            if !link.destination.starts_with("tel:") {
                findings.add(
                    subject.span(link.range),
                    "There is a link in an emergency card. A person who needs help immediately must not be led away to another page.",
                    "Say in the card what to do, and put the link below it.",
                );
            }
        }
    }
}

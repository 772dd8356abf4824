//! `unknown-callout`: the mark at the start of a quote must be a known kind of card.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::markdown::{CALLOUTS, NodeKind, callout};
use crate::text::nearest::nearest;

pub static RULE: Rule = Rule {
    name: "unknown-callout",
    severity: Severity::Error,
    group: RuleGroup::Structure,
    summary: "the mark at the start of a quote must be a known kind of card",
    documentation: include_str!("unknown_callout.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let quotes = document.nodes().iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Quote);
    for (id, _) in quotes {
        let Some(found) = callout(document, id, subject.text()) else { continue };
        if found.kind().is_some() {
            continue;
        }
        let near = nearest(&found.name.to_ascii_uppercase(), CALLOUTS.iter().map(|(name, _)| *name));
        let names = CALLOUTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        findings.add(
            subject.span(found.mark),
            format!(
                "There is no card of the kind '{}'. Readers would see the mark as it is typed, in a plain quote.",
                found.name
            ),
            format!("{}The kinds of card are: {names}.", did_you_mean(near)),
        );
    }
}

//! `insecure-link`: a link to another site should use 'https://'.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "insecure-link",
    severity: Severity::Warning,
    group: RuleGroup::Links,
    summary: "a link to another site should begin with 'https://'",
    documentation: include_str!("insecure_link.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    if document.links().is_empty() || subject.is_archived() {
        return;
    }
    for link in document.links().iter().filter(|link| !document.is_image(link)) {
        let start = link.destination.get(..7);
        if start.is_some_and(|start| start.eq_ignore_ascii_case("http://")) {
            findings.add(
                subject.span(link.range),
                "This link begins with 'http://'. Others on the network could see what your readers look at, or change it.",
                "Try the address with 'https://' in your browser. If the page opens, use that address here.",
            );
        }
    }
}

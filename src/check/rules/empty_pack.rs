//! `empty-pack`: a pack must contain leaflets.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "empty-pack",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a pack must contain leaflets",
    documentation: include_str!("empty_pack.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if !subject.is_pack() || !subject.world.library.pack_list(subject.id).is_empty() {
        return;
    }
    // An empty list: `leaflets: []`. A value that is not a list is reported elsewhere.
    let fields = &subject.manuscript.front_matter;
    let empty = fields.given("leaflets").filter(|given| !given.blank).map(|given| subject.span(given.key));
    let is_list = subject.problems().all(|problem| !problem.is_about("leaflets"));
    if let Some(span) = subject.missing("leaflets").or_else(|| empty.filter(|_| is_list)) {
        findings.add(
            span,
            "This pack contains no leaflets, so readers would find nothing in it.",
            "Between the two lines '---', write a line 'leaflets:' with the references of its leaflets, in the order in which they should be read, for example 'leaflets: [PT-001, PT-002]'.",
        );
    }
}

//! `missing-title`: a leaflet, page or pack must have a title.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "missing-title",
    severity: Severity::Error,
    group: RuleGroup::FrontMatter,
    summary: "a leaflet, page or pack must have a title",
    documentation: include_str!("missing_title.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    if (subject.is_leaflet() || subject.is_pack() || subject.manuscript.role == FileRole::Page)
        && let Some(span) = subject.missing("title")
    {
        findings.add(
            span,
            "There is no title. It is what readers look for in lists and search results, and what a screen reader says first.",
            "Write a line 'title:' with the title between the two lines '---', for example 'title: Cognitive behavioural therapy'.",
        );
    }
}

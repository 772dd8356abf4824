//! `long-heading`: a heading should be short.

use crate::check::headings::headings;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;

pub static RULE: Rule = Rule {
    name: "long-heading",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a heading should have at most 65 characters",
    documentation: include_str!("long_heading.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// NHS digital service manual: headings of up to 65 characters.
const MAX_HEADING_CHARS: usize = 65;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    for (_, passage) in headings(subject) {
        let text = prose.part(passage.range).trim();
        if text.len() <= MAX_HEADING_CHARS {
            continue;
        }
        let length = text.chars().count();
        if length > MAX_HEADING_CHARS {
            findings.add(
                subject.span_of_prose(passage.range),
                format!(
                    "This heading has {length} characters; it should have at most {MAX_HEADING_CHARS}. Readers who look for their question read only the first words of each heading."
                ),
                "Use fewer words, with the most important ones first. Move the rest into the text below.",
            );
        }
    }
}

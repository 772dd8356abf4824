//! `long-heading`: a heading is short.

use crate::check::headings::headings;
use crate::check::rule::{Findings, Group, Rule, Scope, Subject};
use crate::diagnostic::Severity;

/// The rule.
pub static RULE: Rule = Rule {
    name: "long-heading",
    severity: Severity::Warning,
    group: Group::Structure,
    summary: "a heading has at most 65 characters",
    documentation: include_str!("long_heading.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// NHS digital service manual: headings of up to 65 characters.
const LONGEST: usize = 65;

fn check(subject: &Subject<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    for (_, passage) in headings(subject) {
        let text = prose.part(passage.range).trim();
        if text.len() <= LONGEST {
            continue;
        }
        let length = text.chars().count();
        if length > LONGEST {
            findings.add(
                subject.span_of_prose(passage.range),
                format!(
                    "This heading has {length} characters, and {LONGEST} are the most. Readers who look for their question read only the first words of each heading."
                ),
                "Say it in fewer words, with the most telling ones first. Move the rest into the text below.",
            );
        }
    }
}

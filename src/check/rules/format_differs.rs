//! `format-differs`: every format of a leaflet, and its page, must say the same words.

use crate::check::rule::{Findings, Group, Rule, Scope};
use crate::diagnostic::Severity;
use crate::met::FormatProblem;

/// The rule.
pub static RULE: Rule = Rule {
    name: "format-differs",
    severity: Severity::Error,
    group: Group::Site,
    summary: "every format of a leaflet, and its page, must say the same words",
    documentation: include_str!("format_differs.md"),
    locked: true,
    // Only who makes the formats can compare them.
    scope: Scope::Site(|_, _| {}),
};

/// A format that does not say what the leaflet says.
pub fn report(problem: &FormatProblem, expected: &str, after: &str, findings: &mut Findings<'_>) {
    let (what, help) = match problem.format {
        "page" => (
            "The page of this leaflet".to_owned(),
            "Look at the template 'leaflet.html' of your theme: it must show the title, the summary, the urgent help and the whole text.",
        ),
        format => (
            format!("The format '{format}' of this leaflet"),
            "Nothing in your text is wrong. Take the format out of 'formats' in 'site.yaml' until this is mended, and tell the makers of Pamphlet.",
        ),
    };
    let place = match after.is_empty() {
        true => String::new(),
        false => format!(" behind '{after}'"),
    };
    findings.add(
        problem.range.in_source(problem.source),
        format!("{what} leaves out or changes words of it: '{expected}' should stand there{place}. Readers of one format would be told something else than readers of another."),
        help,
    );
}

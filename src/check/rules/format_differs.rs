//! `format-differs`: every format of a leaflet, and its page, must say the same words.

use crate::check::passage;
use crate::check::rule::{Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::render_problem::FormatProblem;
use crate::source::SourceFile;

/// The rule.
pub static RULE: Rule = Rule {
    name: "format-differs",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "every format of a leaflet, and its page, must say the same words",
    documentation: include_str!("format_differs.md"),
    locked: true,
    // Only who makes the formats can compare them.
    scope: Scope::Site(|_, _| {}),
};

/// A format that does not say what the leaflet says, shown at the words where that begins.
pub fn report(problem: &FormatProblem, expected: &str, after: &str, file: &SourceFile, findings: &mut Findings<'_>) {
    let place = match after.is_empty() {
        true => String::new(),
        false => format!(" after '{after}'"),
    };
    if problem.format == "page" {
        findings.add(
            problem.range.in_source(problem.source),
            format!("The page of this leaflet leaves out or changes words of it: '{expected}' belongs there{place}. Readers of one format would be told something else than readers of another."),
            "Look at the template 'leaflet.html' of your theme: it must show the title, the summary, the urgent help and the whole text.",
        );
        return;
    }
    // Words of a shared block are in another file.
    let found = passage::find(file.text(), expected);
    let heading = found.and_then(|found| passage::heading_above(file.text(), found.start as usize));
    let heading = heading.map(|heading| format!(" below the heading '{heading}'")).unwrap_or_default();
    findings.add(
        found.unwrap_or(problem.range).in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: it would leave out or change words{heading}. '{expected}' belongs there{place}. Readers of one format would be told something else than readers of another.",
            problem.format
        ),
        format!(
            "Nothing in your text is wrong. Try other words at this place, or publish this leaflet without the format: as long as 'formats' in 'site.yaml' does not name '{}', only this file is left out. And tell the makers of Pamphlet.",
            problem.format
        ),
    );
}

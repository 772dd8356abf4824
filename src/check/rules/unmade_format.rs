//! `unmade-format`: it should be possible to make every format of the site for each leaflet.

use crate::check::passage;
use crate::check::rule::{Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::render_problem::FormatProblem;
use crate::source::SourceFile;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unmade-format",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "it should be possible to make every format for each leaflet",
    documentation: include_str!("unmade_format.md"),
    locked: false,
    // The build reports formats that could not be made; see `report`.
    scope: Scope::Site(|_, _| {}),
};

/// Reports a format that cannot be made for a leaflet.
pub fn report(problem: &FormatProblem, why: &str, findings: &mut Findings<'_>) {
    findings.add(
        problem.range.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made. The typesetting program says '{}'. Readers who ask for this format would not get it.",
            problem.format,
            why.replace('`', "'").trim_end_matches('.')
        ),
        "Most often a picture is the cause: open each picture of the leaflet in another program, save it again as PNG or JPEG, and try again. Or remove the format from 'formats' in 'site.yaml'.",
    );
}

/// Reports words that the braille table of their language cannot write.
pub fn report_braille(problem: &FormatProblem, words: &str, file: &SourceFile, findings: &mut Findings<'_>) {
    let place = passage::find(file.text(), words).unwrap_or(problem.range);
    findings.add(
        place.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: the braille table of its language does not include a character in '{words}'. Readers who ask for braille would not get it.",
            problem.format
        ),
        "Write these words without the character, such as an emoji or a letter of another alphabet. Or have this leaflet transcribed into braille.",
    );
}

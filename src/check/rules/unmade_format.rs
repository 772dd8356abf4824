//! `unmade-format`: every format that a site has must be made of each of its leaflets.

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
    summary: "every format that a site has must be made of each of its leaflets",
    documentation: include_str!("unmade_format.md"),
    locked: false,
    // Whether one can be made is known when it is.
    scope: Scope::Site(|_, _| {}),
};

/// A format that cannot be made of a leaflet.
pub fn report(problem: &FormatProblem, why: &str, findings: &mut Findings<'_>) {
    findings.add(
        problem.range.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made. Its typesetter says '{}'. Who asks for this format gets none.",
            problem.format,
            why.replace('`', "'").trim_end_matches('.')
        ),
        "Most often a picture is the cause: open each picture of the leaflet in another program, save it anew as PNG or JPEG, and try again. Or take the format out of 'formats' in 'site.yaml'.",
    );
}

/// Words that the braille table of their language cannot write.
pub fn report_braille(problem: &FormatProblem, words: &str, file: &SourceFile, findings: &mut Findings<'_>) {
    let place = passage::find(file.text(), words).unwrap_or(problem.range);
    findings.add(
        place.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: the braille table of its language does not know a character in '{words}'. Who asks for braille gets none.",
            problem.format
        ),
        "Write these words without the character, such as an emoji or a letter of another alphabet. Or ask a transcriber for the braille of this leaflet.",
    );
}

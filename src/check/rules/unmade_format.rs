//! `unmade-format`: it should be possible to make every format of the site for each leaflet.

use crate::check::format_problems::{error_if_named, format_problems};
use crate::check::passage;
use crate::check::rule::{AddedFinding, CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::rendering::{FormatFault, FormatProblem, RenderProblem};
use crate::source::SourceFile;

pub static RULE: Rule = Rule {
    name: "unmade-format",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "it should be possible to make every format for each leaflet",
    documentation: include_str!("unmade_format.md"),
    locked: false,
    scope: Scope::Rendering(check),
};

fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    for problem in format_problems(problems) {
        let finding = match &problem.fault {
            FormatFault::NotMade(why) => report(problem, why, findings),
            FormatFault::NotInBraille(words) => {
                report_braille(problem, words, world.sources.file(problem.source), findings)
            }
            _ => continue,
        };
        error_if_named(world, problem, finding);
    }
}

/// Reports a format that cannot be made for a leaflet.
fn report<'f>(problem: &FormatProblem, why: &str, findings: &'f mut Findings<'_>) -> AddedFinding<'f> {
    findings.add(
        problem.range.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made. The typesetting program says '{}'. Readers who ask for this format would not get it.",
            problem.format,
            why.replace('`', "'").trim_end_matches('.')
        ),
        "Most often a picture is the cause: open each picture of the leaflet in another program, save it again as PNG or JPEG, and try again. Or remove the format from 'formats' in 'site.yaml'.",
    )
}

/// Reports words that the braille table of their language cannot write.
fn report_braille<'f>(
    problem: &FormatProblem,
    words: &str,
    file: &SourceFile,
    findings: &'f mut Findings<'_>,
) -> AddedFinding<'f> {
    let place = passage::find(file.text(), words).unwrap_or(problem.range);
    findings.add(
        place.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: the braille table of its language does not include a character in '{words}'. Readers who ask for braille would not get it.",
            problem.format
        ),
        "Write these words without the unusual character, for example an emoji or a letter of another alphabet. Or have this leaflet transcribed into braille.",
    )
}

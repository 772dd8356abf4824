//! `oversized-leaflet`: a leaflet must not exceed the limits of its formats.

use crate::check::format_problems::{error_if_named, format_problems};
use crate::check::passage;
use crate::check::rule::{AddedFinding, CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::rendering::{FormatExcess, FormatFault, FormatLimit, FormatProblem, RenderProblem};
use crate::source::SourceFile;

pub static RULE: Rule = Rule {
    name: "oversized-leaflet",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "a leaflet must not exceed the limits of its formats",
    documentation: include_str!("oversized_leaflet.md"),
    locked: false,
    scope: Scope::Rendering(check),
};

fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    for problem in format_problems(problems) {
        if let FormatFault::TooLarge(excess) = &problem.fault {
            let finding = report(problem, excess, world.sources.file(problem.source), findings);
            error_if_named(world, problem, finding);
        }
    }
}

/// Reports a leaflet that exceeds a limit of a format.
fn report<'f>(
    problem: &FormatProblem,
    excess: &FormatExcess,
    file: &SourceFile,
    findings: &'f mut Findings<'_>,
) -> AddedFinding<'f> {
    let FormatExcess { count, most, .. } = excess;
    let found = match excess.what {
        FormatLimit::Letters => format!("the leaflet has {count} letters"),
        FormatLimit::LongWords => format!("words that are longer than a line have {count} letters in total"),
        FormatLimit::Headings => format!("the leaflet has {count} headings"),
        FormatLimit::Parts => format!("the leaflet has {count} paragraphs, list items and table cells"),
        FormatLimit::Cells => format!("the tables of the leaflet have {count} cells"),
        FormatLimit::Columns => format!("a table has {count} columns"),
        FormatLimit::Depth => format!("lists, cards and quotes are nested {count} deep"),
        FormatLimit::Pages => format!("it would have {count} pages"),
    };
    let place = excess.under.as_ref().map(|heading| format!(" below the heading '{heading}'")).unwrap_or_default();
    let range = excess.under.as_ref().and_then(|heading| passage::find(file.text(), heading)).unwrap_or(problem.range);
    findings.add(
        range.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: {found}{place}, but the limit is {most}. Readers who ask for this format would not get it.",
            problem.format
        ),
        "Split it into several leaflets, or attach a long table as a file. If you did not mean to write so much, look for text that a program may have inserted.",
    )
}

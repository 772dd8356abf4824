//! `format-differs`: the page and all formats of a leaflet must have the same words.

use crate::check::format_problems::{error_if_named, format_problems};
use crate::check::passage;
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::rendering::{FormatFault, FormatProblem, RenderProblem};

pub static RULE: Rule = Rule {
    name: "format-differs",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "the page and all formats of a leaflet must have the same words",
    documentation: include_str!("format_differs.md"),
    locked: true,
    scope: Scope::Rendering(check),
};

fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    for problem in format_problems(problems) {
        if let FormatFault::Differs { expected, after } = &problem.fault {
            report(world, problem, expected, after, findings);
        }
    }
}

fn report(world: &CheckContext<'_>, problem: &FormatProblem, expected: &str, after: &str, findings: &mut Findings<'_>) {
    let file = world.sources.file(problem.source);
    let place = match after.is_empty() {
        true => String::new(),
        false => format!(" after '{after}'"),
    };
    if problem.format == "page" {
        findings.add(
            problem.range.in_source(problem.source),
            format!("The page of this leaflet leaves out or changes words: '{expected}' should be there{place}. Readers of the page would get different advice from readers of other formats."),
            "Check the template 'leaflet.html' of your theme: it must show the title, the summary, the urgent help and the whole text.",
        );
        return;
    }
    // Words of a shared block are in another file, so they may not be found here.
    let found = passage::find(file.text(), expected);
    let heading = found.and_then(|found| passage::heading_above(file.text(), found.start as usize));
    let heading = heading.map(|heading| format!(" below the heading '{heading}'")).unwrap_or_default();
    let finding = findings.add(
        found.unwrap_or(problem.range).in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: it would leave out or change words{heading}. '{expected}' should be there{place}. Readers of this format would get different advice from readers of the page.",
            problem.format
        ),
        format!(
            "There is no mistake in your text. Try other words here, or publish the leaflet without this format: unless 'formats' in 'site.yaml' names '{}', only this file is left out. Please also report the problem to the developers of Pamphlet.",
            problem.format
        ),
    );
    // One leaflet without a format must not prevent publication of all others.
    error_if_named(world, problem, finding.at(Severity::Warning));
}

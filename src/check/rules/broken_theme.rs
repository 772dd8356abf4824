//! `broken-theme`: a site's own templates and words must be usable.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::rendering::RenderProblem;
use crate::settings::Settings;
use crate::theme::ThemeProblem;

pub static RULE: Rule = Rule {
    name: "broken-theme",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "a site's own templates and words must be usable",
    documentation: include_str!("broken_theme.md"),
    locked: true,
    scope: Scope::Rendering(check),
};

fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    for problem in problems {
        if let RenderProblem::Theme(problem) = problem {
            report(problem, world.settings, findings);
        }
    }
}

/// Reports a mistake in the theme: in the file if it is the site's own, otherwise at the theme's name in `site.yaml`.
fn report(problem: &ThemeProblem, settings: &Settings, findings: &mut Findings<'_>) {
    let span = match problem.source {
        Some(source) => problem.range.in_source(source),
        None => settings.theme.range.in_source(settings.source),
    };
    let help = match problem.built_in {
        true => "Fix the file, or delete it: the built-in file with that name is then used.",
        false => "Fix the file, or delete it.",
    };
    findings.add(
        span,
        format!("The theme's file '{}' cannot be used: {}.", problem.file, problem.detail.trim_end_matches('.')),
        format!("{}{help}", did_you_mean(problem.meant.as_deref())),
    );
}

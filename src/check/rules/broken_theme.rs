//! `broken-theme`: a site's own templates and words must be usable.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::settings::Settings;
use crate::theme::ThemeProblem;

/// The rule.
pub static RULE: Rule = Rule {
    name: "broken-theme",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "a site's own templates and words must be usable",
    documentation: include_str!("broken_theme.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for problem in &world.theme.problems {
        report(problem, world.settings, findings);
    }
}

/// A mistake in the theme, at its place where the file is the site's own.
pub fn report(problem: &ThemeProblem, settings: &Settings, findings: &mut Findings<'_>) {
    let span = match problem.source {
        Some(source) => problem.range.in_source(source),
        None => settings.theme.range.in_source(settings.source),
    };
    let help = match problem.built_in {
        true => "Mend the file, or take it away: the built-in one of that name is then used.",
        false => "Mend the file, or take it away.",
    };
    findings.add(
        span,
        format!("The theme's file '{}' cannot be used: {}.", problem.file, problem.detail.trim_end_matches('.')),
        format!("{}{help}", did_you_mean(problem.meant.as_deref())),
    );
}

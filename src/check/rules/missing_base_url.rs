//! `missing-base-url`: the settings should give the web address of the site.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::settings::SettingProblem;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "missing-base-url",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "the settings should give the web address of the site",
    documentation: include_str!("missing_base_url.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let settings = world.settings;
    let faulty = settings
        .problems
        .iter()
        .any(|problem| matches!(problem, SettingProblem::Wrong { name, .. } if name == "base_url"));
    if settings.base_url.is_none() && world.base_url.is_none() && !faulty {
        findings.add(
            TextRange::default().in_source(settings.source),
            "The settings do not give the web address of the site. Without it, there is no list of pages for search engines, and pages cannot show their own address.",
            "Write a line such as 'base_url: https://leaflets.example.org/' in 'site.yaml', or give '--base-url' when you build.",
        );
    }
}

//! `unknown-setting`: the name of a setting must be known.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::leaflet::fields;
use crate::settings::SettingProblem;
use crate::text::nearest::{certain, nearest};
use crate::theme::COLOUR_ROLES;

pub static RULE: Rule = Rule {
    name: "unknown-setting",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "the name of a setting must be one that Pamphlet knows",
    documentation: include_str!("unknown_setting.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for problem in &world.settings.problems {
        if let SettingProblem::Unknown { name, known, range } = problem {
            let text = world.sources.file(world.settings.source).text();
            let is_missing =
                |known: &&str| !text.lines().any(|line| line.trim_start().starts_with(&format!("{known}:")));
            let meant = certain(name, known.iter().copied()).filter(is_missing);
            let added = findings.add(
                range.in_source(world.settings.source),
                format!("There is no setting '{name}' here, so its value has no effect."),
                format!(
                    "{}The settings here are: {}.",
                    did_you_mean(nearest(name, known.iter().copied())),
                    known.join(", ")
                ),
            );
            // The range may include quotes.
            if let Some(meant) = meant.filter(|_| range.of(text) == name) {
                added.fixed_by(*range, meant);
            }
        }
    }
    let colours = &world.settings.colours;
    for (name, _) in colours.light.iter().chain(&colours.dark) {
        if COLOUR_ROLES.iter().all(|role| role.name != name.value) {
            let known: Vec<&str> = COLOUR_ROLES.iter().map(|role| role.name).collect();
            findings.add(
                name.range.in_source(world.settings.source),
                format!("There is no colour setting '{}', so its value has no effect.", name.value),
                format!(
                    "{}The colours are: {}. For dark mode, write them below 'dark'.",
                    did_you_mean(nearest(&name.value, known.iter().copied().chain(["dark"]))),
                    known.join(", ")
                ),
            );
        }
    }
    for (name, _) in &world.settings.checks {
        if world.rules.iter().find(|rule| rule.name == name.value).is_none() {
            let known = nearest(&name.value, world.rules.iter().map(|rule| rule.name));
            findings.add(
                name.range.in_source(world.settings.source),
                format!("There is no rule '{}', so this line has no effect.", name.value),
                format!("{}'pamphlet explain' lists all rules.", did_you_mean(known)),
            );
        }
    }
    for name in &world.settings.require {
        if fields::find(&name.value).is_none() {
            let known = nearest(&name.value, fields::FIELDS.iter().map(|row| row.name));
            findings.add(
                name.range.in_source(world.settings.source),
                format!("There is no field '{}', so no leaflet could have it.", name.value),
                format!("{}Write the name of a field at the top of a leaflet.", did_you_mean(known)),
            );
        }
    }
}

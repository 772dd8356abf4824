//! `wrong-setting`: a setting must have a value that it can have.

use crate::check::rule::{Findings, Group, Rule, Scope, World, start_of};
use crate::diagnostic::Severity;
use crate::settings::{Expected, SettingProblem};
use crate::source::{Content, Role};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-setting",
    severity: Severity::Error,
    group: Group::Site,
    summary: "a setting must have a value that it can have",
    documentation: include_str!("wrong_setting.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &World<'_>, findings: &mut Findings<'_>) {
    let settings = world.settings;
    for problem in &settings.problems {
        match problem {
            SettingProblem::Unknown { .. } => {}
            SettingProblem::NoSettings { range } => {
                findings.add(
                    range.in_source(settings.source),
                    "There should be settings here, each with a name and a colon, and this is something else.",
                    "Write one setting a line: its name, a colon, a space, and its value, for example 'title: Talking therapies'.",
                );
            }
            SettingProblem::NoTitle { range } => {
                findings.add(
                    range.in_source(settings.source),
                    "The site has no title. It stands at the head of every page.",
                    "Write a line 'title:' with the name of the site, for example 'title: Talking therapies'.",
                );
            }
            SettingProblem::Repeated { name, range, first } => {
                findings
                    .add(
                        range.in_source(settings.source),
                        format!(
                            "The setting '{name}' stands here a second time. Nobody can tell which of the two is meant."
                        ),
                        "Keep the right one and take the other out.",
                    )
                    .with(first.in_source(settings.source), "it stands here first");
            }
            SettingProblem::Wrong { name, text, expected, range } => {
                let written = if text.is_empty() { String::new() } else { format!(" and '{text}' is not") };
                let (what, help) = in_words(*expected);
                findings.add(
                    range.in_source(settings.source),
                    format!("The setting '{name}' must be {what}{written}."),
                    help,
                );
            }
        }
    }
    for (name, severity) in &settings.checks {
        let place = severity.range.in_source(settings.source);
        let value = severity.value.as_str();
        let known = value == "off" || Severity::from_name(value).is_some();
        let rule = world.rules.iter().find(|rule| rule.name == name.value);
        if !known {
            findings.add(
                place,
                format!("'{value}' is not a severity that a rule can have."),
                "Write 'error', 'warning', 'advice' or 'off'.",
            );
        } else if let Some(rule) = rule.filter(|rule| rule.locked && value != rule.severity.name()) {
            findings.add(
                place,
                format!(
                    "The rule '{}' cannot be switched off or made lighter: what it finds must not be published.",
                    rule.name
                ),
                "Take this line out, and mend what the rule finds.",
            );
        }
    }
    let theme = &settings.theme;
    let folder = format!("themes/{}/", theme.value);
    let exists = world.sources.iter().any(|(_, file)| file.path.starts_with(&folder));
    if theme.value != "default" && !exists {
        findings.add(
            theme.range.in_source(settings.source),
            format!("There is no folder 'themes/{}' beside 'content', so this theme cannot be used.", theme.value),
            "Write the name of a folder in 'themes', or take the line out for the built-in theme.",
        );
    }
    let review = settings.review;
    if let Some(range) = settings.usual_at
        && review.usual > review.longest
    {
        findings.add(
            range.in_source(settings.source),
            "The usual time before review is longer than the longest time a leaflet may stand. New leaflets would be refused.",
            "Make 'usual' at most as long as 'longest'.",
        );
    }
    if let Some(logo) = &settings.organisation.logo
        && (world.sources.find(&format!("content/{}", logo.value)).is_none() || !logo.value.starts_with("static/"))
    {
        findings.add(
            logo.range.in_source(settings.source),
            format!("There is no picture '{}' that the site can show.", logo.value),
            "Put the logo into 'content/static', and write 'static/' and the name of the file.",
        );
    }
    for (id, file) in world.sources.of_role(Role::Settings) {
        if file.content == Content::Shortcut {
            findings.add(start_of(id), "'site.yaml' is a shortcut to another file.", "Put the file itself here.");
        }
    }
}

/// What a setting must be, and how to write it.
fn in_words(expected: Expected) -> (&'static str, &'static str) {
    match expected {
        Expected::Text => ("one piece of text", "Write the text in one line after the name."),
        Expected::List => ("a list", "Put square brackets around it, with commas between the parts: '[one, another]'."),
        Expected::Section => {
            ("a group of settings", "Write its name alone, and the settings below it, each with two spaces before it.")
        }
        Expected::Flag => ("'true' or 'false'", "Write 'true' or 'false'."),
        Expected::Language => ("the tag of a language", "Write a tag such as 'en-GB' or 'cy'."),
        Expected::TimeZone => ("the name of a time zone", "Write a name such as 'Europe/London'."),
        Expected::WebAddress => {
            ("a web address", "Write the whole address of the site, for example 'https://leaflets.example.org/'.")
        }
        Expected::SecureAddress => (
            "a web address that begins with 'https://'",
            "Write the whole address of a page that anybody may be looking at, for example 'https://www.bbc.co.uk/weather'.",
        ),
        Expected::Pattern => (
            "a pattern of letters and digits (a regular expression)",
            "Write a pattern such as '[A-Z]{2,4}-[0-9]{3,5}', in single quotes.",
        ),
        Expected::Months => ("a number of months or years", "Write it like '24 months' or '2 years'."),
        Expected::Date => ("a date", "Write the day like '2026-11-23' or '23 November 2026'."),
        Expected::Format => {
            ("a list of formats that Pamphlet can make", "The formats are: pdf, large-print, text, epub, braille.")
        }
    }
}

//! `wrong-setting`: a setting must have a valid value.

use std::collections::BTreeSet;

use crate::check::pictures::is_picture;
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, did_you_mean, start_of};
use crate::diagnostic::Severity;
use crate::settings::{ExpectedValue, SettingProblem, Settings};
use crate::source::{FileRole, SourceContent};
use crate::text::nearest::nearest;
use crate::theme::{COLOUR_ROLES, Colour};

pub static RULE: Rule = Rule {
    name: "wrong-setting",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "a setting must have a valid value",
    documentation: include_str!("wrong_setting.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let settings = world.settings;
    for problem in &settings.problems {
        match problem {
            SettingProblem::Unknown { .. } => {}
            SettingProblem::NoSettings { range } => {
                findings.add(
                    range.in_source(settings.source),
                    "There should be settings here, each with a name and a colon, but this is something else.",
                    "Write one setting per line: its name, a colon, a space and its value, for example 'title: Talking therapies'.",
                );
            }
            SettingProblem::NoTitle { range } => {
                findings.add(
                    range.in_source(settings.source),
                    "This site has no title. The title is shown at the top of every page.",
                    "Write a line 'title:' with the name of the site, for example 'title: Talking therapies'.",
                );
            }
            SettingProblem::Repeated { name, range, first } => {
                findings
                    .add(
                        range.in_source(settings.source),
                        format!(
                            "The setting '{name}' appears here a second time. It is not clear which of the two is meant."
                        ),
                        "Keep the correct one and delete the other.",
                    )
                    .with(first.in_source(settings.source), "it first appears here");
            }
            SettingProblem::Reference { text, fault, range } => {
                findings.add(
                    range.in_source(settings.source),
                    format!("The reference '{}' under 'removed' {}", text.escape_debug(), fault.problem()),
                    fault.help(),
                );
            }
            SettingProblem::Wrong { name, text, expected, range } => {
                let written = match expected {
                    ExpectedValue::QuotedColour => String::new(),
                    _ if text.is_empty() => String::new(),
                    _ => format!(", but '{text}' is not"),
                };
                let (what, help) = in_words(*expected);
                let added = findings.add(
                    range.in_source(settings.source),
                    format!("The setting '{name}' must be {what}{written}."),
                    help,
                );
                if *expected == ExpectedValue::QuotedColour && Colour::parse(text).is_some() {
                    added.fixed_by(*range, format!("'{text}'"));
                }
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
                    "The rule '{}' cannot be switched off or made less severe: what it reports must not be published.",
                    rule.name
                ),
                "Delete this line, and fix what the rule reports.",
            );
        }
    }
    check_colours(settings, findings);
    check_theme(world, findings);
    let review = settings.review;
    if let Some(range) = settings.usual_at
        && review.usual > review.longest
    {
        findings.add(
            range.in_source(settings.source),
            "The usual time until review is longer than the longest time allowed. New leaflets could not be published.",
            "Make 'usual' no longer than 'longest'.",
        );
    }
    check_logo(world, findings);
    for (id, file) in world.sources.of_role(FileRole::Settings) {
        if file.content == SourceContent::Shortcut {
            findings.add(
                start_of(id),
                "'site.yaml' is a shortcut (a link) to another file.",
                "Put the file itself here.",
            );
        }
    }
}

/// Reports colours that browsers do not know or that are transparent.
fn check_colours(settings: &Settings, findings: &mut Findings<'_>) {
    let light = settings.colours.light.iter().map(|pair| ("", pair));
    let dark = settings.colours.dark.iter().map(|pair| ("dark.", pair));
    for (group, (name, value)) in light.chain(dark) {
        let written = &value.value;
        let is_known = COLOUR_ROLES.iter().any(|role| role.name == name.value);
        if !is_known || Colour::parse(written).is_some() {
            continue;
        }
        let (what, help) = in_words(ExpectedValue::Colour);
        // Six hexadecimal digits without a '#' can only mean one colour.
        let signed = Some(format!("#{written}")).filter(|signed| Colour::parse(signed).is_some());
        let meant = did_you_mean(signed.as_deref());
        let added = findings.add(
            value.range.in_source(settings.source),
            format!("The setting 'theme.colours.{group}{}' must be {what}, but '{written}' is not.", name.value),
            format!("{meant}{help}"),
        );
        if let Some(signed) = signed {
            added.fixed_by(value.range, format!("'{signed}'"));
        }
    }
}

/// Reports a theme whose folder does not exist.
fn check_theme(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let theme = &world.settings.theme;
    let folders: BTreeSet<&str> = world
        .sources
        .of_role(FileRole::Theme)
        .filter_map(|(_, file)| file.path.strip_prefix("themes/")?.split_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    if theme.value != "default" && !folders.contains(theme.value.as_str()) {
        let meant = nearest(&theme.value, folders.into_iter().chain(["default"]));
        findings.add(
            theme.range.in_source(world.settings.source),
            format!("There is no folder 'themes/{}' next to 'content', so this theme cannot be used.", theme.value),
            format!(
                "{}Write the name of a folder in 'themes', or delete the line to use the built-in theme.",
                did_you_mean(meant)
            ),
        );
    }
}

/// Reports a logo that is not a picture in `content/static`.
fn check_logo(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let settings = world.settings;
    let Some(logo) = &settings.organisation.logo else { return };
    let written = logo.value.as_str();
    let place = logo.range.in_source(settings.source);
    let is_there = written.starts_with("static/") && world.sources.find(&format!("content/{written}")).is_some();
    if is_there && is_picture(written) {
        return;
    }
    if is_there {
        findings.add(
            place,
            format!("The logo '{written}' is not a picture, so it cannot be shown at the top of the pages."),
            "Write the name of a picture (.svg, .png, .jpg, .gif, .webp or .avif).",
        );
        return;
    }
    let pictures = world.sources.of_role(FileRole::Static).map(|(_, file)| &*file.path).filter(|path| is_picture(path));
    let names: Vec<&str> = pictures.filter_map(|path| path.strip_prefix("content/")).collect();
    // Most often the folder is missing from the path, or the path begins one folder too high.
    let same_file = |name: &&&str| name.rsplit('/').next() == written.rsplit('/').next();
    let meant = names.iter().find(same_file).copied().or_else(|| nearest(written, names.iter().copied()));
    findings.add(
        place,
        format!("There is no picture '{written}' that the site can show as its logo."),
        format!(
            "{}Put the logo into 'content/static', and write 'static/' followed by the name of the file.",
            did_you_mean(meant)
        ),
    );
}

/// What a setting must be, and how to write it.
fn in_words(expected: ExpectedValue) -> (&'static str, &'static str) {
    match expected {
        ExpectedValue::Text => ("text", "Write the text on one line after the name."),
        ExpectedValue::List => {
            ("a list", "Put square brackets around it, with commas between the parts: '[one, another]'.")
        }
        ExpectedValue::Section => {
            ("a group of settings", "Write its name alone, and the settings below it, each with two spaces before it.")
        }
        ExpectedValue::Flag => ("'true' or 'false'", "Write 'true' or 'false'."),
        ExpectedValue::Approval => (
            "'recorded' or 'required'",
            "Write 'required' to publish only words that somebody approved, or 'recorded' to demand nothing.",
        ),
        ExpectedValue::Language => ("the tag of a language", "Write a tag such as 'en-GB' or 'cy'."),
        ExpectedValue::TimeZone => ("the name of a time zone", "Write a name such as 'Europe/London'."),
        ExpectedValue::WebAddress => {
            ("a web address", "Write the full address of the site, for example 'https://leaflets.example.org/'.")
        }
        ExpectedValue::SecureAddress => (
            "a web address that begins with 'https://'",
            "Write the full address of a page that anybody might be looking at, for example 'https://www.bbc.co.uk/weather'.",
        ),
        ExpectedValue::Pattern => (
            "a pattern of letters and digits (a regular expression)",
            "Write a pattern such as '[A-Z]{2,4}-[0-9]{3,5}', in single quotes.",
        ),
        ExpectedValue::Months => ("a number of months or years", "Write it like '24 months' or '2 years'."),
        ExpectedValue::Date => ("a date", "Write the day like '2026-11-23' or '23 November 2026'."),
        ExpectedValue::Colour => (
            "a colour",
            "Write '#' and six digits or letters from a to f, in quotes, for example '#7a1f5c', or a name such as 'navy'.",
        ),
        ExpectedValue::QuotedColour => (
            "a colour in quotes, because otherwise everything after the '#' is a note",
            "Put quotes around the colour, for example '#7a1f5c'.",
        ),
        ExpectedValue::HostFile => (
            "a list of files that the web host needs in the built site",
            "Name files in the top folder of the built site, such as '.htaccess' or 'web.config', and folders whose names \
             begin with a dot, such as '.well-known/acme-challenge/'. Files that the build itself makes cannot be kept.",
        ),
        ExpectedValue::Format => {
            ("a list of formats that Pamphlet can make", "The formats are: pdf, large-print, text, epub, braille.")
        }
    }
}

//! `unavailable-format`: a format that the settings name must be one that can be made.

use crate::check::rule::{Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::render_problem::MissingCapability;
use crate::settings::Settings;
use crate::source::TextRange;

/// The rule.
pub static RULE: Rule = Rule {
    name: "unavailable-format",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "a format that the settings name must be one that can be made",
    documentation: include_str!("unavailable_format.md"),
    locked: true,
    // What a machine can do is known where formats are made.
    scope: Scope::Site(|_, _| {}),
};

/// A format that is named, and cannot be made of the leaflets in some languages.
pub fn report_languages(
    format: &str,
    range: TextRange,
    languages: &[(String, usize)],
    settings: &Settings,
    findings: &mut Findings<'_>,
) {
    let count: usize = languages.iter().map(|(_, count)| count).sum();
    let leaflets = if count == 1 { "1 leaflet has".to_owned() } else { format!("{count} leaflets have") };
    let named: Vec<String> = languages.iter().map(|(tag, count)| format!("'{tag}' ({count})")).collect();
    let language = if languages.len() == 1 { "its language is one" } else { "their languages are ones" };
    findings.add(
        range.in_source(settings.source),
        format!(
            "{leaflets} no file in the format '{format}': {language} that Pamphlet cannot write in it: {}. Who asks for this format in one of these languages gets none.",
            named.join(", ")
        ),
        "Ask a transcriber for the braille of these leaflets, and say on your page about formats how readers get it.",
    );
}

/// A format that is named and cannot be made.
pub fn report(
    format: &str,
    range: TextRange,
    why: MissingCapability,
    settings: &Settings,
    findings: &mut Findings<'_>,
) {
    let (why, help) = match why {
        MissingCapability::Program(program) => (
            format!("this machine does not have the program '{program}'"),
            format!(
                "Install it ('apt-get install liblouis-bin' on Debian), or take '{format}' out of 'formats' in 'site.yaml'."
            ),
        ),
        MissingCapability::Feature(feature) => (
            format!("this Pamphlet was built without '{feature}'"),
            format!("Use a Pamphlet that has it, or take '{format}' out of 'formats' in 'site.yaml'."),
        ),
        MissingCapability::Language => (
            format!("it is not known how to write the language '{}' in it", settings.language.tag()),
            format!("Take '{format}' out of 'formats' in 'site.yaml', and ask a transcriber for that format."),
        ),
    };
    findings.add(
        range.in_source(settings.source),
        format!(
            "The format '{format}' cannot be made: {why}. The settings name it, so patients would look for it in vain."
        ),
        help,
    );
}

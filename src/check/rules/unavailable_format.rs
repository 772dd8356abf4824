//! `unavailable-format`: it must be possible to make every format that the settings name.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::rendering::{MissingCapability, RenderProblem};
use crate::settings::Settings;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "unavailable-format",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "it must be possible to make every format that the settings name",
    documentation: include_str!("unavailable_format.md"),
    locked: true,
    scope: Scope::Rendering(check),
};

fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    for problem in problems {
        match problem {
            RenderProblem::NoLanguages { format, range, languages } => {
                report_languages(format, *range, languages, world.settings, findings);
            }
            RenderProblem::NoFormat { format, range, why } => report(format, *range, *why, world.settings, findings),
            _ => {}
        }
    }
}

/// Reports a format in the settings that cannot be made for leaflets in some languages.
fn report_languages(
    format: &str,
    range: TextRange,
    languages: &[(String, usize)],
    settings: &Settings,
    findings: &mut Findings<'_>,
) {
    let count: usize = languages.iter().map(|(_, count)| count).sum();
    let leaflets = if count == 1 { "1 leaflet has".to_owned() } else { format!("{count} leaflets have") };
    let named: Vec<String> = languages.iter().map(|(tag, count)| format!("'{tag}' ({count})")).collect();
    let language = if languages.len() == 1 { "this language" } else { "these languages" };
    let finding = findings.add(
        range.in_source(settings.source),
        format!(
            "{leaflets} no file in the format '{format}', because Pamphlet cannot write {language} in it: {}. Readers who ask for it would not get it.",
            named.join(", ")
        ),
        "Have these leaflets transcribed into braille, and say on your page about formats how readers can get them.",
    );
    // No braille table is available for the language, so this cannot be fixed.
    finding.at(Severity::Warning);
}

/// Reports a format in the settings that cannot be made at all.
fn report(format: &str, range: TextRange, why: MissingCapability, settings: &Settings, findings: &mut Findings<'_>) {
    let (why, help) = match why {
        MissingCapability::Program(program) => (
            format!("the program '{program}' is not installed on this computer"),
            format!(
                "Install it ('apt-get install liblouis-bin' on Debian), or remove '{format}' from 'formats' in 'site.yaml'."
            ),
        ),
        MissingCapability::Feature(feature) => (
            format!("this copy of Pamphlet was built without '{feature}'"),
            format!("Use a copy that has it, or remove '{format}' from 'formats' in 'site.yaml'."),
        ),
        MissingCapability::Language => (
            format!("Pamphlet cannot write the language '{}' in it", settings.language.tag()),
            format!(
                "Remove '{format}' from 'formats' in 'site.yaml', and have your leaflets transcribed into that format."
            ),
        ),
    };
    findings.add(
        range.in_source(settings.source),
        format!(
            "The format '{format}' cannot be made: {why}. The settings name it, so patients would expect to find it."
        ),
        help,
    );
}

//! `missing-glyph`: a format on paper needs a font that has every character of its leaflet.

use crate::check::rule::{Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::render_problem::FormatProblem;
use crate::settings::Settings;
use crate::source::{SourceFile, TextRange};

/// The rule.
pub static RULE: Rule = Rule {
    name: "missing-glyph",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "a leaflet on paper needs a font that has every character of it",
    documentation: include_str!("missing_glyph.md"),
    locked: false,
    // Which characters there are is known where leaflets are set.
    scope: Scope::Site(|_, _| {}),
};

/// So many characters are named; a whole alphabet of them says nothing more.
const MAX_NAMED: usize = 6;

/// Characters that no font has, shown where the first of them stands in the file of the leaflet.
pub fn report(
    problem: &FormatProblem,
    characters: &[char],
    file: &SourceFile,
    settings: &Settings,
    findings: &mut Findings<'_>,
) {
    let named: Vec<String> = characters.iter().take(MAX_NAMED).map(|character| named(*character)).collect();
    let more = match characters.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        1 => " and 1 more".to_owned(),
        more => format!(" and {more} more"),
    };
    let many = if characters.len() == 1 { "the character" } else { "the characters" };
    let theme = &settings.theme.value;
    // One that stands in a shared block is shown at the title.
    let first = file.text().char_indices().find(|(_, character)| characters.contains(character));
    let place = first.map(|(at, character)| TextRange::new(at, at + character.len_utf8())).unwrap_or(problem.range);
    findings.add(
        place.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: no font has {many} {}{more}. Who asks for this leaflet on paper gets none.",
            problem.format,
            named.join(", ")
        ),
        format!(
            "Put a font that has it into the folder 'themes/{theme}/fonts/' beside 'content/': a file whose name ends with '.ttf' or '.otf', such as Noto Sans Arabic for Arabic. Or write the text without it."
        ),
    );
}

/// A character as people see it, and as fonts are asked for it.
fn named(character: char) -> String {
    let code = u32::from(character);
    format!("'{character}' (U+{code:04X})")
}

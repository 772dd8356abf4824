//! `missing-glyph`: a printed format needs a font with every character of its leaflet.

use crate::check::format_problems::{error_if_named, format_problems};
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::rendering::{FormatFault, FormatProblem, RenderProblem};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "missing-glyph",
    severity: Severity::Warning,
    group: RuleGroup::Site,
    summary: "a printed leaflet needs a font with all of its characters",
    documentation: include_str!("missing_glyph.md"),
    locked: false,
    scope: Scope::Rendering(check),
};

fn check(world: &CheckContext<'_>, problems: &[RenderProblem], findings: &mut Findings<'_>) {
    for problem in format_problems(problems) {
        if let FormatFault::MissingGlyphs(characters) = &problem.fault {
            report(world, problem, characters, findings);
        }
    }
}

/// Maximum number of characters listed in a message.
const MAX_NAMED: usize = 6;

/// Reports characters that no font contains, at the first of them in the file of the leaflet.
fn report(world: &CheckContext<'_>, problem: &FormatProblem, characters: &[char], findings: &mut Findings<'_>) {
    let file = world.sources.file(problem.source);
    let named: Vec<String> = characters.iter().take(MAX_NAMED).map(|character| named(*character)).collect();
    let more = match characters.len().saturating_sub(MAX_NAMED) {
        0 => String::new(),
        1 => " and 1 more".to_owned(),
        more => format!(" and {more} more"),
    };
    let (many, them) = if characters.len() == 1 { ("the character", "it") } else { ("the characters", "them") };
    let theme = &world.settings.theme.value;
    // Characters of a shared block are not in this file; they are reported at `problem.range`.
    let first = file.text().char_indices().find(|(_, character)| characters.contains(character));
    let place = first.map(|(at, character)| TextRange::new(at, at + character.len_utf8())).unwrap_or(problem.range);
    let finding = findings.add(
        place.in_source(problem.source),
        format!(
            "The format '{}' of this leaflet cannot be made: no font has {many} {}{more}. Readers who ask for this format would not get it.",
            problem.format,
            named.join(", ")
        ),
        format!(
            "Put a font that has {them} into the folder 'themes/{theme}/fonts/' next to 'content/': a file whose name ends in '.ttf' or '.otf', such as Noto Sans Arabic for Arabic. Or write the text without {them}."
        ),
    );
    error_if_named(world, problem, finding);
}

/// A character as it looks, and with its code point, which helps to find a font.
fn named(character: char) -> String {
    let code = u32::from(character);
    format!("'{character}' (U+{code:04X})")
}

//! `malformed-reference`: a reference must have the form set in `site.yaml`.

use crate::check::curly::without_curly;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::settings::reference;

pub static RULE: Rule = Rule {
    name: "malformed-reference",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "a reference must have the form set in 'site.yaml'",
    documentation: include_str!("malformed_reference.md"),
    locked: true,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let pattern = &subject.world.settings.reference;
    if !subject.is_leaflet() && !subject.is_pack() {
        return;
    }
    let Some(reference) = &subject.manuscript.front_matter.reference else { return };
    if let Some(fault) = reference::fault(&reference.value) {
        findings.add(
            subject.span(reference.range),
            format!("The reference '{}' {}", reference.value.escape_debug(), fault.problem()),
            fault.help(),
        );
    } else if !pattern.regex.is_match(&reference.value) {
        let meant = meant(subject, &reference.value);
        let help = match &meant {
            Some(meant) => format!("Write it '{meant}'."),
            None => format!("Write it {}.", example(subject)),
        };
        let finding = findings.add(
            subject.span(reference.range),
            format!(
                "The reference '{}' does not have the form of references on this site. Staff who search for it would not find it.",
                reference.value
            ),
            format!(
                "{help} The form of references is set in 'site.yaml', in the line 'reference:': '{}'.",
                pattern.text
            ),
        );
        // The range may include quotes.
        let is_plain = reference.range.of(subject.text()).trim_matches(['\'', '"']) == &*reference.value;
        if let Some(meant) = meant.filter(|_| is_plain) {
            finding.fixed_by(reference.range, meant);
        }
    }
}

/// The reference that was meant, if the only difference is capitals, the separator or quotation marks, and if no other
/// leaflet has it.
fn meant(subject: &ManuscriptContext<'_>, written: &str) -> Option<String> {
    let world = subject.world;
    let pattern = &world.settings.reference.regex;
    let capitals = without_curly(written).replace(['‐', '‑', '–', '—', '−'], "-").to_uppercase();
    let digits = capitals.find(|ch: char| ch.is_ascii_digit()).unwrap_or(0);
    let (letters, number) = capitals.split_at(digits);
    let letters = letters.trim_end_matches([' ', '-', '/', '_', '.']);
    let spelling = ["-", "", "/", "_"].iter().map(|between| format!("{letters}{between}{number}"));
    let mut spellings = std::iter::once(capitals.clone()).chain(spelling);
    let meant = spellings.find(|spelling| pattern.is_match(spelling) && reference::fault(spelling).is_none())?;
    let is_taken = world.library.manuscripts().iter().any(|other| {
        let is_same = |other: &str| other.eq_ignore_ascii_case(&meant) || other.eq_ignore_ascii_case(written);
        let is_other = other.source != subject.manuscript.source && other.translation.is_none();
        is_other && other.front_matter.reference.as_ref().is_some_and(|reference| is_same(&reference.value))
    });
    let is_removed = world.settings.removed.iter().any(|removed| removed.reference.value.eq_ignore_ascii_case(&meant));
    (!is_taken && !is_removed).then_some(meant)
}

/// The first unused reference that matches the pattern, made of capitals, a separator and digits, as most patterns are.
fn example(subject: &ManuscriptContext<'_>) -> String {
    let pattern = &subject.world.settings.reference;
    let letters: String = pattern.text.chars().take_while(char::is_ascii_uppercase).collect();
    let letters = if letters.is_empty() { "PT".to_owned() } else { letters };
    let free = |width: usize, between: &str| {
        let fits = pattern.regex.is_match(&format!("{letters}{between}{:0width$}", 1));
        let mut numbers = (1..10_usize.pow(5)).map(|number| format!("{letters}{between}{number:0width$}"));
        let is_free = |reference: &String| subject.world.library.leaflet_of(reference).is_none();
        fits.then(|| numbers.find(is_free)).flatten().filter(|reference| pattern.regex.is_match(reference))
    };
    let found =
        [3, 5, 4, 2, 1].iter().find_map(|width| ["-", "", "/", "_"].iter().find_map(|between| free(*width, between)));
    found.map_or_else(|| "like those of other leaflets".to_owned(), |reference| format!("like '{reference}'"))
}

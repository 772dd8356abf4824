//! `active-image`: a drawing must do nothing but be seen.

use std::collections::BTreeMap;

use crate::check::pictures::uses;
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::picture::ActiveEffect;
use crate::source::{SourceId, Span, TextRange};

/// The rule.
pub static RULE: Rule = Rule {
    name: "active-image",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a drawing must hold no program and fetch nothing",
    documentation: include_str!("active_image.md"),
    locked: true,
    scope: Scope::Site(check),
};

const HELP: &str =
    "Open the drawing in a drawing program and save it as 'plain SVG', or export it as PNG and use that file here.";

/// The longest part of an address that is shown.
const SHOWN: usize = 60;

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    // The drawing is what must be mended, and it is told once, however many leaflets show it.
    let mut first: BTreeMap<SourceId, Span> = BTreeMap::new();
    for used in uses(world) {
        first.entry(used.source).or_insert(used.span);
    }
    for (source, place) in first {
        let file = world.sources.file(source);
        let Some(drawing) = file.picture().and_then(|picture| picture.active.as_ref()) else { continue };
        for part in &drawing.parts {
            let span = TextRange::new(part.range.start, part.range.end).in_source(source);
            let message = format!("The drawing '{}' {}", file.name(), in_words(&part.what));
            findings.add(span, message, HELP).with(place, "the drawing is used here");
        }
    }
}

fn in_words(what: &ActiveEffect) -> String {
    match what {
        ActiveEffect::Element(name) => {
            format!("holds a part '{name}', which can run a program or show something else than a picture. It could read what patients look at.")
        }
        ActiveEffect::Handler(name) => {
            format!("holds '{name}', which starts a program. It could read what patients look at.")
        }
        ActiveEffect::Program => "holds an address that is a program. It could read what patients look at.".to_owned(),
        ActiveEffect::Elsewhere(address) => {
            let address = address.trim();
            let shown: String = address.chars().take(SHOWN).collect();
            let more = if shown.len() < address.len() { "..." } else { "" };
            format!(
                "leads to another file, '{shown}{more}'. Browsers do not fetch it for a picture, so a part would be missing; and another site could learn who looks at it."
            )
        }
        ActiveEffect::Declarations => {
            "declares abbreviations of its own (a part in square brackets behind 'DOCTYPE'). What they stand for can be hidden from every check.".to_owned()
        }
        ActiveEffect::StyleSheet => {
            "takes its style from another file. Browsers do not fetch it for a picture, so it would look wrong; and another site could learn who looks at it.".to_owned()
        }
    }
}

//! `active-image`: a drawing must not run programs or load other files.

use std::collections::BTreeMap;

use crate::check::pictures::uses;
use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::picture::ActiveEffect;
use crate::source::{SourceId, Span, TextRange};

pub static RULE: Rule = Rule {
    name: "active-image",
    severity: Severity::Error,
    group: RuleGroup::Links,
    summary: "a drawing must not contain programs or load other files",
    documentation: include_str!("active_image.md"),
    locked: true,
    scope: Scope::Site(check),
};

const HELP: &str =
    "Open the drawing in a drawing program and save it as 'plain SVG', or export it as PNG and use that file here.";

/// Maximum number of characters of an address in a message.
const SHOWN: usize = 60;

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    // The fault is in the drawing, so it is reported once, however many leaflets show it.
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
            format!("contains '{name}', which can run a program or show something other than a picture. It could see what patients read.")
        }
        ActiveEffect::Handler(name) => {
            format!("contains '{name}', which starts a program. It could see what patients read.")
        }
        ActiveEffect::Program => "contains an address that is a program. It could see what patients read.".to_owned(),
        ActiveEffect::Elsewhere(address) => {
            let address = address.trim();
            let shown: String = address.chars().take(SHOWN).collect();
            let more = if shown.len() < address.len() { "..." } else { "" };
            format!(
                "refers to another file, '{shown}{more}'. Browsers do not load it, so part of the picture would be missing. Another site could also learn who reads the page."
            )
        }
        ActiveEffect::Declarations => {
            "declares its own abbreviations (in square brackets after 'DOCTYPE'). They can hide anything from the checks.".to_owned()
        }
        ActiveEffect::StyleSheet => {
            "takes its style from another file. Browsers do not load it, so the picture would look wrong. Another site could also learn who reads the page.".to_owned()
        }
    }
}

//! `low-contrast`: each colour must have enough contrast with its background.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::theme::{ColourOrigin, LowContrast, Scheme};

pub static RULE: Rule = Rule {
    name: "low-contrast",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "each colour must have enough contrast with its background",
    documentation: include_str!("low_contrast.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for low in world.theme.palette.low_contrasts() {
        let place = match (low.origin, world.theme.style_source()) {
            (ColourOrigin::Settings(range), _) => range.in_source(world.settings.source),
            (ColourOrigin::Style(range), Some(source)) => range.in_source(source),
            _ => continue,
        };
        findings.add(place, message(&low), help(&low));
    }
}

fn message(low: &LowContrast) -> String {
    let (front, colour) = low.front;
    let (back, ground) = low.back;
    let scheme = match low.scheme {
        Scheme::Light => "The",
        Scheme::Dark => "In dark mode, the",
    };
    let others = match low.others {
        0 => String::new(),
        1 => " Its contrast with 1 other colour is also too low.".to_owned(),
        count => format!(" Its contrast with {count} other colours is also too low."),
    };
    format!(
        "{scheme} {} {colour} on the {} {ground} has a contrast of {} to 1. Readers with low vision need at least {} to 1.{others}",
        front.words,
        back.words,
        rounded_down(low.contrast),
        low.least
    )
}

fn help(low: &LowContrast) -> String {
    match low.nearest {
        Some(nearest) => format!("The nearest colour that passes everywhere is '{nearest}'."),
        None => {
            "No lighter or darker shade of it passes everywhere. Choose another colour, or change its background too."
                .to_owned()
        }
    }
}

/// Rounds down: 4.49 is less than 4.5, so it must not be shown as 4.5.
fn rounded_down(contrast: f32) -> String {
    format!("{:.1}", (contrast * 10.0).floor() / 10.0)
}

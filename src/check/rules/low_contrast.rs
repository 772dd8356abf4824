//! `low-contrast`: readers with low vision can tell each colour from what it stands on.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::theme::{ColourOrigin, LowContrast, Scheme};

/// The rule.
pub static RULE: Rule = Rule {
    name: "low-contrast",
    severity: Severity::Error,
    group: RuleGroup::Site,
    summary: "readers with low vision can tell each colour from what it stands on",
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
        Scheme::Dark => "On dark screens, the",
    };
    let others = match low.others {
        0 => String::new(),
        1 => " It is too close to 1 other colour too.".to_owned(),
        count => format!(" It is too close to {count} other colours too."),
    };
    format!(
        "{scheme} {} {colour} on the {} {ground} has a contrast of {} to 1. Readers with low vision need {} to 1.{others}",
        front.words,
        back.words,
        rounded_down(low.contrast),
        low.least
    )
}

fn help(low: &LowContrast) -> String {
    match low.nearest {
        Some(nearest) => format!("The nearest colour that passes everywhere is '{nearest}'."),
        None => "No lighter or darker shade of it passes everywhere. Choose another colour, or change the one that it stands on too.".to_owned(),
    }
}

/// 4.49 is less than 4.5, so it is not shown as 4.5.
fn rounded_down(contrast: f32) -> String {
    format!("{:.1}", (contrast * 10.0).floor() / 10.0)
}

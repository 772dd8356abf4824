//! `unknown-kind`: the kind of a leaflet should be built in or set by the site.

use crate::check::kinds;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope, did_you_mean};
use crate::diagnostic::Severity;
use crate::text::nearest::{certain, nearest};

pub static RULE: Rule = Rule {
    name: "unknown-kind",
    severity: Severity::Warning,
    group: RuleGroup::FrontMatter,
    summary: "the kind of a leaflet should be a known one",
    documentation: include_str!("unknown_kind.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let Some(kind) = subject.manuscript.front_matter.kind.as_ref().filter(|_| subject.is_leaflet()) else { return };
    let settings = subject.world.settings;
    if kinds::built_in(&kind.value).is_some() || kinds::of_site(settings, &kind.value).is_some() {
        return;
    }
    let names = kinds::names(settings);
    let finding = findings.add(
        subject.span(kind.range),
        format!(
            "'{}' is not a known kind of leaflet, so Pamphlet cannot warn you if the leaflet leaves out something that patients need.",
            kind.value
        ),
        format!(
            "{}The kinds are: {}. You can add other kinds in 'site.yaml', under 'sections'.",
            did_you_mean(nearest(&kind.value, names.iter().copied())),
            names.join(", ")
        ),
    );
    let meant = certain(&kind.value, names.iter().copied());
    if let Some(meant) = meant.filter(|_| kind.range.of(subject.text()) == &*kind.value) {
        finding.fixed_by(kind.range, meant);
    }
}

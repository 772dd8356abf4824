//! `picture-holds-place`: a picture that is copied as it stands should not say where it was taken.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::source::FileRole;

/// The rule.
pub static RULE: Rule = Rule {
    name: "picture-holds-place",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "a picture in 'static' should not say where it was taken",
    documentation: include_str!("picture_holds_place.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    for (id, file) in world.sources.of_role(FileRole::Static) {
        if file.picture().is_some_and(|picture| picture.holds_place) {
            findings.add(
                start_of(id),
                format!(
                    "The picture '{}' says on which spot it was taken, as a phone writes it into each photo. It is published as it stands, so everyone who saves it can read that.",
                    file.name()
                ),
                "Put the picture beside the leaflet that shows it: there Pamphlet takes the spot out. Or save it anew in a picture editor without its details.",
            );
        }
    }
}

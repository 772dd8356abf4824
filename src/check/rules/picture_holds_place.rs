//! `picture-holds-place`: a picture that is copied unchanged should not reveal where it was taken.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::source::FileRole;

pub static RULE: Rule = Rule {
    name: "picture-holds-place",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "a picture in 'static' should not reveal where it was taken",
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
                    "The picture '{}' contains the location where it was taken, as photos from phones do. It is published unchanged, so everyone who saves it can find out the location.",
                    file.name()
                ),
                "Put the picture next to the leaflet that shows it; Pamphlet then removes the location. Or save it again in a picture editor without its details.",
            );
        }
    }
}

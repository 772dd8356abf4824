//! `moved-from-collision`: an old address must belong to one leaflet and be free today.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope, start_of};
use crate::diagnostic::Severity;
use crate::site::{self, AddressHolder};

pub static RULE: Rule = Rule {
    name: "moved-from-collision",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "an old address must belong to only one leaflet and not be in use today",
    documentation: include_str!("moved_from_collision.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let base_url = world.base_url.or(world.settings.base_url.as_deref());
    let path = |source| world.sources.file(source).path.to_string();
    let theme_files = world.theme.assets().iter().map(|(path, _)| &**path);
    let claims = site::claims(world.library, base_url);
    for collision in site::claim_conflicts(world.library, world.settings, theme_files, claims) {
        let claim = collision.claim;
        let manuscript = world.library.manuscript(claim.manuscript);
        let text = claim.range.of(world.library.text(claim.manuscript));
        let written = text.trim_matches(['\'', '"']);
        let (message, help) = match collision.holder {
            AddressHolder::Itself => (
                format!(
                    "The old address '{written}' is the current address of this leaflet, so no redirect is needed."
                ),
                "Remove this address from 'moved_from'.".to_owned(),
            ),
            AddressHolder::File(source) => (
                format!(
                    "The old address '{written}' is the current address of '{}'. Readers could get only one of the two.",
                    path(source)
                ),
                "Remove this address from 'moved_from', or rename the other file.".to_owned(),
            ),
            AddressHolder::Site => (
                format!(
                    "The old address '{written}' is the address of a page or file that the build makes. Readers could get only one of the two."
                ),
                "Remove this address from 'moved_from'.".to_owned(),
            ),
            AddressHolder::Claim(other, _) => (
                format!(
                    "The old address '{written}' is also claimed by '{}', but can lead to only one of them.",
                    path(world.library.manuscript(other).source)
                ),
                "Remove it from 'moved_from' in one of the two.".to_owned(),
            ),
        };
        let added = findings.add(claim.range.in_source(manuscript.source), message, help);
        match collision.holder {
            AddressHolder::File(source) => {
                added.with(start_of(source), "this file has the address now");
            }
            AddressHolder::Claim(other, range) => {
                added.with(range.in_source(world.library.manuscript(other).source), "first claimed here");
            }
            AddressHolder::Itself | AddressHolder::Site => {}
        }
    }
}

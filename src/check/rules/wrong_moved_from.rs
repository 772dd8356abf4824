//! `wrong-moved-from`: an old address must be one of this site.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::site::{self, OldAddressFault};

/// The rule.
pub static RULE: Rule = Rule {
    name: "wrong-moved-from",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "an old address must be one of this site",
    documentation: include_str!("wrong_moved_from.md"),
    locked: false,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let base_url = world.base_url.or(world.settings.base_url.as_deref());
    for claim in site::claims(world.library, base_url) {
        let Err(fault) = claim.address else { continue };
        let manuscript = world.library.manuscript(claim.manuscript);
        let text = claim.range.of(world.library.text(claim.manuscript));
        let written = text.trim_matches(['\'', '"']);
        let (message, help) = match fault {
            OldAddressFault::Elsewhere => (
                format!("'{written}' is not an address of this site, so this site cannot lead on from there."),
                match base_url {
                    Some(base) => format!("Write an address that begins with '{base}', or what follows that, such as '/old/name.html'. An address of another site must be led on there."),
                    None => "Write the address from the root of the site on, such as '/old/name.html'.".to_owned(),
                },
            ),
            OldAddressFault::NoWebAddress => (
                format!("Whether '{written}' is an address of this site cannot be told, since the site does not know its own."),
                "Write what follows the name of the site, such as '/old/name.html', or set 'base_url' in 'content/site.yaml'.".to_owned(),
            ),
            OldAddressFault::Fragment => (
                format!("The old address '{written}' has a '#' in it. What follows that sign never reaches a web host, so it cannot be led on."),
                "Write the address as it is before the '#'.".to_owned(),
            ),
            OldAddressFault::Home => (
                format!("The old address '{written}' is the home page of the site, which has a page of its own."),
                "Write the old address of this leaflet, such as '/old/name.html', or take the line out.".to_owned(),
            ),
            OldAddressFault::Parts => (
                format!("The old address '{written}' has a part that no address of a page has, such as '..' or nothing between two '/'."),
                "Copy the address as a browser shows it.".to_owned(),
            ),
            OldAddressFault::Sign(ch) => (
                format!("The old address '{written}' holds the sign '{}', which does not stand in an address like that.", ch.escape_debug()),
                "Copy the address as a browser shows it; one line for each address.".to_owned(),
            ),
        };
        findings.add(claim.range.in_source(manuscript.source), message, help);
    }
}

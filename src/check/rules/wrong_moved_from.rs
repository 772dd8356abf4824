//! `wrong-moved-from`: an old address must be an address of this site.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::site::{self, OldAddressFault};

pub static RULE: Rule = Rule {
    name: "wrong-moved-from",
    severity: Severity::Error,
    group: RuleGroup::Names,
    summary: "an old address must be an address of this site",
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
                format!("'{written}' is not an address of this site, so it cannot be redirected here."),
                match base_url {
                    Some(base) => format!("Write an address that begins with '{base}', or only the rest of it, such as '/old/name.html'. An address of another site must be redirected there."),
                    None => "Write the address from the root of the site, such as '/old/name.html'.".to_owned(),
                },
            ),
            OldAddressFault::NoWebAddress => (
                format!("It is not known whether '{written}' is an address of this site, because 'base_url' is not set."),
                "Write only what follows the name of the site, such as '/old/name.html', or set 'base_url' in 'content/site.yaml'.".to_owned(),
            ),
            OldAddressFault::Fragment => (
                format!("The old address '{written}' contains a '#'. Web hosts never see what follows it, so the address cannot be redirected."),
                "Write only the part of the address before the '#'.".to_owned(),
            ),
            OldAddressFault::Home => (
                format!("The old address '{written}' is the address of the home page of this site."),
                "Write the old address of this leaflet, such as '/old/name.html', or delete the line.".to_owned(),
            ),
            OldAddressFault::Parts => (
                format!("The old address '{written}' has a part that the address of a page cannot have, such as '..' or nothing between two '/'."),
                "Copy the address as a browser shows it.".to_owned(),
            ),
            OldAddressFault::Sign(ch) => (
                format!("The old address '{written}' contains the character '{}', which is not allowed in an address.", ch.escape_debug()),
                "Copy the address as a browser shows it, and write each address on a line of its own.".to_owned(),
            ),
        };
        findings.add(claim.range.in_source(manuscript.source), message, help);
    }
}

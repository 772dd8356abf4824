//! Says which leaflets a build did not publish with their present words.

use std::collections::BTreeSet;

use super::terminal;
use crate::present::thousands;
use crate::text::unseen::visible_in_line;
use crate::versions::{HeldLeaflet, HoldReason, LiveInstead};

/// How many leaflets are named.
const MAX_NAMED: usize = 50;

/// Says, in a line each, what is held back, and how many leaflets were never approved.
pub(super) fn say(held: &[HeldLeaflet], shared: &BTreeSet<Box<str>>, never_approved: usize) {
    for path in shared {
        let path = visible_in_line(path);
        terminal::say(&format!(
            "The words of '{path}' are not approved, so readers still have its last published words. \
             'pamphlet approve --block NAME' or '--glossary WORD' approves them for every leaflet."
        ));
    }
    for leaflet in held.iter().take(MAX_NAMED) {
        terminal::say(&sentence(leaflet));
    }
    if held.len() > MAX_NAMED {
        let more = thousands(held.len() - MAX_NAMED);
        terminal::say(&format!("{more} more leaflets are not published with their present words."));
    }
    match never_approved {
        0 => {}
        1 => terminal::say("1 leaflet is live and not yet approved. It stays live until its words change."),
        number => terminal::say(&format!(
            "{} leaflets are live and not yet approved. They stay live until their words change.",
            thousands(number)
        )),
    }
}

fn sentence(leaflet: &HeldLeaflet) -> String {
    let path = visible_in_line(&leaflet.path);
    let name = leaflet.name.as_ref().map_or_else(|| format!("'{path}'"), |name| format!("{name} ('{path}')"));
    let why = match leaflet.reason {
        HoldReason::NotApproved => "nobody has approved its present words",
        HoldReason::Sent => "its present words were sent for approval, and nobody has answered",
        HoldReason::Returned => "its present words were returned by their approver",
        HoldReason::Errors => "it has the errors above",
        HoldReason::Original => "it is a translation of a leaflet that is not published",
    };
    let instead = match leaflet.instead {
        LiveInstead::Version(number) => format!("Version {number} stays live."),
        LiveInstead::Notice => "Its page stays a notice.".to_owned(),
        LiveInstead::Nothing => "It is not on the site.".to_owned(),
    };
    format!("{name} waits: {why}. {instead}")
}

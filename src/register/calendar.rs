use icalendar::{Calendar, Component, Event, Property};

use super::entry::{LeafletState, Register, RegisterEntry};
use crate::date::{Date, in_english};

/// The occasion of a calendar event.
#[derive(Clone, Copy)]
enum Reminder {
    Notice,
    Archive,
}

/// The register as a calendar (RFC 5545): for each leaflet one event on the day from which its review is due, and one
/// on its archive date. The UIDs of the events stay the same, so that a calendar that is imported again moves events
/// instead of duplicating them.
pub fn calendar(register: &Register) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in
        [("VERSION", "2.0"), ("PRODID", "-//Pamphlet//Register//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        calendar.append_property(Property::new(name, value));
    }
    calendar.append_property(Property::new("X-WR-CALNAME", escaped(&format!("{}: review of leaflets", register.site))));
    let host = register.host.as_deref().unwrap_or("pamphlet.invalid");
    for entry in &register.entries {
        let (Some(notice), Some(archive)) = (entry.notice_date, entry.archive_date) else { continue };
        calendar.push(event(entry, notice, Reminder::Notice, host));
        calendar.push(event(entry, archive, Reminder::Archive, host));
    }
    // Long lines may be folded anywhere, and jobs of GitHub or Azure would take a continuation line with '::' or '##['
    // as a command.
    let mut text = calendar.done().to_string();
    while text.contains("\r\n ::") {
        text = text.replace("\r\n ::", "\r\n :\r\n :");
    }
    text.replace("\r\n ##[", "\r\n #\r\n #[")
}

fn event(entry: &RegisterEntry, day: Date, reminder: Reminder, host: &str) -> Event {
    let name = entry.name();
    let archive = entry.archive_date.map(in_english).unwrap_or_default();
    let (what, summary, text) = match reminder {
        Reminder::Notice => (
            "notice",
            format!("Review due: {name}"),
            format!("Its archive date is {archive}. Arrange a review, or let it be archived."),
        ),
        Reminder::Archive => (
            "archive",
            format!("Archived: {name}"),
            "From today, readers see a notice in its place, unless new dates are published.".to_owned(),
        ),
    };
    let mut lines = vec![text];
    let named = |label: &str, value: &Option<String>| value.as_ref().map(|value| format!("{label}: {value}"));
    lines.extend(named("Leaflet reference", &entry.reference));
    lines.extend(named("Looked after by", &entry.owner));
    lines.extend(named("Address", &entry.address));
    lines.push(format!("File: {}", entry.file));
    if entry.draft {
        lines.push("This is a draft; readers do not see it.".to_owned());
    }
    // The date of the last change is used as the time stamp, because the output must not depend on the clock.
    let stamp = entry.last_updated.unwrap_or(day);
    let mut event = Event::new();
    event
        .uid(&uid(entry, what, host))
        .append_property(Property::new("DTSTAMP", format!("{}T000000Z", compact(stamp))))
        .append_property(Property::new("SEQUENCE", sequence(stamp).to_string()))
        .append_property(Property::new("DTSTART", compact(day)).add_parameter("VALUE", "DATE").done())
        .append_property(Property::new("TRANSP", "TRANSPARENT"))
        .summary(&summary)
        .description(&lines.join("\n"));
    if let Some(address) = &entry.address {
        event.append_property(Property::new("URL", address.as_str()));
    }
    if entry.state == LeafletState::Archived && matches!(reminder, Reminder::Notice) {
        event.append_property(Property::new("STATUS", "CANCELLED"));
    }
    event.done()
}

/// The permanent UID of an event: a leaflet has one reference, and one file per language.
fn uid(entry: &RegisterEntry, what: &str, host: &str) -> String {
    let reference = entry.reference.as_deref().unwrap_or(&entry.file).to_lowercase();
    let language = entry.language.as_ref().map(|language| format!(".{}", language.to_lowercase())).unwrap_or_default();
    let draft = if entry.draft { ".draft" } else { "" };
    let plain: String = reference.chars().map(|ch| if ch.is_alphanumeric() { ch } else { '-' }).collect();
    format!("{plain}{language}{draft}.{what}@{host}")
}

/// `20261123`
fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Increases with each change of the leaflet: days since 2000.
fn sequence(day: Date) -> i32 {
    day.since(Date::constant(2000, 1, 1)).map_or(0, |span| span.get_days().max(0))
}

/// Escapes text for a calendar.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;")
}

//! What a comparison says in words, on a terminal and on a page alike.

use super::entry::{Change, Counts, Difference, Entry, Kind, Part};

/// What a section shows, in the order in which it matters.
struct Section {
    title: &'static str,
    kinds: &'static [Kind],
    /// Only those where something needs a close look, or only the others.
    critical: Option<bool>,
}

const SECTIONS: &[Section] = &[
    Section { title: "Removed: nothing stands at its address any more", kinds: &[Kind::Removed], critical: None },
    Section { title: "Archived before, and now its notice is gone too", kinds: &[Kind::NoticeRemoved], critical: None },
    Section { title: "Archived: its address shows the archived notice", kinds: &[Kind::Archived], critical: None },
    Section {
        title: "Changed, and to be looked at closely: a number, a dose or a word like 'not' is different",
        kinds: &[Kind::Changed],
        critical: Some(true),
    },
    Section { title: "Changed", kinds: &[Kind::Changed], critical: Some(false) },
    Section { title: "Was archived, and can be read again", kinds: &[Kind::Returned], critical: None },
    Section { title: "New", kinds: &[Kind::Added], critical: None },
];
pub(super) const SHARED: &str = "The same on several leaflets";
pub(super) const PAGES: &str = "Other pages";
pub(super) const FILES: &str = "Pictures and attached files";

/// The leaflets of each section that has any: of those that nobody can read any more, or of the others.
pub(super) fn sections(difference: &Difference, gone: bool) -> Vec<(&'static str, Vec<&Entry>)> {
    let wanted = SECTIONS.iter().filter(|section| section.kinds.iter().all(|kind| (*kind <= Kind::Archived) == gone));
    let all = wanted.map(|section| {
        let entries = difference.leaflets.iter().filter(|entry| {
            section.kinds.contains(&entry.kind) && section.critical.is_none_or(|wanted| wanted == entry.is_critical())
        });
        (section.title, entries.collect::<Vec<_>>())
    });
    all.filter(|(_, entries)| !entries.is_empty()).collect()
}

/// How many of each there are, in a sentence.
pub(super) fn summary(difference: &Difference) -> String {
    let Counts { removed, archived, changed, critical, added, pages, files } = difference.counts();
    let leaflets = |number: usize| if number == 1 { "1 leaflet".to_owned() } else { format!("{number} leaflets") };
    let mut parts = Vec::new();
    let mut say = |number: usize, text: String| {
        if number > 0 {
            parts.push(text);
        }
    };
    say(removed, format!("{} removed", leaflets(removed)));
    say(archived, format!("{} archived", leaflets(archived)));
    let closely = match critical {
        0 => String::new(),
        number => format!(" ({number} of them in a number, a dose or a word like 'not')"),
    };
    say(changed, format!("{} changed{closely}", leaflets(changed)));
    say(added, format!("{} new", leaflets(added)));
    say(pages, if pages == 1 { "1 other page".to_owned() } else { format!("{pages} other pages") });
    say(
        files,
        if files == 1 {
            "1 picture or attached file".to_owned()
        } else {
            format!("{files} pictures or attached files")
        },
    );
    match parts.is_empty() {
        true => "Readers will see no difference.".to_owned(),
        false => format!("What readers will see differently: {}.", parts.join(", ")),
    }
}

/// `PT-001 Sleeping well (cy)`
pub(super) fn name(entry: &Entry) -> String {
    let reference = entry.reference.as_deref().filter(|reference| *reference != entry.title);
    let reference = reference.map(|reference| format!("{reference} ")).unwrap_or_default();
    let language = if entry.is_translation { format!(" ({})", entry.language) } else { String::new() };
    format!("{reference}{}{language}", entry.title)
}

/// Above a page that is no leaflet.
pub(super) fn state_of_page(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Removed => Some("removed"),
        Kind::Added => Some("new"),
        _ => None,
    }
}

/// What became of a sentence.
pub(super) fn what(change: &Change) -> &'static str {
    match (change.is_moved, &change.parts[..]) {
        (true, _) => "At another place",
        (_, [Part::Removed(_)]) => "Gone",
        (_, [Part::Added(_)]) => "New",
        _ => "Changed",
    }
}

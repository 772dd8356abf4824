//! What a comparison says in words, on a terminal and on a page alike.

use super::entry::{Difference, DifferenceCounts, DifferenceKind, PageDifference, SentenceChange, SentencePart};

/// What a section shows, in the order in which it matters.
struct DiffSection {
    title: &'static str,
    kinds: &'static [DifferenceKind],
    /// Only those where something needs a close look, or only the others.
    critical: Option<bool>,
}

const SECTIONS: &[DiffSection] = &[
    DiffSection {
        title: "Removed: nothing stands at its address any more",
        kinds: &[DifferenceKind::Removed],
        critical: None,
    },
    DiffSection {
        title: "Archived before, and now its notice is gone too",
        kinds: &[DifferenceKind::NoticeRemoved],
        critical: None,
    },
    DiffSection {
        title: "Archived: its address shows the archived notice",
        kinds: &[DifferenceKind::Archived],
        critical: None,
    },
    DiffSection {
        title: "Changed, and to be looked at closely: a number, a dose or a word like 'not' is different",
        kinds: &[DifferenceKind::Changed],
        critical: Some(true),
    },
    DiffSection { title: "Changed", kinds: &[DifferenceKind::Changed], critical: Some(false) },
    DiffSection { title: "Was archived, and can be read again", kinds: &[DifferenceKind::Returned], critical: None },
    DiffSection { title: "New", kinds: &[DifferenceKind::Added], critical: None },
];
pub(super) const SHARED: &str = "The same on several leaflets";
pub(super) const PAGES: &str = "Other pages";
pub(super) const FILES: &str = "Pictures and attached files";

/// The leaflets of each section that has any: of those that nobody can read any more, or of the others.
pub(super) fn sections(difference: &Difference, gone: bool) -> Vec<(&'static str, Vec<&PageDifference>)> {
    let wanted =
        SECTIONS.iter().filter(|section| section.kinds.iter().all(|kind| (*kind <= DifferenceKind::Archived) == gone));
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
    let DifferenceCounts { removed, archived, changed, critical, added, pages, files } = difference.counts();
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
pub(super) fn name(entry: &PageDifference) -> String {
    let reference = entry.reference.as_deref().filter(|reference| *reference != entry.title);
    let reference = reference.map(|reference| format!("{reference} ")).unwrap_or_default();
    let language = if entry.is_translation { format!(" ({})", entry.language) } else { String::new() };
    format!("{reference}{}{language}", entry.title)
}

/// Above a page that is no leaflet.
pub(super) fn state_of_page(kind: DifferenceKind) -> Option<&'static str> {
    match kind {
        DifferenceKind::Removed => Some("removed"),
        DifferenceKind::Added => Some("new"),
        _ => None,
    }
}

/// What became of a sentence.
pub(super) fn what(change: &SentenceChange) -> &'static str {
    match (change.is_moved, &change.parts[..]) {
        (true, _) => "At another place",
        (_, [SentencePart::Removed(_)]) => "Gone",
        (_, [SentencePart::Added(_)]) => "New",
        _ => "Changed",
    }
}

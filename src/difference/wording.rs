//! The wording of a comparison, on a terminal and on a page.

use super::entry::{Difference, DifferenceCounts, DifferenceKind, PageDifference, SentenceChange, SentencePart};

/// The content of a section; the sections are in order of importance.
struct DiffSection {
    title: &'static str,
    kinds: &'static [DifferenceKind],
    /// Whether to show only leaflets that need close attention, or only the others.
    critical: Option<bool>,
}

const SECTIONS: &[DiffSection] = &[
    DiffSection {
        title: "Removed: its address no longer shows anything",
        kinds: &[DifferenceKind::Removed],
        critical: None,
    },
    DiffSection {
        title: "Archived earlier, and now its notice has been removed too",
        kinds: &[DifferenceKind::NoticeRemoved],
        critical: None,
    },
    DiffSection {
        title: "Archived: its address shows the archived notice",
        kinds: &[DifferenceKind::Archived],
        critical: None,
    },
    DiffSection { title: "Changed, and needs a close look", kinds: &[DifferenceKind::Changed], critical: Some(true) },
    DiffSection { title: "Changed", kinds: &[DifferenceKind::Changed], critical: Some(false) },
    DiffSection {
        title: "Archived earlier, and now available again",
        kinds: &[DifferenceKind::Returned],
        critical: None,
    },
    DiffSection { title: "New", kinds: &[DifferenceKind::Added], critical: None },
];
pub(super) const SHARED: &str = "The same change on several leaflets";
pub(super) const PAGES: &str = "Other pages";
pub(super) const FILES: &str = "Pictures and attached files";

/// The non-empty sections with their leaflets: those that readers can no longer read, or the others.
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

/// The counts as a sentence.
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
        1 => " (1 of them needs a close look)".to_owned(),
        number => format!(" ({number} of them need a close look)"),
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

/// The state of a page that is not a leaflet.
pub(super) fn state_of_page(kind: DifferenceKind) -> Option<&'static str> {
    match kind {
        DifferenceKind::Removed => Some("removed"),
        DifferenceKind::Added => Some("new"),
        _ => None,
    }
}

/// What happened to a sentence.
pub(super) fn what(change: &SentenceChange) -> &'static str {
    match (change.is_moved, &change.parts[..]) {
        (true, _) => "Moved",
        (_, [SentencePart::Removed(_)]) => "Removed",
        (_, [SentencePart::Added(_)]) => "Added",
        _ => "Changed",
    }
}

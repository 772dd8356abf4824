//! Where the links of a text lead, whatever they are written for.

use crate::library::{Library, ManuscriptId};

/// A reader of a translation is led to translations, where there are any.
pub(super) fn in_same_language(library: &Library<'_>, page: ManuscriptId, id: ManuscriptId) -> ManuscriptId {
    let Some(own) = &library.manuscript(page).translation else { return id };
    // A translation that leads to its original means the original.
    if library.original(id) == library.original(page) {
        return id;
    }
    let same = |other: &&ManuscriptId| {
        let translation = library.manuscript(**other).translation.as_ref();
        translation.is_some_and(|translation| translation.language == own.language)
    };
    library.translations(library.original(id)).iter().find(same).copied().unwrap_or(id)
}

/// `[[PT-002]]` shows the leaflet's title, `[[cognitive behavioural therapy]]` the words as they were typed.
pub(super) fn shown<'t>(written: Option<&'t str>, title: Option<&'t str>) -> Option<&'t str> {
    let (written, title) = (written?.split('#').next()?.trim(), title?);
    Some(if written.eq_ignore_ascii_case(title) { written } else { title })
}

//! Drafts that a link or a field names although they are not published.

use crate::check::rule::CheckContext;
use crate::leaflet;
use crate::source::FileRole;

/// The path of the draft that somebody means by its file name, its reference or its title. Drafts are not part of the
/// library of a site that is built, so their fields are only read for a link that leads nowhere.
pub fn draft_named<'a>(world: &CheckContext<'a>, written: &str) -> Option<&'a str> {
    let wanted = written.split(['#', '?']).next().unwrap_or_default().trim();
    let name = wanted.rsplit('/').next().filter(|name| !name.is_empty())?;
    let is_meant = |(id, file): &(_, &crate::source::SourceFile)| {
        let fields = || leaflet::parse(*id, file, |path| world.sources.find(path)).front_matter;
        let holds = |field: &Option<leaflet::Field<Box<str>>>| {
            field.as_ref().is_some_and(|field| field.value.eq_ignore_ascii_case(wanted))
        };
        file.name() == name || {
            let fields = fields();
            holds(&fields.reference) || holds(&fields.title)
        }
    };
    world.sources.of_role(FileRole::Draft).find(is_meant).map(|(_, file)| &*file.path)
}

/// What to do about a link to a draft.
pub fn help_with_draft(path: &str) -> String {
    format!(
        "Publish the draft first: when it is approved, move '{path}' to 'content/leaflets'. Until then, remove the link and keep its words."
    )
}

//! `pamphlet revise`

use std::path::PathBuf;

use super::outcome::Outcome;
use super::terminal;
use crate::diagnostic::Failure;
use crate::disk;
use crate::pipeline;
use crate::source::FileRole;
use crate::text::unseen::visible_in_line;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The reference of the live leaflet
    #[arg(value_name = "REFERENCE")]
    reference: String,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let sources = disk::read_with_drafts(&arguments.site)?;
    let (texts, _) = pipeline::texts(&sources);
    let with_role = |role: FileRole| {
        let found = texts.iter().find(|text| {
            text.role == role
                && text.translation.is_none()
                && text
                    .front_matter
                    .reference
                    .as_ref()
                    .is_some_and(|own| own.value.eq_ignore_ascii_case(&arguments.reference))
        });
        found.map(|text| sources.file(text.source))
    };
    if let Some(draft) = with_role(FileRole::Draft) {
        return Err(Failure::new(
            format!("'{}' is already the next version of {}.", draft.path, arguments.reference),
            "Change that file. It was not overwritten.",
        ));
    }
    let Some(live) = with_role(FileRole::Leaflet) else {
        return Err(Failure::new(
            format!("No leaflet of this site has the reference '{}'.", arguments.reference),
            "'pamphlet register' lists all references. 'pamphlet new' starts a new leaflet.",
        ));
    };
    let place = arguments.site.join("content/drafts").join(live.path_in_role());
    disk::write_new(&place, live.text().as_bytes())?;
    terminal::print(&format!(
        "Created '{}', the next version of {}.\n  The live leaflet stays as it is, with its translations, until the new \
         words are approved. Links and pictures work as in the live leaflet; put new pictures next to the draft.\n\
         Next: change the words, then run 'pamphlet review {}' and 'pamphlet approve {}'.\n",
        place.strip_prefix(".").unwrap_or(&place).display(),
        visible_in_line(&arguments.reference),
        visible_in_line(&arguments.reference),
        visible_in_line(&arguments.reference)
    ))?;
    Ok(Outcome::Clean)
}

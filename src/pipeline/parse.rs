//! The first stage: from files to parsed values, each file by itself.

use rayon::prelude::*;

use super::options::Options;
use crate::check;
use crate::date::Date;
use crate::diagnostic::{Failure, Finding};
use crate::glossary::{self, Glossary};
use crate::leaflet::{self, Manuscript};
use crate::publication_log::{self, LogFault, PublicationLog};
use crate::settings::{self, Setting, Settings};
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, Sources};
use crate::theme::{ChosenColour, Scheme, Theme, ThemeFile};

/// The settings of a site folder.
///
/// # Errors
/// If `site.yaml` is missing or is not YAML.
pub fn settings(sources: &Sources) -> Result<Settings, Failure> {
    let Some((id, file)) = sources.of_role(FileRole::Settings).next() else {
        return Err(Failure::new(
            "There is no file 'content/site.yaml', which contains the settings of the site.",
            "Create it; a line 'title: Our leaflets' is enough to start with.",
        ));
    };
    let text = match &file.content {
        SourceContent::Text(text) => text,
        _ => {
            return Err(Failure::new(
                "The file 'content/site.yaml' cannot be read as text.",
                "Open it in your editor and save it with the encoding 'UTF-8'.",
            ));
        }
    };
    settings::parse(id, text).map_err(|fault| check::unreadable_settings(file, fault))
}

/// The slips that keep `site.yaml` from being read, if correcting them is enough.
pub fn faulty_settings(sources: &Sources) -> Vec<Finding> {
    let file = sources.of_role(FileRole::Settings).next();
    let faulty = file.filter(|(id, file)| settings::parse(*id, file.text()).is_err());
    faulty.map(|(id, file)| check::faulty_settings(id, file)).unwrap_or_default()
}

/// The words that the site explains; empty if there is no such file.
pub(super) fn glossary(sources: &Sources) -> Glossary {
    let file = sources.of_role(FileRole::Glossary).next();
    file.map(|(id, file)| glossary::parse(id, file)).unwrap_or_default()
}

/// The record of published leaflets; empty if there is none yet. That of an earlier program is read until the log begins.
pub(super) fn publication_log(sources: &Sources) -> PublicationLog {
    let find = |path: &str| sources.find(path).map(|id| (id, sources.file(id)));
    let head = find(publication_log::HEAD_PATH);
    if let Some((id, file)) = find(publication_log::PATH) {
        return PublicationLog::parse(id, file, head.map(|(_, head)| head.text()));
    }
    match (head, find(publication_log::FORMER_PATH)) {
        // The log was removed.
        (Some((id, _)), _) => PublicationLog::unusable(id, LogFault::Cut),
        (None, Some((id, file))) => PublicationLog::parse(id, file, None),
        (None, None) => PublicationLog::default(),
    }
}

/// Whether a file contains a text of the site.
pub(super) fn is_text(role: FileRole, options: &Options<'_>) -> bool {
    match role {
        FileRole::Leaflet | FileRole::Page | FileRole::Pack | FileRole::Block => true,
        FileRole::Draft => options.drafts,
        _ => false,
    }
}

/// Every text of the site folder, in the order of the paths.
pub(super) fn manuscripts(sources: &Sources, options: &Options<'_>) -> Vec<Manuscript> {
    let files: Vec<(SourceId, &SourceFile)> = sources.iter().filter(|(_, file)| is_text(file.role, options)).collect();
    // In small batches, so that processors finish at about the same time.
    files
        .into_par_iter()
        .with_max_len(64)
        .map(|(id, file)| leaflet::parse(id, file, |path| sources.find(path)))
        .collect()
}

/// The theme of a site, for documents that are not pages of it.
pub fn theme_of(sources: &Sources, settings: &Settings, today: Date) -> Theme {
    theme(sources, settings, &Options::on(today))
}

/// The built-in theme, overridden by the site's own files.
pub(super) fn theme<'s>(sources: &'s Sources, settings: &'s Settings, options: &Options<'_>) -> Theme {
    let folder = format!("themes/{}/", settings.theme.value);
    let own = sources.of_role(FileRole::Theme).filter_map(|(source, file)| {
        let bytes = match &file.content {
            SourceContent::Text(text) => text.as_bytes(),
            SourceContent::Bytes(bytes) => bytes,
            _ => return None,
        };
        Some(ThemeFile { name: file.path.strip_prefix(&folder)?, source, bytes })
    });
    let colours = |scheme, list: &'s [(Setting<String>, Setting<String>)]| {
        let chosen = move |(name, value): &'s (Setting<String>, Setting<String>)| ChosenColour {
            scheme,
            name: &name.value,
            value: &value.value,
            range: value.range,
        };
        list.iter().map(chosen)
    };
    let chosen = colours(Scheme::Light, &settings.colours.light).chain(colours(Scheme::Dark, &settings.colours.dark));
    Theme::load(&own.collect::<Vec<_>>(), &chosen.collect::<Vec<_>>(), options.minify)
}

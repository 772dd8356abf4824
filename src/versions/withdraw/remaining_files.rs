//! Applies later withdrawals to stored content.

use std::collections::HashMap;
use std::fmt::Write;

use crate::date::Date;
use crate::leaflet::{Field, Manuscript, in_yaml, with_fields};
use crate::settings::RemovedEntry;
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, Sources};

/// The files of a site folder with the manuscripts parsed from them.
#[derive(Clone, Copy, Debug)]
pub struct RemainingFiles<'t> {
    /// The files.
    pub sources: &'t Sources,
    pub manuscripts: &'t [Manuscript],
}

/// Archives, in stored files, the leaflets that are now archived, or listed as removed in `site.yaml`; also returns how
/// many. An error of one author must not keep another author's withdrawn leaflet live.
pub fn carried_over(
    kept: RemainingFiles<'_>,
    now: RemainingFiles<'_>,
    removed: &[RemovedEntry],
    today: Date,
) -> (Sources, usize) {
    let mut by_path: HashMap<&str, &Manuscript> = HashMap::new();
    let mut by_name: HashMap<(String, Option<&str>), &Manuscript> = HashMap::new();
    for manuscript in leaflets(now) {
        by_path.insert(&now.sources.file(manuscript.source).path, manuscript);
        if let Some(name) = name(manuscript) {
            by_name.entry(name).or_insert(manuscript);
        }
    }
    let removed: HashMap<String, &RemovedEntry> =
        removed.iter().map(|removed| (removed.reference.value.to_lowercase(), removed)).collect();
    let mut changed: HashMap<SourceId, String> = HashMap::new();
    for manuscript in leaflets(kept) {
        let file = kept.sources.file(manuscript.source);
        let same = by_path.get(&*file.path).copied();
        // Another leaflet may now have this path.
        let same = same.filter(|same| reference(same).is_none() || reference(same) == reference(manuscript));
        let same = same.or_else(|| by_name.get(&name(manuscript)?).copied());
        if let Some(same) = same
            && !is_archived(manuscript, today)
            && is_archived(same, today)
            && let Some(text) = archived(file, same, now.sources)
        {
            changed.insert(manuscript.source, text);
        }
        if let Some(key) = reference(manuscript)
            && let Some(removed) = removed.get(&key)
            && !is_archived(manuscript, today)
            && !by_name.keys().any(|(there, _)| *there == key)
        {
            changed.insert(manuscript.source, removed_text(file, manuscript, removed, today));
        }
    }
    let count = changed.len();
    let files = kept.sources.iter().map(|(id, file)| match changed.remove(&id) {
        Some(text) => SourceFile { content: SourceContent::Text(text.into()), ..file.clone() },
        None => file.clone(),
    });
    (Sources::new(files.collect()), count)
}

fn leaflets(texts: RemainingFiles<'_>) -> impl Iterator<Item = &Manuscript> {
    texts.manuscripts.iter().filter(|manuscript| manuscript.role == FileRole::Leaflet)
}

/// The identity of a leaflet: its reference, and its language if it is a translation.
fn name(manuscript: &Manuscript) -> Option<(String, Option<&str>)> {
    let language = manuscript.translation.as_ref().map(|translation| translation.language.tag());
    Some((reference(manuscript)?, language))
}

fn reference(manuscript: &Manuscript) -> Option<String> {
    manuscript.front_matter.reference.as_ref().map(|reference| reference.value.to_lowercase())
}

/// Whether the archive date is today or earlier, and consistent with the date of the last update.
fn is_archived(manuscript: &Manuscript, today: Date) -> bool {
    let fields = &manuscript.front_matter;
    let Some(archive) = &fields.archive_date else { return false };
    let follows = fields.last_updated.as_ref().is_none_or(|updated| {
        archive.value > updated.value || (archive.value == updated.value && fields.archived_because.is_some())
    });
    archive.value <= today && follows
}

/// The text of a file with the current dates and reason of the leaflet.
fn archived(file: &SourceFile, same: &Manuscript, now: &Sources) -> Option<String> {
    let fields = &same.front_matter;
    let days = [("last_updated", &fields.last_updated), ("archive_date", &fields.archive_date)];
    let days = days.into_iter().filter_map(|(name, day)| Some((name, day.as_ref()?.value.to_string())));
    let reason = fields.archived_because.as_ref().map(|reason| ("archived_because", reason.value.to_string()));
    let values: Vec<(&str, String)> = days.chain(reason).collect();
    let changes: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // If fields cannot be changed line by line, the current text is used as a whole: only its fields are shown.
    with_fields(file.text(), &changes).ok().or_else(|| match &now.file(same.source).content {
        SourceContent::Text(text) => Some(text.to_string()),
        _ => None,
    })
}

/// The text of a leaflet whose file was removed: archived on the day of removal, or today if that is in the future.
fn removed_text(file: &SourceFile, manuscript: &Manuscript, removed: &RemovedEntry, today: Date) -> String {
    let day = removed.on.map_or(today, |on| on.min(today)).to_string();
    let because = removed.because.as_deref().unwrap_or_default();
    let changes = [("archive_date", day.as_str()), ("archived_because", because)];
    let changes = &changes[..if because.is_empty() { 1 } else { 2 }];
    with_fields(file.text(), changes).unwrap_or_else(|_| {
        // If fields cannot be changed line by line, only those shown on the notice are kept.
        let fields = &manuscript.front_matter;
        let text =
            |field: &Option<Field<Box<str>>>| field.as_ref().map_or_else(String::new, |field| field.value.to_string());
        let updated = fields.last_updated.as_ref().map_or_else(|| day.clone(), |updated| updated.value.to_string());
        let mut lines = String::from("---\n");
        for (name, value) in [
            ("title", text(&fields.title).as_str()),
            ("reference", &text(&fields.reference)),
            ("last_updated", &updated),
            ("archive_date", &day),
            ("archived_because", because),
        ] {
            let _ = writeln!(lines, "{name}: {}", in_yaml(value));
        }
        lines + "---\n"
    })
}

//! What an approver needs to know about the present words of a leaflet.

use std::path::PathBuf;

use super::history::{History, text_key};
use super::version_label::VersionLabel;
use super::wording::wording;
use crate::date::{self, in_english};
use crate::leaflet::Leaflet;
use crate::library::{ManuscriptId, Target};
use crate::publication_log::{ContentHash, LogLine, TextKey};

/// The present words of a leaflet, and the words that readers have.
#[derive(Clone, Debug)]
pub struct ReviewedLeaflet {
    /// Identifies the leaflet in the record.
    pub key: TextKey,
    pub reference: String,
    /// The tag of its language.
    pub language: String,
    pub is_translation: bool,
    pub title: String,
    /// The path of its file in the site folder.
    pub path: String,
    /// Whether it is a draft that takes the place of a live leaflet.
    pub is_next_version: bool,
    /// The words to be approved: their number, and their hash.
    pub label: VersionLabel,
    /// The words in their normal form.
    pub words: String,
    /// The version that readers have; `None` for a new leaflet.
    pub published: Option<PublishedVersion>,
    pub dates: Vec<ReviewedDate>,
    /// The pictures of the present words, by their hashes, with their names.
    pub pictures: Vec<(ContentHash, String, PathBuf)>,
    /// The pictures of the version that readers have, which are in the store, with their names.
    pub published_pictures: Vec<(ContentHash, String)>,
}

/// A published version.
#[derive(Clone, Debug)]
pub struct PublishedVersion {
    pub number: u32,
    pub check_code: String,
    /// The day of its publication, in words.
    pub day: String,
    /// Who approved it, if the record says so.
    pub approved_by: Option<String>,
    /// Its words in their normal form.
    pub words: String,
}

/// A date of a leaflet, in words.
#[derive(Clone, Debug)]
pub struct ReviewedDate {
    pub name: &'static str,
    /// The date that readers see.
    pub published: Option<String>,
    pub now: Option<String>,
}

impl History<'_> {
    /// What an approver needs to know about a leaflet; `None` if the manuscript is not a complete leaflet.
    pub fn reviewed(&self, id: ManuscriptId) -> Option<ReviewedLeaflet> {
        let library = self.inputs.library;
        let leaflet = library.leaflet(id)?;
        let key = text_key(library, id);
        let version = self.record.last_version(&key);
        let published = version.and_then(|version| self.published(&key, version));
        let pictures = library.texts_on_page(id).into_iter().chain(library.urgent_help(id));
        let pictures = pictures.flat_map(|text| library.targets(text)).filter_map(|target| {
            let Target::File(source) = target else { return None };
            let file = library.sources.file(*source);
            let picture = file.picture()?;
            Some((ContentHash(picture.digest), file.name().to_owned(), file.on_disk.clone()))
        });
        let name_of = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        Some(ReviewedLeaflet {
            reference: super::entries::reference(library, id).to_owned(),
            language: library.language(id).unwrap_or(&self.inputs.settings.language).tag().to_owned(),
            is_translation: library.original(id) != id,
            title: leaflet.title.to_owned(),
            path: library.path(id).to_owned(),
            is_next_version: published.is_some() && library.path(id).starts_with("content/drafts/"),
            label: self.version_label(id)?,
            words: wording(self.inputs, id)?.0,
            dates: dates(leaflet, self.record.last(&key).filter(|_| published.is_some())),
            pictures: pictures.collect(),
            published_pictures: version
                .into_iter()
                .flat_map(|version| &version.files)
                .map(|file| (file.hash, name_of(&file.path)))
                .collect(),
            published,
            key,
        })
    }

    fn published(&self, key: &TextKey, version: &LogLine) -> Option<PublishedVersion> {
        let approval = self.record.last(key).and_then(|line| line.approval.as_ref());
        let approval = approval.filter(|approval| Some(approval.wording) == version.wording);
        Some(PublishedVersion {
            number: version.version?,
            check_code: version.wording?.check_code(),
            day: in_words(&version.day),
            approved_by: approval.map(|approval| approval.by.to_string()),
            words: self.stored(version)?.wording,
        })
    }
}

fn dates(leaflet: &Leaflet<'_>, last: Option<&LogLine>) -> Vec<ReviewedDate> {
    let reviewed = leaflet.fields().last_reviewed.as_ref();
    let all = [
        (
            "Date last updated",
            last.map(|line| in_words(&line.entry.last_updated)),
            Some(in_english(leaflet.last_updated)),
        ),
        (
            "Date last reviewed",
            last.and_then(|line| line.last_reviewed.as_deref()).map(in_words),
            reviewed.map(|field| in_english(field.value)),
        ),
        ("Archive date", last.map(|line| in_words(&line.entry.archive_date)), Some(in_english(leaflet.archive_date))),
    ];
    let dates = all.into_iter().map(|(name, published, now)| ReviewedDate { name, published, now });
    dates.filter(|date| date.published.is_some() || date.now.is_some()).collect()
}

fn in_words(iso: &str) -> String {
    date::parse(iso).map_or_else(|_| iso.to_owned(), in_english)
}

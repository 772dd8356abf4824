//! Keeps the last published version of a leaflet live instead of its present words, because these are not approved or
//! have errors.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Cursor;

use super::history::{History, text_key};
use super::shared_parts::{shared_block, shared_word};
use crate::date::{self, Date};
use crate::leaflet::with_fields;
use crate::library::ManuscriptId;
use crate::picture;
use crate::publication_log::{ContentHash, LogLine, LogLineKind, TextKey, VersionFile};
use crate::site::address_of;
use crate::source::{FileRole, SourceContent, SourceFile, Sources};

/// Why the present words of a leaflet are not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HoldReason {
    /// Nobody has approved them.
    NotApproved,
    /// They were sent to an approver, who has not answered.
    Sent,
    /// An approver sent them back.
    Returned,
    /// They have errors.
    Errors,
    /// It is a translation of a leaflet that is not published.
    Original,
}

/// What readers have instead of the present words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiveInstead {
    /// The last published version, with its number.
    Version(u32),
    /// The notice of an archived leaflet.
    Notice,
    /// Nothing: it was never published.
    Nothing,
}

/// A leaflet whose present words are not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLeaflet {
    /// The path of its file in the site folder.
    pub path: Box<str>,
    /// Its reference, if known, with the tag of its language if it is a translation.
    pub name: Option<String>,
    pub reason: HoldReason,
    pub instead: LiveInstead,
}

/// Content in which some leaflets are as they were last published.
#[derive(Clone, Debug, Default)]
pub struct HeldContent {
    pub sources: Sources,
    pub leaflets: Vec<HeldLeaflet>,
    /// The paths of files as they were last published: they passed the rules then.
    pub as_published: BTreeSet<Box<str>>,
}

/// The last line about the leaflet of a file, and its last version: by its reference, or by its address if the file
/// does not say its reference any more.
fn published<'a>(history: &History<'a>, id: ManuscriptId) -> Option<(&'a LogLine, &'a LogLine)> {
    let library = history.inputs.library;
    let lines = |key: &TextKey| Some((history.record.last(key)?, history.record.last_version(key)?));
    lines(&text_key(library, id)).or_else(|| {
        let address = address_of(library.manuscript(id))?;
        let is_here = |line: &&LogLine| !line.kind.is_decision() && &*line.entry.address == address.folder_path();
        let key = history.record.lines().iter().rev().find(is_here)?.key();
        // The reference may now be that of another file.
        let is_elsewhere = library.leaflets().any(|(other, _)| other != id && text_key(library, other) == key);
        if is_elsewhere { None } else { lines(&key) }
    })
}

impl History<'_> {
    /// Whether a leaflet was published before.
    pub fn was_published(&self, id: ManuscriptId) -> bool {
        published(self, id).is_some()
    }

    /// Whether an approval of a leaflet is recorded, for whichever words.
    pub fn was_ever_approved(&self, id: ManuscriptId) -> bool {
        let key = text_key(self.inputs.library, id);
        self.record.decisions(&key).any(|line| line.kind == LogLineKind::Approved)
    }
}

/// Replaces leaflets by their last published versions, and leaves out those that were never published. `None` if the
/// words of a version cannot be read.
pub fn hold(history: &History<'_>, held: &BTreeMap<ManuscriptId, HoldReason>, today: Date) -> Option<HeldContent> {
    let library = history.inputs.library;
    let sources = library.sources;
    let mut files: BTreeMap<Box<str>, SourceFile> =
        sources.iter().map(|(_, file)| (file.path.clone(), file.clone())).collect();
    let mut content = HeldContent::default();
    let mut done: BTreeSet<TextKey> = BTreeSet::new();
    let mut needed: HashMap<&str, &VersionFile> = HashMap::new();
    // All files are removed first, so that a leaflet that moved can return to its place.
    for id in held.keys() {
        files.remove(library.path(*id));
    }
    for (id, reason) in held {
        let path = library.path(*id);
        let present = sources.file(library.manuscript(*id).source);
        let known = published(history, *id);
        let name = known.map(|(state, _)| named(state)).or_else(|| {
            let reference = library.manuscript(*id).front_matter.reference.as_ref()?;
            Some(reference.value.to_string())
        });
        let mut instead = LiveInstead::Nothing;
        if let Some((state, version)) = known
            && done.insert(state.key())
        {
            let object = history.stored(version)?;
            let is_archived = state.kind == LogLineKind::Archived;
            let has_ended = date::parse(&state.entry.archive_date).is_ok_and(|archive| archive <= today);
            instead = match is_archived || has_ended {
                true => LiveInstead::Notice,
                false => LiveInstead::Version(version.version.unwrap_or(1)),
            };
            let text = as_last_published(&object.source, state)?;
            let place: Box<str> = match files.contains_key(&*object.path) {
                true => path.into(),
                false => object.path.as_str().into(),
            };
            let content_now = SourceContent::Text(text.into());
            let file =
                SourceFile { path: place.clone(), role: FileRole::Leaflet, content: content_now, ..present.clone() };
            files.insert(place.clone(), file);
            content.as_published.insert(place);
            if !is_archived {
                needed.extend(version.files.iter().map(|file| (&*file.path, file)));
            }
        }
        content.leaflets.push(HeldLeaflet { path: path.into(), name, reason: *reason, instead });
    }
    for (path, file) in needed {
        if let Some(restored) = restored(history, &files, path, file)? {
            files.insert(path.into(), restored);
        }
    }
    content.sources = Sources::new(files.into_values().collect());
    Some(content)
}

/// `PT-001`, `PT-001 (cy)`
fn named(line: &LogLine) -> String {
    let language = line.language.as_ref().map_or(String::new(), |language| format!(" ({language})"));
    format!("{}{language}", line.entry.reference)
}

/// The source of a version with the dates that its readers last had. `None` if its fields cannot be changed: with other
/// dates, an archived leaflet could come back.
fn as_last_published(source: &str, state: &LogLine) -> Option<String> {
    let entry = &state.entry;
    let archived = state.kind == LogLineKind::Archived;
    let archive_date = if archived { (&entry.archive_date).min(&state.day) } else { &entry.archive_date };
    let mut changes: Vec<(&str, &str)> = vec![("last_updated", &entry.last_updated), ("archive_date", archive_date)];
    if let Some(day) = &state.last_reviewed {
        changes.push(("last_reviewed", day));
    }
    if let Some(approval) = &state.approval {
        changes.push(("approved_by", &approval.by));
    }
    if archived && let Some(note) = &state.note {
        changes.push(("archived_because", note));
    }
    with_fields(source, &changes).ok()
}

/// A picture or block that a version shows, if it is no longer there as it was. A block that has other words now is
/// not restored: those are published or held by themselves. `None` in the outer option if its bytes are lost.
#[expect(clippy::option_option, reason = "a file that needs no change differs from one that is lost")]
fn restored(
    history: &History<'_>,
    files: &BTreeMap<Box<str>, SourceFile>,
    path: &str,
    wanted: &VersionFile,
) -> Option<Option<SourceFile>> {
    let present = files.get(path);
    if let Some(present) = present {
        let is_same = match &present.content {
            SourceContent::Picture(picture) => picture.digest == wanted.hash.0,
            _ => matches!(present.role, FileRole::Block | FileRole::Glossary | FileRole::Settings),
        };
        if is_same {
            return Some(None);
        }
    }
    let objects = history.objects?;
    let (role, is_text) = match path.strip_prefix("content/")?.split('/').next()? {
        "blocks" => (FileRole::Block, true),
        "glossary.yaml" => (FileRole::Glossary, true),
        "static" => (FileRole::Static, false),
        "site.yaml" => return Some(None),
        _ => (FileRole::Asset, false),
    };
    let bytes = objects.object(&wanted.hash)?;
    if is_text {
        let content = SourceContent::Text(String::from_utf8(bytes).ok()?.into());
        return Some(Some(SourceFile { path: path.into(), on_disk: path.into(), role, content }));
    }
    let name = path.rsplit('/').next()?;
    let facts = picture::look(name, &mut Cursor::new(bytes)).ok()?.ok()?;
    let on_disk = objects.file(&wanted.hash)?;
    Some(Some(SourceFile { path: path.into(), on_disk, role, content: SourceContent::Picture(Box::new(facts)) }))
}

/// Replaces shared blocks and the glossary by their last published words, unless their present words were approved or
/// are published already. Also returns the paths of those that were replaced.
pub fn with_approved_shared_words(history: &History<'_>, sources: &Sources) -> (Sources, BTreeSet<Box<str>>) {
    let library = history.inputs.library;
    let mut changed: BTreeMap<Box<str>, String> = BTreeMap::new();
    // Only the last published words of each count: earlier words must not come back without an approval.
    let mut texts: HashMap<&str, ContentHash> = HashMap::new();
    let mut last: HashMap<&str, ContentHash> = HashMap::new();
    for line in history.record.lines().iter().filter(|line| line.kind == LogLineKind::Published) {
        texts.extend(line.files.iter().filter(|file| is_shared(&file.path)).map(|file| (&*file.path, file.hash)));
        last.extend(line.shared.iter().map(|part| (&*part.name, part.hash)));
    }
    let blocks = library.manuscripts().iter().enumerate().filter(|(_, text)| text.role == FileRole::Block);
    let blocks = blocks.map(|(id, text)| (text.source, shared_block(library, id)));
    let words = library
        .glossary
        .source
        .into_iter()
        .flat_map(|source| library.glossary.entries.iter().map(move |entry| (source, shared_word(entry))));
    for (source, part) in blocks.chain(words) {
        let is_new = !last.contains_key(&*part.name);
        if is_new || last.get(&*part.name) == Some(&part.hash) || history.is_shared_approved(&part) {
            continue;
        }
        let path = &sources.file(source).path;
        let text = texts.get(&**path).and_then(|hash| history.objects?.object(hash));
        if let Some(text) = text.and_then(|bytes| String::from_utf8(bytes).ok()) {
            changed.insert(path.clone(), text);
        }
    }
    let paths = changed.keys().cloned().collect();
    let files = sources.iter().map(|(_, file)| match changed.remove(&file.path) {
        Some(text) => SourceFile { content: SourceContent::Text(text.into()), ..file.clone() },
        None => file.clone(),
    });
    (Sources::new(files.collect()), paths)
}

fn is_shared(path: &str) -> bool {
    path.starts_with("content/blocks/") || path == "content/glossary.yaml"
}

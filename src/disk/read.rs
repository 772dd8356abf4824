//! Reads a site folder.
#![expect(clippy::disallowed_methods, reason = "this module reads the disk")]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use icu_normalizer::ComposingNormalizerBorrowed;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::open::open_below;
use crate::diagnostic::{Failure, reason};
use crate::picture::{self, PictureFormat};
use crate::publication_log;
use crate::rendering::security;
use crate::source::{FileRole, MAX_TEXT_SIZE, SourceChange, SourceContent, SourceFile, Sources};

/// The files of the record of what was published.
const RECORD_PATHS: &[&str] = &[publication_log::PATH, publication_log::HEAD_PATH, publication_log::FORMER_PATH];

/// Reads `content/` and `themes/` of a site folder without drafts, which must never stop a build.
///
/// Hidden files and backup copies are skipped. Symbolic links are listed but not followed.
///
/// # Errors
/// If the folder does not exist, or any file cannot be read: a leaflet is never skipped.
pub fn read(site: &Path) -> Result<Sources, Failure> {
    sources(site, false)
}

/// Reads a site folder with its drafts.
///
/// # Errors
/// As [`read`].
pub fn read_with_drafts(site: &Path) -> Result<Sources, Failure> {
    sources(site, true)
}

fn sources(site: &Path, drafts: bool) -> Result<Sources, Failure> {
    let content = site.join("content");
    if !content.is_dir() {
        return Err(no_content(site));
    }
    let mut found = walk(&content, "content", drafts)?;
    let themes = site.join("themes");
    if themes.is_dir() {
        found.extend(walk(&themes, "themes", drafts)?);
    }
    found.extend(record_files(site)?);
    let files = found.into_par_iter().map(|(entry, path)| load(site, &entry, path)).collect::<Result<Vec<_>, _>>()?;
    let waiting = if drafts { Vec::new() } else { waiting_drafts(site, &content) };
    Ok(Sources::new(files.into_iter().chain(waiting).collect()))
}

/// The failure for a folder that is not a site folder.
fn no_content(site: &Path) -> Failure {
    let Ok(folder) = fs::canonicalize(site) else {
        return Failure::new(
            format!("There is no folder '{}'.", site.display()),
            "Name the site folder, which contains a folder 'content' with the file 'site.yaml', or change to it first.",
        );
    };
    let above = folder.ancestors().find(|above| above.join("content").join("site.yaml").is_file());
    let help = match above {
        Some(above) => format!(
            "The site folder is '{above}', which contains this one. Name it, or change to it first: cd '{above}'",
            above = above.display()
        ),
        None => {
            "A site folder contains a folder 'content' with the file 'site.yaml'. Name the site folder, or change to \
                 it first. 'pamphlet new --site NAME' starts a new one."
                .to_owned()
        }
    };
    Failure::new(format!("There is no folder 'content' in '{}'.", folder.display()), help)
}

/// The drafts of a site that is built without them. They are only named in messages, so whatever is wrong with one is
/// no reason to stop.
fn waiting_drafts(site: &Path, content: &Path) -> Vec<SourceFile> {
    let folder = content.join("drafts");
    let is_folder = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir());
    let found = if is_folder { walk_from(&folder, content, "content", true).unwrap_or_default() } else { Vec::new() };
    let drafts = found.into_iter().filter(|(entry, path)| entry.file_type().is_file() && role(path) == FileRole::Draft);
    let loaded = drafts.map(|(entry, path)| {
        let read = load(site, &entry, path.clone()).map(|file| file.content);
        let content = read.ok().filter(|content| matches!(content, SourceContent::Text(_)));
        let content = content.unwrap_or(SourceContent::Unread);
        SourceFile { path, on_disk: entry.path().to_path_buf(), role: FileRole::Draft, content }
    });
    loaded.collect()
}

/// Reads those files of `content/` that can be read: a withdrawn leaflet must not stay live because another file is
/// unreadable. Never used to build a site.
pub fn read_readable(site: &Path) -> Sources {
    let content = site.join("content");
    let entries = WalkDir::new(&content).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let files = entries.filter_map(|entry| {
        let below = entry.path().strip_prefix(site).ok()?;
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let path = ComposingNormalizerBorrowed::new_nfc().normalize(&parts.join("/")).into();
        load(site, &entry, path).ok()
    });
    let record = record_files(site).unwrap_or_default().into_iter();
    Sources::new(files.chain(record.filter_map(|(entry, path)| load(site, &entry, path).ok())).collect())
}

/// Reads only the record of what was published.
///
/// # Errors
/// If the folder is not a site folder, or the record cannot be read.
pub fn read_record(site: &Path) -> Result<Sources, Failure> {
    if !site.join("content").is_dir() {
        return Err(no_content(site));
    }
    let files = record_files(site)?.into_iter().map(|(entry, path)| load(site, &entry, path));
    Ok(Sources::new(files.collect::<Result<Vec<_>, _>>()?))
}

/// Reads changed paths of a site folder again, with drafts. Paths that are not part of a site, or are reached through a
/// symbolic link, are skipped.
///
/// # Errors
/// If a file cannot be read.
pub fn read_again(site: &Path, places: &[PathBuf]) -> Result<Vec<SourceChange>, Failure> {
    let mut changes = Vec::new();
    for place in places {
        let Some((top, name, path)) = place_in_site(site, place) else { continue };
        let found = match fs::symlink_metadata(place) {
            Ok(found) => found,
            Err(_) => {
                changes.push(SourceChange::Gone(path));
                continue;
            }
        };
        // Files that were in a folder of this name may no longer exist.
        if found.is_dir() {
            changes.push(SourceChange::Gone(path));
        }
        for (entry, path) in walk_from(place, &top, name, true)? {
            match load(site, &entry, path.clone()) {
                Ok(file) => changes.push(SourceChange::Written(file)),
                // Editors create temporary files and remove them again.
                Err(_) if fs::symlink_metadata(entry.path()).is_err() => changes.push(SourceChange::Gone(path)),
                Err(failure) => return Err(failure),
            }
        }
    }
    Ok(changes)
}

/// The top folder of a site that contains a path, the name of that folder, and the path in the site; `None` if the path
/// is not part of a site, or is reached through a link.
fn place_in_site(site: &Path, place: &Path) -> Option<(PathBuf, &'static str, Box<str>)> {
    let below = place.strip_prefix(site).ok()?;
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let name = ["content", "themes"].into_iter().find(|name| parts.first().is_some_and(|first| first == name))?;
    let in_static = |depth: usize| depth > 1 && parts[1] == "static";
    if parts.len() < 2 || (1..parts.len()).any(|depth| is_skipped(&parts[depth], || in_static(depth))) {
        return None;
    }
    let above = place.ancestors().skip(1).take(parts.len() - 2);
    if above.into_iter().any(|folder| fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink())) {
        return None;
    }
    let path = ComposingNormalizerBorrowed::new_nfc().normalize(&parts.join("/")).into();
    Some((site.join(name), name, path))
}

/// The files of the record of what was published. They are the only ones read outside `content` and `themes`.
fn record_files(site: &Path) -> Result<Vec<(DirEntry, Box<str>)>, Failure> {
    let mut found = Vec::new();
    for path in RECORD_PATHS {
        let Some((folder, name)) = path.rsplit_once('/') else { continue };
        let folder = site.join(folder);
        // A link in place of the folder is not followed.
        if !fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            continue;
        }
        for entry in WalkDir::new(&folder).min_depth(1).max_depth(1) {
            let why =
                |error: walkdir::Error| error.io_error().map_or_else(|| "it is a shortcut (a link)".to_owned(), reason);
            let entry = entry.map_err(|error| unreadable(&folder.display().to_string(), &why(error)))?;
            if entry.file_name() == name {
                found.push((entry, (*path).into()));
                break;
            }
        }
    }
    Ok(found)
}

fn walk(folder: &Path, name: &str, drafts: bool) -> Result<Vec<(DirEntry, Box<str>)>, Failure> {
    walk_from(folder, folder, name, drafts)
}

/// The files at or below `start`, which is `folder` or below it.
fn walk_from(start: &Path, folder: &Path, name: &str, drafts: bool) -> Result<Vec<(DirEntry, Box<str>)>, Failure> {
    let mut found = Vec::new();
    let walked = WalkDir::new(start).follow_root_links(start == folder);
    let start_depth = start.strip_prefix(folder).map_or(0, |below| below.components().count());
    let is_below_static = |path: &Path| path.strip_prefix(folder).is_ok_and(|below| below.starts_with("static"));
    let entries = walked.into_iter().filter_entry(|entry| {
        let (depth, name) = (start_depth + entry.depth(), entry.file_name());
        let below_static = || depth > 1 && is_below_static(entry.path());
        let is_drafts = depth == 1 && name == "drafts";
        depth == 0 || (drafts || !is_drafts) && !is_skipped(&name.to_string_lossy(), below_static)
    });
    for entry in entries {
        let entry = entry.map_err(|error| {
            let place = error.path().unwrap_or(folder).display().to_string();
            let why = error.io_error().map_or_else(|| "a folder leads back to itself".to_owned(), reason);
            unreadable(&place, &why)
        })?;
        if !entry.file_type().is_dir() && start_depth + entry.depth() > 0 {
            found.push(entry);
        }
    }
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let with_path = |entry: DirEntry| {
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let path = format!("{name}/{}", parts.join("/"));
        (entry, composed.normalize(&path).into())
    };
    Ok(found.into_par_iter().map(with_path).collect())
}

/// Whether a file is skipped: hidden files and backup copies. In `static`, a leading dot is intended: `.well-known`.
pub(super) fn is_skipped(name: &str, in_static: impl FnOnce() -> bool) -> bool {
    let lower = name.to_ascii_lowercase();
    let system =
        matches!(lower.as_str(), ".ds_store" | ".git" | ".gitkeep" | ".gitignore" | "thumbs.db" | "desktop.ini");
    let backup = lower.ends_with('~')
        || lower.starts_with("~$")
        || lower.starts_with(".~")
        || lower.starts_with(".#")
        || (lower.starts_with('#') && lower.ends_with('#'))
        || [".bak", ".swp", ".swo", ".tmp", ".orig"].iter().any(|end| lower.ends_with(end));
    system || backup || (name.starts_with('.') && !in_static())
}

fn role(path: &str) -> FileRole {
    let mut parts = path.split('/');
    let (top, folder, rest) = (parts.next(), parts.next(), parts.next());
    let markdown = path.ends_with(".md");
    match (top, folder, rest) {
        (Some("themes"), ..) => FileRole::Theme,
        _ if RECORD_PATHS.contains(&path) => FileRole::PublicationLog,
        (_, Some("site.yaml"), None) => FileRole::Settings,
        (Some("content"), Some("glossary.yaml"), None) => FileRole::Glossary,
        (_, Some("leaflets"), Some(_)) if markdown => FileRole::Leaflet,
        (_, Some("drafts"), Some(_)) if markdown => FileRole::Draft,
        (_, Some("pages"), Some(_)) if markdown => FileRole::Page,
        (_, Some("blocks"), Some(_)) if markdown => FileRole::Block,
        (_, Some("packs"), Some(_)) if markdown => FileRole::Pack,
        (_, Some("leaflets" | "pages" | "blocks" | "drafts" | "packs"), Some(_)) => FileRole::Asset,
        (_, Some("static"), Some(_)) => FileRole::Static,
        _ => FileRole::Other,
    }
}

fn load(site: &Path, entry: &DirEntry, path: Box<str>) -> Result<SourceFile, Failure> {
    let role = role(&path);
    let on_disk = entry.path().to_path_buf();
    let open = || open_below(site, &on_disk);
    let content = match role {
        // Links, and also pipes and devices: reading those could block for ever.
        _ if !entry.file_type().is_file() => SourceContent::Shortcut,
        FileRole::Static | FileRole::Asset if PictureFormat::of_name(&path).is_some() => {
            open().and_then(|file| picture(file, &path)).map_err(|error| unreadable(&path, &reason(&error)))?
        }
        // Read because rules check its content. It is published unchanged all the same.
        FileRole::Static if *path == *security::OWN_HEADERS => {
            open().and_then(|file| text(file, role)).map_err(|error| unreadable(&path, &reason(&error)))?
        }
        FileRole::Static | FileRole::Asset | FileRole::Other => SourceContent::Unread,
        _ => open().and_then(|file| text(file, role)).map_err(|error| unreadable(&path, &reason(&error)))?,
    };
    Ok(SourceFile { path, on_disk, role, content })
}

/// Reads only the headers of a picture, or the text of an SVG, so that pictures are never all in memory.
fn picture(mut file: fs::File, name: &str) -> std::io::Result<SourceContent> {
    Ok(match picture::look(name, &mut file)? {
        Ok(picture) => SourceContent::Picture(Box::new(picture)),
        Err(fault) => SourceContent::BrokenPicture(fault),
    })
}

fn text(mut file: fs::File, role: FileRole) -> std::io::Result<SourceContent> {
    let length = file.metadata()?.len();
    // The limit is for files that people write; the record grows with the site.
    if length > MAX_TEXT_SIZE && role != FileRole::PublicationLog {
        return Ok(SourceContent::TooLong { bytes: length });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.read_to_end(&mut bytes)?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => SourceContent::Text(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.into(),
            None => text.into_boxed_str(),
        }),
        Err(error) if role == FileRole::Theme => SourceContent::Bytes(error.into_bytes().into()),
        Err(error) => not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()),
    })
}

fn not_utf8(bytes: &[u8], good: usize) -> SourceContent {
    let units = |one: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(move |pair| one([pair[0], pair[1]]));
    let utf16: Option<Vec<u16>> = match bytes {
        [0xff, 0xfe, ..] => Some(units(u16::from_le_bytes).collect()),
        [0xfe, 0xff, ..] => Some(units(u16::from_be_bytes).collect()),
        _ => None,
    };
    if let Some(units) = utf16 {
        return SourceContent::NotUtf8 { text: String::from_utf16_lossy(&units).into(), at: 0, utf16: true };
    }
    let text = String::from_utf8_lossy(bytes);
    match text.strip_prefix('\u{feff}') {
        Some(rest) => SourceContent::NotUtf8 { text: rest.into(), at: good.saturating_sub(3), utf16: false },
        None => SourceContent::NotUtf8 { text: text.into(), at: good, utf16: false },
    }
}

fn unreadable(place: &str, why: &str) -> Failure {
    Failure::new(
        format!("'{place}' cannot be read: {why}."),
        "Nothing was built, because a leaflet must never go missing unnoticed. Make the file readable and try again.",
    )
}

//! Updates a site file by file, for use when it cannot be replaced as a whole.
#![expect(clippy::disallowed_methods, reason = "this module writes the disk")]

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::lock::{Lock, LockFault};
use super::made_files::{MARKER, MadeFiles, marked};
use super::open::{create_fresh, open_below, open_file, read_file};
use super::output::{busy, cleaned, files_in, hidden_name};
use super::remove::allow_writing;
use crate::diagnostic::ReleasePermit;
use crate::diagnostic::{Failure, reason};
use crate::rendering::{Artifact, Body};

/// Decides whether a file is removed, by its path and a function that reads its bytes.
pub type RemovalTest<'g> = dyn Fn(&str, &dyn Fn() -> Option<Vec<u8>>) -> bool + 'g;

/// An update of an existing site.
pub struct InPlaceUpdate<'u> {
    /// The output folder.
    pub place: &'u Path,
    /// The site folder whose files are copied.
    pub site: &'u Path,
    /// Files of the new site, most important first: the rest may fail.
    pub artifacts: Vec<Artifact>,
    /// Whether to remove a file of an earlier build that is not among `artifacts`.
    pub goes: &'u RemovalTest<'u>,
    /// Whether to do nothing if all artifacts are already there.
    pub only_with_news: bool,
}

/// The result of an update.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateStats {
    /// How many files were written.
    pub written: usize,
    /// How many files were removed.
    pub removed: usize,
    /// The paths that could not be updated, with the reason.
    pub failed: Vec<(PathBuf, String)>,
}

impl UpdateStats {
    /// Whether everything was already up to date.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether a folder contains a site made by Pamphlet.
pub fn holds_site(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|found| found.is_dir()) && MadeFiles::read(place).is_some()
}

/// Removes outdated files, then writes changed files, each in one step. Continues after a failure and reports all of
/// them.
///
/// # Errors
/// If the folder does not contain a site made by Pamphlet.
pub fn update_in_place(update: &InPlaceUpdate<'_>, _key: &ReleasePermit) -> Result<UpdateStats, Failure> {
    let Some(made) = MadeFiles::read(update.place).filter(|_| holds_site(update.place)) else {
        return Err(Failure::new(
            format!("There is no site in '{}' that could be updated.", update.place.display()),
            "Fix the errors above, and build again.",
        ));
    };
    // If the lock file cannot be created, the update continues without it: a notice must not wait.
    let _lock = match update.place.parent().zip(update.place.file_name()) {
        Some((parent, name)) => match Lock::take(&parent.join(hidden_name(name, "lock", 1))) {
            Err(LockFault::Held) => return Err(busy(update.place)),
            taken => taken.ok(),
        },
        None => None,
    };
    let is_there = |artifact: &Artifact| {
        let before = read_file(&update.place.join(&artifact.path));
        bytes(update.site, &artifact.body).is_ok_and(|bytes| before.is_ok_and(|before| before == bytes))
    };
    if update.only_with_news && update.artifacts.iter().all(is_there) {
        return Ok(UpdateStats::default());
    }
    let mut updated = UpdateStats::default();
    let new: HashSet<&str> = update.artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    let mut lines: Vec<String> = update.artifacts.iter().map(|artifact| marked(&artifact.path).into_owned()).collect();
    // An unreadable folder must not stop notices from being written.
    let there = files_in(update.place).unwrap_or_else(|failure| {
        updated.failed.push((update.place.to_path_buf(), failure.message));
        lines.extend(made.lines().iter().cloned());
        Vec::new()
    });
    for (path, place) in there {
        if path == MARKER || !made.contains(&path) || new.contains(path.as_str()) {
            continue;
        }
        if !(update.goes)(&path, &|| read_file(&place).ok()) {
            lines.push(marked(&path).into_owned());
            continue;
        }
        match remove_file(&place) {
            Ok(()) => updated.removed += 1,
            Err(error) => updated.failed.push((place.clone(), reason(&error))),
        }
        // A file that was only emptied still counts as made by Pamphlet.
        if fs::symlink_metadata(&place).is_ok() {
            lines.push(marked(&path).into_owned());
        }
    }
    for artifact in &update.artifacts {
        let place = update.place.join(&artifact.path);
        match bytes(update.site, &artifact.body) {
            Ok(bytes) if read_file(&place).is_ok_and(|before| before == bytes) => {}
            Ok(bytes) => match write(&place, &bytes) {
                Ok(()) => updated.written += 1,
                Err(error) => updated.failed.push((place, reason(&error))),
            },
            Err(why) => updated.failed.push((place, why)),
        }
    }
    let marker = update.place.join(MARKER);
    let lines = MadeFiles::of(lines).with_record(made.record_head());
    if lines != made
        && let Err(error) = write(&marker, lines.text().as_bytes())
    {
        updated.failed.push((marker, reason(&error)));
    }
    Ok(updated)
}

fn bytes(site: &Path, body: &Body) -> Result<Vec<u8>, String> {
    let read = |file: io::Result<File>| {
        let mut bytes = Vec::new();
        file.and_then(|mut file| io::Read::read_to_end(&mut file, &mut bytes))
            .map(|_| bytes)
            .map_err(|error| reason(&error))
    };
    match body {
        Body::Bytes(bytes) => Ok(bytes.clone()),
        Body::CopyOf(source) => read(open_below(site, source)),
        Body::Cached(source) => read(open_file(source)),
        Body::PictureOf(source) => cleaned(site, source).map_err(|failure| failure.message),
    }
}

/// Removes a file. If its folder does not allow that and cannot be made writable, the file is emptied, because nobody
/// may read expired advice.
fn remove_file(place: &Path) -> io::Result<()> {
    let removed = with_folder(place, || fs::remove_file(place));
    removed.or_else(|error| overwrite(place, &[]).map_err(|_| error))
}

/// Writes a file in one step if its folder allows that, otherwise by overwriting the existing file.
fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = place.with_file_name(format!(".pamphlet-new-{}", std::process::id()));
    let replaced = with_folder(place, || {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let written =
            create_fresh(&new).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&new, place));
        written.inspect_err(|_| {
            let _ = fs::remove_file(&new);
        })
    });
    replaced.or_else(|error| overwrite(place, bytes).map_err(|_| error))
}

/// Runs `act`; if permission is denied, makes the folder of the file writable and tries again.
fn with_folder(place: &Path, act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match act() {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && place.parent().is_some_and(allow_writing) => {
            act()
        }
        done => done,
    }
}

fn overwrite(place: &Path, bytes: &[u8]) -> io::Result<()> {
    // Fails if it is a link.
    open_file(place)?;
    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(place)?;
    file.write_all(bytes)
}

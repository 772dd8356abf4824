//! Bringing a site up to date file by file, where no new one can be put in its place.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::lock::{Lock, LockFault};
use super::made_files::{MARKER, MadeFiles, marked};
use super::open::{create_fresh, open_below, open_file, read_file};
use super::output::{beside, busy, cleaned, files_in};
use super::remove::allow_writing;
use crate::artifact::{Artifact, Body};
use crate::diagnostic::ReleasePermit;
use crate::failure::{Failure, reason};

/// Whether a file goes.
pub type RemovalTest<'g> = dyn Fn(&str, &dyn Fn() -> Option<Vec<u8>>) -> bool + 'g;

/// What is to be done in a site that is in its place.
pub struct InPlaceUpdate<'u> {
    /// The output folder.
    pub place: &'u Path,
    /// The site folder whose files are copied.
    pub site: &'u Path,
    /// Files of the new site, those first that must be there whatever else cannot be written.
    pub artifacts: Vec<Artifact>,
    /// Whether a file that an earlier build made goes where it is not among these: by its path, and what reads its bytes.
    pub goes: &'u RemovalTest<'u>,
    /// Whether nothing is done where all artifacts are there already.
    pub only_with_news: bool,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateStats {
    /// How many files were written anew.
    pub written: usize,
    /// How many files were removed.
    pub removed: usize,
    /// What could not be done, by path, with the reason.
    pub failed: Vec<(PathBuf, String)>,
}

impl UpdateStats {
    /// Whether everything was up to date already.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether there is a site that Pamphlet made in a folder.
pub fn holds_site(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|found| found.is_dir()) && MadeFiles::read(place).is_some()
}

/// Removes what must not be there any more, then writes what is different, each file in one step. What cannot be done is
/// said, and does not keep the rest from being done.
///
/// # Errors
/// Where there is no site that Pamphlet made.
pub fn update_in_place(update: &InPlaceUpdate<'_>, _key: &ReleasePermit) -> Result<UpdateStats, Failure> {
    let Some(made) = MadeFiles::read(update.place).filter(|_| holds_site(update.place)) else {
        return Err(Failure::new(
            format!("There is no site in '{}' that could be brought up to date.", update.place.display()),
            "Fix what is named above, and build again.",
        ));
    };
    // Next to a lock that cannot be made nothing is kept apart but by care: a notice must not wait for it.
    let _lock = match update.place.parent().zip(update.place.file_name()) {
        Some((parent, name)) => match Lock::take(&parent.join(beside(name, "lock", 1))) {
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
    // A folder that cannot be looked into keeps no notice from being written.
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
        // A file that was only emptied is still one that Pamphlet made.
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
    let lines = MadeFiles::of(lines);
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

/// Removes a file. Where its folder does not allow that and cannot be made to, the file is emptied: nobody may read what
/// has expired.
fn remove_file(place: &Path) -> io::Result<()> {
    let removed = with_folder(place, || fs::remove_file(place));
    removed.or_else(|error| overwrite(place, &[]).map_err(|_| error))
}

/// Writes a file in one step where its folder allows that, else into the file that is there.
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

/// Does something in the folder of a file, once more after the folder was made writable.
fn with_folder(place: &Path, act: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match act() {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied && place.parent().is_some_and(allow_writing) => {
            act()
        }
        done => done,
    }
}

fn overwrite(place: &Path, bytes: &[u8]) -> io::Result<()> {
    // Never through a link.
    open_file(place)?;
    let mut file = fs::OpenOptions::new().write(true).truncate(true).open(place)?;
    file.write_all(bytes)
}

//! Replaces the text of a file with a fixed one.
#![expect(clippy::disallowed_methods, reason = "this module changes files of the site")]

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use super::open::open_below;
use super::pending_file::PendingFile;
use crate::diagnostic::{Failure, reason};
use crate::source::SourceFile;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Checks that a file may be changed: it is a regular file, writable, and unchanged since it was read.
///
/// # Errors
/// If it may not be changed.
pub fn may_fix(file: &SourceFile) -> Result<(), Failure> {
    look(file).map(|_| ())
}

/// Replaces the text of a file in one step. Keeps a byte-order mark and the permissions.
///
/// # Errors
/// As [`may_fix`], and if the new file cannot be written. The file is then unchanged.
pub fn fix(file: &SourceFile, text: &str) -> Result<(), Failure> {
    let (found, mark) = look(file)?;
    let place = file.on_disk.as_path();
    // A hidden file, so that it is not mistaken for a leaflet if the machine stops at this moment.
    let hidden = place.with_file_name(format!(".pamphlet-fixing-{}.tmp", std::process::id()));
    let written = write(&hidden, &found, &[mark, text]).and_then(|()| fs::rename(&hidden, place));
    written.map_err(|error| {
        let _ = fs::remove_file(&hidden);
        refused(file, &reason(&error), "Free some disk space, or make its folder writable, and try again.")
    })
}

/// Removes a draft, after its words took the place of the live leaflet.
///
/// # Errors
/// If it changed since it was read, or cannot be removed.
pub fn remove_draft(file: &SourceFile) -> Result<(), Failure> {
    look(file)?;
    fs::remove_file(&file.on_disk)
        .map_err(|error| refused(file, &reason(&error), "Remove the file by hand: its words are in place."))
}

/// Copies a picture of a draft to the place where the leaflet shows it, in one step.
///
/// # Errors
/// If it cannot be read or written. A previous file at the place is then unchanged.
pub fn put_copy(site: &Path, file: &SourceFile, place: &Path) -> Result<(), Failure> {
    let copy = || {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut from = open_below(site, &file.on_disk)?;
        let copied = PendingFile::write(place, |mut to| io::copy(&mut from, &mut to).map(|_| to))?;
        copied.put_in_place()
    };
    copy().map_err(|error: io::Error| refused(file, &reason(&error), "Free some disk space, and try again."))
}

/// The metadata of a file that may be changed, and its byte-order mark, if any.
fn look(file: &SourceFile) -> Result<(Metadata, &'static str), Failure> {
    let again = "Run the command again.";
    let place = file.on_disk.as_path();
    let found = fs::symlink_metadata(place).map_err(|error| refused(file, &reason(&error), again))?;
    if !found.is_file() {
        return Err(refused(file, "it is a shortcut (a link), not a file", again));
    }
    if found.permissions().readonly() {
        return Err(refused(file, "it is read-only", "Make it writable and try again."));
    }
    let bytes = fs::read(place).map_err(|error| refused(file, &reason(&error), again))?;
    let (mark, text) = match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(text) => (BYTE_ORDER_MARK, text),
        None => ("", bytes.as_slice()),
    };
    if text != file.text().as_bytes() {
        return Err(refused(file, "it changed while Pamphlet was reading it", again));
    }
    Ok((found, mark))
}

fn write(place: &Path, like: &Metadata, parts: &[&str]) -> io::Result<()> {
    let mut file = File::create_new(place)?;
    for part in parts {
        file.write_all(part.as_bytes())?;
    }
    give_to_owner(&file, like);
    file.set_permissions(like.permissions())?;
    // An author may have no other copy, so the new text must be on the disk before it replaces the old one.
    file.sync_all()
}

/// Keeps the owner of a file that an administrator fixes. Other users cannot change the owner, and need not.
#[cfg(unix)]
fn give_to_owner(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    if file.metadata().is_ok_and(|new| (new.uid(), new.gid()) != (like.uid(), like.gid())) {
        let _ = fchown(file, Some(like.uid()), Some(like.gid()));
    }
}

#[cfg(not(unix))]
fn give_to_owner(_: &File, _: &Metadata) {}

fn refused(file: &SourceFile, why: &str, help: &str) -> Failure {
    Failure::new(
        format!("'{}' cannot be fixed: {why}.", file.path),
        format!("{help} Files fixed before it stay fixed."),
    )
}

//! Putting a mended text in the place of the one that was read.
#![expect(clippy::disallowed_methods, reason = "this is where files of the site are changed")]

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use crate::failure::{Failure, reason};
use crate::source::SourceFile;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Makes sure that a file may be mended: it is a file of its own, open to writing, and still what was read.
///
/// # Errors
/// Where it is not.
pub fn may_fix(file: &SourceFile) -> Result<(), Failure> {
    look(file).map(|_| ())
}

/// Puts `text` in the place of a file's text in one step. A byte-order mark and the permissions stay as they are.
///
/// # Errors
/// As [`may_fix`], and where the new file cannot be written. The file is then as it was.
pub fn fix(file: &SourceFile, text: &str) -> Result<(), Failure> {
    let (found, mark) = look(file)?;
    let place = file.on_disk.as_path();
    // A hidden file, which nobody takes for a leaflet where the machine stops at this moment.
    let beside = place.with_file_name(format!(".pamphlet-mending-{}.tmp", std::process::id()));
    let written = write(&beside, &found, &[mark, text]).and_then(|()| fs::rename(&beside, place));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        refused(file, &reason(&error), "Make room, or allow writing to its folder, and try again.")
    })
}

/// What the system says of a file that may be mended, and the mark that its text begins with.
fn look(file: &SourceFile) -> Result<(Metadata, &'static str), Failure> {
    let again = "Call the command again.";
    let place = file.on_disk.as_path();
    let found = fs::symlink_metadata(place).map_err(|error| refused(file, &reason(&error), again))?;
    if !found.is_file() {
        return Err(refused(file, "it is no file of its own but a shortcut (a link) to somewhere else", again));
    }
    if found.permissions().readonly() {
        return Err(refused(file, "it is protected against writing", "Allow writing to it and try again."));
    }
    let bytes = fs::read(place).map_err(|error| refused(file, &reason(&error), again))?;
    let (mark, text) = match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(text) => (BYTE_ORDER_MARK, text),
        None => ("", bytes.as_slice()),
    };
    if text != file.text().as_bytes() {
        return Err(refused(file, "it was changed while Pamphlet looked at it", again));
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
    // An author may have no other copy: the new text is on the disk before the old one goes.
    file.sync_all()
}

/// A file that an administrator mends still belongs to its author. Others may not give files away, and need not.
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
        format!("'{}' cannot be mended: {why}.", file.path),
        format!("{help} Files that were mended before it stay mended."),
    )
}

//! Removing folders that builds left, whatever is in them.
#![expect(clippy::disallowed_methods, reason = "this is where folders are removed")]

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

/// Removes a file or a folder with all that is in it, on several threads. Read-only folders are made writable first.
/// Nothing there is no error.
pub(super) fn remove(place: &Path) -> io::Result<()> {
    match fs::symlink_metadata(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if !found.is_dir() => return fs::remove_file(place),
        Ok(_) => {}
    }
    match remove_folder(place) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            make_writable(place);
            remove_folder(place)
        }
        removed => removed,
    }
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    let mut below = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() {
            for entry in fs::read_dir(&path)? {
                below.push(entry?.path());
            }
        }
    }
    below.par_iter().try_for_each(|path| {
        if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
    })?;
    fs::remove_dir_all(folder)
}

/// Lets the owner write to a folder and to all folders below it, as far as the system allows it.
fn make_writable(folder: &Path) {
    allow_writing(folder);
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            make_writable(&entry.path());
        }
    }
}

/// Lets the owner of a folder write to it. Says whether that could be done.
#[cfg(unix)]
pub(super) fn allow_writing(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = fs::symlink_metadata(folder) else { return false };
    let mut permissions = found.permissions();
    permissions.set_mode(permissions.mode() | 0o700);
    found.is_dir() && fs::set_permissions(folder, permissions).is_ok()
}

#[cfg(not(unix))]
pub(super) fn allow_writing(_: &Path) -> bool {
    false
}

//! Removes folders left by builds, with all their contents.
#![expect(clippy::disallowed_methods, reason = "this module removes folders")]

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

/// Removes a file, or a folder with all its contents on several threads. If permission is denied, makes folders
/// writable and tries again. It is not an error if nothing is there.
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

/// Makes a folder and all folders below it writable for the owner, as far as the system allows that.
fn make_writable(folder: &Path) {
    allow_writing(folder);
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            make_writable(&entry.path());
        }
    }
}

/// Makes a folder writable for its owner. Returns whether that succeeded.
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

//! Opens files without following links, as far as the system allows that.
#![expect(clippy::disallowed_methods, reason = "this module opens files")]

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use crate::diagnostic::NotAFile;

pub(super) fn open(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path)?.is_symlink() {
        true => Err(NotAFile::Link.into()),
        false => File::open(path),
    }
}

pub(super) fn open_below(site: &Path, below: &Path) -> io::Result<File> {
    let mut place = site.to_path_buf();
    for (depth, part) in below.components().enumerate() {
        place.push(part);
        if depth > 0 && fs::symlink_metadata(&place)?.is_symlink() {
            return Err(NotAFile::Link.into());
        }
    }
    File::open(place)
}

pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

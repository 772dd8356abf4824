//! Opens files without following links or waiting for pipes that may have replaced them.
#![expect(clippy::disallowed_methods, reason = "this module opens files")]

use std::fs::{self, File};
use std::io;
use std::path::Path;

#[cfg(not(unix))]
use super::open_elsewhere as system;
#[cfg(unix)]
use super::open_unix as system;
use crate::diagnostic::NotAFile;

/// Opens a file for reading. Links are not followed; pipes and devices are rejected instead of waited for.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    regular(system::open(path)?)
}

/// Opens a file of a site for reading. `site` is the folder that contains `content` and `themes`; these two may be
/// links, but nothing below them: a link could have replaced a file, or a folder above it, since the site was read.
pub(super) fn open_below(site: &Path, path: &Path) -> io::Result<File> {
    match path.strip_prefix(site) {
        Ok(below) => regular(system::open_below(site, below)?),
        Err(_) => open_file(path),
    }
}

/// Creates a new file. Anything already at its path is removed, never written through.
pub(super) fn create_fresh(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            File::create_new(path)
        }
        made => made,
    }
}

/// Opens a file for locking; creates it if it does not exist. Its content is not changed.
pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
    let opened = system::open_to_lock(path).and_then(regular);
    match opened {
        // Anything else at this path would block every build.
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ReadOnlyFilesystem) => {
            fs::remove_file(path).map_err(|_| error)?;
            create_fresh(path)
        }
        opened => opened,
    }
}

/// The bytes of one of the program's own files.
pub(super) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut open_file(path)?, &mut bytes)?;
    Ok(bytes)
}

/// The text of one of the program's own files.
pub(super) fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_file(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn regular(file: File) -> io::Result<File> {
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(NotAFile::Special.into()),
    }
}

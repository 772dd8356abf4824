//! Files from outside of a site folder, and new files made of them.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::read::passed_over;
use crate::failure::{Failure, reason};

/// Larger files are no leaflets.
const MAX_FILE_BYTES: u64 = 100 * 1024 * 1024;

/// A file that a person named, or one in a folder that a person named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The folders between the named folder and the file, with `/` between them; empty for a file that was named itself.
    pub below: String,
    /// Whether the file was named itself.
    pub named: bool,
}

/// The file at a path, or all files of the folder there, in order. Hidden files and backup copies are passed over, links
/// of the file system are not followed.
///
/// # Errors
/// Where nothing is there, or it cannot be looked into.
pub fn foreign_files(path: &Path) -> Result<Vec<ForeignFile>, Failure> {
    let found = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !found.is_dir() {
        return Ok(vec![ForeignFile { path: path.to_path_buf(), below: String::new(), named: true }]);
    }
    let mut files = Vec::new();
    let entries = WalkDir::new(path).min_depth(1).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| !passed_over(&entry.file_name().to_string_lossy(), || false)) {
        let entry = entry.map_err(|error| {
            let place = error.path().unwrap_or(path).to_path_buf();
            unreadable(&place, &error.into_io_error().unwrap_or_else(|| io::ErrorKind::PermissionDenied.into()))
        })?;
        if !entry.file_type().is_file() {
            continue;
        }
        let folder = entry.path().parent().unwrap_or(path);
        let below = folder.strip_prefix(path).unwrap_or(Path::new(""));
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        files.push(ForeignFile { path: entry.path().to_path_buf(), below: parts.join("/"), named: false });
    }
    Ok(files)
}

/// The bytes of a file from outside; nothing where it is too large to be a leaflet.
///
/// # Errors
/// Where it cannot be read.
pub fn read_foreign(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let read = || {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        if length > MAX_FILE_BYTES {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    read().map_err(|error| unreadable(path, &error))
}

/// A file that another one names by a relative path, where it lies in `root` or below.
pub fn read_beside(file: &Path, relative: &str, root: &Path) -> Option<Vec<u8>> {
    let place = fs::canonicalize(file.parent()?.join(relative)).ok()?;
    let root = fs::canonicalize(root).ok()?;
    let inside = place.starts_with(&root) && place.is_file();
    inside.then(|| read_foreign(&place).ok().flatten())?
}

/// Whether anything stands at a path, be it a broken link.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Writes a file that must not be there yet, and the folders above it. What is there stays as it is.
///
/// # Errors
/// Where it is there, or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create_new(path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        written.inspect_err(|_| {
            // A leaflet that is there by half would be taken for a whole one.
            let _ = fs::remove_file(path);
        })
    };
    write().map_err(|error: io::Error| {
        Failure::new(
            format!("'{}' cannot be written: {}.", path.display(), reason(&error)),
            "Make room, or name another folder with '--into'. Files that were imported before it stay.",
        )
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("'{}' cannot be read: {}.", path.display(), reason(error)),
        "Look whether the name is right and the file is not open in another program. Files that were imported before it stay.",
    )
}

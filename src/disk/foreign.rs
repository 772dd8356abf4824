//! Reads files from outside the site folder, and writes new files.
#![expect(clippy::disallowed_methods, reason = "this module reads and writes the disk")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::read::is_skipped;
use crate::diagnostic::{Failure, reason};

/// Larger files cannot be leaflets.
const MAX_FILE_BYTES: u64 = 100 * 1024 * 1024;

/// A file given on the command line, or in a folder given there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignFile {
    pub path: PathBuf,
    /// The folders between the given folder and the file, with `/` between them; empty for a file that was given
    /// itself.
    pub below: String,
    /// Whether the file itself was given.
    pub named: bool,
}

/// The file at a path, or all files of the folder there, in order. Hidden files and backup copies are skipped, and
/// symbolic links are not followed.
///
/// # Errors
/// If the path does not exist or cannot be read.
pub fn foreign_files(path: &Path) -> Result<Vec<ForeignFile>, Failure> {
    let found = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if !found.is_dir() {
        return Ok(vec![ForeignFile { path: path.to_path_buf(), below: String::new(), named: true }]);
    }
    let mut files = Vec::new();
    let entries = WalkDir::new(path).min_depth(1).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| !is_skipped(&entry.file_name().to_string_lossy(), || false)) {
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

/// The bytes of a file; `None` if it is too large to be a leaflet.
///
/// # Errors
/// If it cannot be read.
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

/// A file that another file refers to by a relative path, if it is in `root` or below.
pub fn read_beside(file: &Path, relative: &str, root: &Path) -> Option<Vec<u8>> {
    let place = fs::canonicalize(file.parent()?.join(relative)).ok()?;
    let root = fs::canonicalize(root).ok()?;
    let inside = place.starts_with(&root) && place.is_file();
    inside.then(|| read_foreign(&place).ok().flatten())?
}

/// Whether anything exists at a path, even a broken link.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Creates a file and its folders. An existing file is never overwritten.
///
/// # Errors
/// If the file exists or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = File::create_new(path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        written.inspect_err(|_| {
            // A partial file would be mistaken for a complete leaflet.
            let _ = fs::remove_file(path);
        })
    };
    write().map_err(|error: io::Error| {
        Failure::new(
            format!("'{}' cannot be written: {}.", path.display(), reason(&error)),
            "Free some disk space, or name another folder with '--into'. Files imported before it are kept.",
        )
    })
}

/// Writes a file that people send to one another. A file of the same name is replaced only if it contains `mark`, so
/// that no other document is lost.
///
/// # Errors
/// If another file has this name, or the file cannot be written.
pub fn write_own(path: &Path, bytes: &[u8], mark: &str) -> Result<(), Failure> {
    let cannot_write = |error: io::Error| {
        Failure::new(
            format!("'{}' cannot be written: {}.", path.display(), reason(&error)),
            "Free some disk space, or name another file with '--out'.",
        )
    };
    if is_there(path) {
        let known = fs::read(path).map_err(cannot_write)?;
        if memchr::memmem::find(&known, mark.as_bytes()).is_none() {
            return Err(Failure::new(
                format!("'{}' was not written by this command, so it is not replaced.", path.display()),
                "Name another file with '--out', or move that file away.",
            ));
        }
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(cannot_write)?;
    // The new file takes the place of the old one in one step, so that nobody sends half of it.
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let fresh = folder.join(format!(".{name}.new"));
    let write = || {
        let mut file = File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&fresh);
        cannot_write(error)
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("'{}' cannot be read: {}.", path.display(), reason(error)),
        "Check that the name is right and the file is not open in another program. Files imported before it are kept.",
    )
}

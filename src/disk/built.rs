//! A previously built site, read file by file.
#![expect(clippy::disallowed_methods, reason = "this module reads the disk")]

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Failure, reason};

#[derive(Clone, Debug)]
pub struct BuiltSite {
    folder: PathBuf,
    /// The paths of its files, with `/` between folders, in order. Symbolic links are not followed.
    pub files: Vec<String>,
}

impl BuiltSite {
    /// Lists its files.
    ///
    /// # Errors
    /// If the folder does not exist or cannot be read.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let mut files = Vec::new();
        for entry in WalkDir::new(folder).follow_root_links(true) {
            let entry = entry.map_err(|error| {
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                unreadable(error.path().unwrap_or(folder), &why)
            })?;
            if entry.depth() == 0 && !entry.file_type().is_dir() {
                return Err(unreadable(folder, "it is a file, not a folder"));
            }
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                files.push(parts.join("/"));
            }
        }
        files.sort();
        Ok(Self { folder: folder.to_path_buf(), files })
    }

    /// The bytes of a file; `None` if it does not exist.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        if self.files.binary_search_by(|known| known.as_str().cmp(path)).is_err() {
            return Ok(None);
        }
        let place = self.folder.join(path);
        fs::read(&place).map(Some).map_err(|error| unreadable(&place, &reason(&error)))
    }
}

fn unreadable(place: &Path, why: &str) -> Failure {
    Failure::new(
        format!("'{}' cannot be read: {why}.", place.display()),
        "Name two folders that 'pamphlet build' made, the older one first.",
    )
}

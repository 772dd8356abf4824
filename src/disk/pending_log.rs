//! The folder `.pamphlet` next to `content`, where the program stores its own data.
#![expect(clippy::disallowed_methods, reason = "this module writes the disk")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::open::{create_fresh, read_text};
use super::pending_file::PendingFile;
use crate::diagnostic::{Failure, reason};
use crate::publication_log;

/// The `.gitignore` of the folder: everything that can be made again does not belong in version control.
const IGNORED: &str = "# Files that Pamphlet can make again. The file published.json belongs in version \
                       control.\n/cache/\n/last-good*\n/*.new\n";

/// The new record of what is published, not yet in place. It is written before the new site is put in place, so that
/// nothing is published without a record.
#[derive(Debug)]
pub struct PendingLog {
    /// `None` if the record did not change.
    file: Option<PendingFile>,
    path: PathBuf,
}

impl PendingLog {
    /// Writes a record next to the current one, unless they are the same.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(site: &Path, text: &str) -> Result<Self, Failure> {
        let path = site.join(publication_log::PATH);
        let before = read_text(&path).unwrap_or_default();
        // Compared by lines, because version control may have changed the line ends.
        if before.lines().eq(text.lines()) {
            return Ok(Self { file: None, path });
        }
        let written = ready_folder(site).and_then(|_| {
            PendingFile::write(&path, |mut file| {
                file.write_all(text.as_bytes())?;
                Ok(file)
            })
        });
        match written {
            Ok(file) => Ok(Self { file: Some(file), path }),
            Err(error) => Err(Failure::new(
                format!(
                    "The record of what is published cannot be written to '{}': {}. Your changes were therefore not \
                     published.",
                    shown(&path),
                    reason(&error)
                ),
                "Without the record, nobody would notice if a leaflet went missing. Make the folder '.pamphlet' and \
                 all files in it writable, and build again.",
            )),
        }
    }

    /// Replaces the record, after the new site is in place.
    ///
    /// # Errors
    /// If that fails. The new site stays in place.
    pub fn put_in_place(self) -> Result<(), Failure> {
        let Some(file) = self.file else { return Ok(()) };
        file.put_in_place().map_err(|error| {
            Failure::new(
                format!(
                    "The new site is in place, but the record of it cannot be written to '{}': {}.",
                    shown(&self.path),
                    reason(&error)
                ),
                "Without it, Pamphlet does not notice if a leaflet goes missing. Make the folder writable, and build \
                 again.",
            )
        })
    }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// The folder `.pamphlet` of a site; created if it does not exist.
pub(super) fn ready_folder(site: &Path) -> io::Result<PathBuf> {
    let folder = site.join(".pamphlet");
    fs::create_dir_all(&folder)?;
    let ignored = folder.join(".gitignore");
    if fs::symlink_metadata(&ignored).is_err() {
        create_fresh(&ignored)?.write_all(IGNORED.as_bytes())?;
    }
    Ok(folder)
}

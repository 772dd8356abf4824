//! `.pamphlet/`, where the tool keeps what it must not forget, next to `content`.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::open::{create_fresh, read_text};
use super::pending_file::PendingFile;
use crate::failure::{Failure, reason};
use crate::publication_log;

/// What of the folder does not belong in version control: what can be made again.
const IGNORED: &str = "# What Pamphlet can make again. The file published.json belongs in version control.\n/cache/\n/last-good*\n/*.new\n";

/// The next record of what was published, not yet in its place. It is written before the new site is put in place: what
/// cannot be recorded is not published.
#[derive(Debug)]
pub struct PendingLog {
    /// None where the record says the same already.
    file: Option<PendingFile>,
    path: PathBuf,
}

impl PendingLog {
    /// Writes a record next to the present one. One that says the same already is not written again.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(site: &Path, text: &str) -> Result<Self, Failure> {
        let path = site.join(publication_log::PATH);
        let before = read_text(&path).unwrap_or_default();
        // A version control system may have changed the ends of lines.
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
                    "The record of what is published cannot be written to '{}': {}. So no new words were published.",
                    shown(&path),
                    reason(&error)
                ),
                "Without the record, nobody would notice when a leaflet goes missing. Allow writing to the folder \
                 '.pamphlet' and to all files in it, and build again.",
            )),
        }
    }

    /// Puts the record in its place, once the new site is.
    ///
    /// # Errors
    /// Where it cannot be put there. The new site stays all the same.
    pub fn put_in_place(self) -> Result<(), Failure> {
        let Some(file) = self.file else { return Ok(()) };
        file.put_in_place().map_err(|error| {
            Failure::new(
                format!(
                    "The new site is in place, but the record of it cannot be written to '{}': {}.",
                    shown(&self.path),
                    reason(&error)
                ),
                "Without it, Pamphlet does not notice when a leaflet goes missing. Allow writing to the folder, and build \
                 again.",
            )
        })
    }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// The folder `.pamphlet` of a site, made where it is not there yet.
pub(super) fn ready_folder(site: &Path) -> io::Result<PathBuf> {
    let folder = site.join(".pamphlet");
    fs::create_dir_all(&folder)?;
    let ignored = folder.join(".gitignore");
    if fs::symlink_metadata(&ignored).is_err() {
        create_fresh(&ignored)?.write_all(IGNORED.as_bytes())?;
    }
    Ok(folder)
}

//! Replaces one of the program's own files in one step.
#![expect(clippy::disallowed_methods, reason = "this module writes the program's own files")]

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::open::create_fresh;

/// No build takes this long to write such a file, so an older one is a leftover.
const MAX_WRITE_LEN: Duration = Duration::from_secs(60 * 60);

/// A complete new version of a file, not yet in place of the previous one. Dropping it keeps the previous one.
#[derive(Debug)]
pub struct PendingFile {
    new: PathBuf,
    place: PathBuf,
}

impl PendingFile {
    /// Writes the new version of the file at `place` next to it.
    pub(super) fn write(place: &Path, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<Self> {
        remove_leftovers(place);
        let new = place.with_file_name(format!("{}.{}.new", name(place), std::process::id()));
        let pending = Self { new, place: place.to_path_buf() };
        write(create_fresh(&pending.new)?)?.sync_all()?;
        Ok(pending)
    }

    /// Replaces the previous version in one step.
    pub(super) fn put_in_place(self) -> io::Result<()> {
        fs::rename(&self.new, &self.place)
    }
}

impl Drop for PendingFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.new);
    }
}

fn name(place: &Path) -> String {
    place.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Removes files of builds that were stopped while writing.
fn remove_leftovers(place: &Path) {
    let Some(Ok(entries)) = place.parent().map(fs::read_dir) else { return };
    let (begin, now) = (format!("{}.", name(place)), SystemTime::now());
    for entry in entries.filter_map(Result::ok) {
        let own = entry.file_name().to_string_lossy().into_owned();
        let written = entry.metadata().and_then(|found| found.modified());
        let is_old = written.is_ok_and(|written| now.duration_since(written).is_ok_and(|age| age > MAX_WRITE_LEN));
        if own.starts_with(&begin) && own.ends_with(".new") && is_old {
            let _ = fs::remove_file(entry.path());
        }
    }
}

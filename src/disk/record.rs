//! `.pamphlet/`, where the tool keeps what it must not forget, beside `content`.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, reason};
use crate::published;

/// What of the folder does not belong in version control: what can be made again.
const IGNORED: &str = "# What Pamphlet can make again. The file published.json belongs in version control.\n/cache/\n/last-good*\n/*.new\n";

/// Keeps the record of what was published. A record that says the same already is not written again.
///
/// # Errors
/// Where it cannot be written. The new site stands in its place all the same.
pub fn keep_record(site: &Path, text: &str) -> Result<(), Failure> {
    let path = site.join(published::PATH);
    let before = fs::read_to_string(&path).unwrap_or_default();
    // A version control system may have changed the ends of lines.
    if before.lines().eq(text.lines()) {
        return Ok(());
    }
    write(&path, text).map_err(|error| {
        Failure::new(
            format!("The new site is in place, but the record of it cannot be written to '{}': {}.", path.strip_prefix(".").unwrap_or(&path).display(), reason(&error)),
            "Without it, Pamphlet does not notice when a leaflet goes missing. Make the folder writable, and build again.",
        )
    })
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(site) = path.parent().and_then(Path::parent) {
        ready_folder(site)?;
    }
    // Beside it first, so that a broken-off write leaves the old one whole.
    let new = path.with_extension("json.new");
    fs::write(&new, text)?;
    fs::rename(&new, path)
}

/// The folder `.pamphlet` of a site, made where it is not there yet.
pub(super) fn ready_folder(site: &Path) -> io::Result<PathBuf> {
    let folder = site.join(".pamphlet");
    fs::create_dir_all(&folder)?;
    let ignored = folder.join(".gitignore");
    if fs::symlink_metadata(&ignored).is_err() {
        fs::write(&ignored, IGNORED)?;
    }
    Ok(folder)
}

//! The folder `.pamphlet` of a site, for the program's own files.
#![expect(clippy::disallowed_methods, reason = "this module writes the program's own files")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::open::create_fresh;

/// The `.gitignore` of the folder: everything that can be made again does not belong in version control.
const IGNORED: &str = "# Files that Pamphlet can make again. The folder versions belongs in version \
                       control.\n/cache/\n/last-good*\n/*.new\n/*.lock\n";

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

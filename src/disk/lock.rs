//! Prevents two builds from writing to the same output folder.
#![expect(clippy::disallowed_methods, reason = "this module removes the lock file")]

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::open::open_to_lock;

/// A lock, released when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

/// Why a lock cannot be taken.
pub(super) enum LockFault {
    /// Another build holds it.
    Held,
    /// The lock file cannot be created or opened.
    Disk(io::Error),
}

impl Lock {
    pub(super) fn take(path: &Path) -> Result<Self, LockFault> {
        loop {
            let file = open_to_lock(path).map_err(LockFault::Disk)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(LockFault::Held),
                // The file system does not support locks, so concurrent builds are not prevented there.
                Err(TryLockError::Error(_)) => {}
            }
            // The previous build may have removed the file between opening and locking it.
            if is_at(&file, path) {
                return Ok(Self { path: path.to_path_buf(), _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether an open file is the one at a path; always `true` on systems other than Unix.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
pub(super) fn is_at(_: &File, _: &Path) -> bool {
    true
}

//! Replaces one folder with another in one step.
#![expect(clippy::disallowed_methods, reason = "this module exchanges folders")]

use std::fs;
use std::io;
use std::path::Path;

/// Moves `new` to `place`. The previous folder is then at `old`, or at `new` if the two were exchanged.
///
/// If the system can exchange two folders in one step, there is always a complete site at `place`. Otherwise the
/// previous folder is moved to `old`, and back again if the new one cannot be moved.
///
/// # Errors
/// The error of the system; `place` is then unchanged.
pub(super) fn put(new: &Path, place: &Path, old: &Path) -> io::Result<()> {
    if fs::symlink_metadata(place).is_err() {
        return fs::rename(new, place);
    }
    if exchange(new, place)? {
        return Ok(());
    }
    fs::rename(place, old)?;
    fs::rename(new, place).inspect_err(|_| {
        // If this fails too, the next build finds the folder that was moved to `old`.
        let _ = fs::rename(old, place);
    })
}

/// Exchanges two folders; `false` if the system or the disk does not support that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

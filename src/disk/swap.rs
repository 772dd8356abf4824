//! Putting one folder in the place of another in one step.
#![expect(clippy::disallowed_methods, reason = "this is where folders are exchanged")]

use std::fs;
use std::io;
use std::path::Path;

/// Puts `new` where `place` is. What stood there stands at `old` afterwards, or at `new` where the two were exchanged.
///
/// Where the system can exchange two folders in one step, there is no instant without a whole site. Where it cannot,
/// the first folder is moved aside, and back again if the second cannot be moved.
///
/// # Errors
/// What the system says; `place` then holds what it held.
pub(super) fn put(new: &Path, place: &Path, old: &Path) -> io::Result<()> {
    if fs::symlink_metadata(place).is_err() {
        return fs::rename(new, place);
    }
    if exchange(new, place)? {
        return Ok(());
    }
    fs::rename(place, old)?;
    fs::rename(new, place).inspect_err(|_| {
        // Nothing more can be done where this fails too: the next build looks for the folder that was moved aside.
        let _ = fs::rename(old, place);
    })
}

/// Exchanges two folders; `false` where the system or the disk cannot.
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

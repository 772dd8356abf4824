//! Opening files so that a link or a pipe that somebody put in their place is never followed nor waited for.
#![expect(clippy::disallowed_methods, reason = "this is where files are opened")]

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::failure::NotAFile;

/// Opens a file for reading. A link at its place is not followed; a pipe or a device is refused instead of waited for.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    regular(system::open(path)?)
}

/// Opens a file of a site for reading. `site` is the folder that holds `content` and `themes`; these two may be links,
/// nothing below them may: a link could have taken the place of a file, or of a folder above it, since the site was read.
pub(super) fn open_below(site: &Path, path: &Path) -> io::Result<File> {
    match path.strip_prefix(site) {
        Ok(below) => regular(system::open_below(site, below)?),
        Err(_) => open_file(path),
    }
}

/// Makes a new file. What somebody left or planted at its place is removed, never written through.
pub(super) fn create_fresh(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            File::create_new(path)
        }
        made => made,
    }
}

/// Opens a file that may be locked, and makes it where there is none. Its content is left alone.
pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
    let opened = system::open_to_lock(path).and_then(regular);
    match opened {
        // Whatever took the place of the file is in the way of every build.
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ReadOnlyFilesystem) => {
            fs::remove_file(path).map_err(|_| error)?;
            create_fresh(path)
        }
        opened => opened,
    }
}

/// The bytes of one of the program's own files.
pub(super) fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut open_file(path)?, &mut bytes)?;
    Ok(bytes)
}

/// The text of one of the program's own files.
pub(super) fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read_file(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

fn regular(file: File) -> io::Result<File> {
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(NotAFile::Special.into()),
    }
}

#[cfg(unix)]
mod system {
    use std::fs::File;
    use std::io;
    use std::path::{Component, Path};

    use rustix::fd::OwnedFd;
    use rustix::fs::{CWD, Mode, OFlags, open as open_at_path, openat};
    use rustix::io::Errno;

    use crate::failure::NotAFile;

    const FILE: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);
    const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::DIRECTORY);

    pub(super) fn open(path: &Path) -> io::Result<File> {
        Ok(open_at_path(path, FILE, Mode::empty()).map_err(told)?.into())
    }

    pub(super) fn open_below(site: &Path, below: &Path) -> io::Result<File> {
        let mut parts = below.components().peekable();
        let mut folder: OwnedFd = match parts.next() {
            Some(first) if parts.peek().is_some() => open_at_path(site.join(first), FOLDER, Mode::empty())?,
            _ => return open(&site.join(below)),
        };
        while let Some(part) = parts.next() {
            let Component::Normal(name) = part else { return Err(NotAFile::Link.into()) };
            if parts.peek().is_none() {
                return Ok(openat(&folder, name, FILE, Mode::empty()).map_err(told)?.into());
            }
            folder = openat(&folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()).map_err(|error| match error {
                // Linux says of a link that it is no folder.
                Errno::NOTDIR => NotAFile::Link.into(),
                error => told(error),
            })?;
        }
        Err(io::ErrorKind::NotFound.into())
    }

    pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
        let shared = OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP | Mode::ROTH;
        let made = openat(CWD, path, shared | OFlags::RDWR | OFlags::CREATE, mode);
        let made = made.or_else(|error| match error {
            // An administrator's build left it: to lock it, reading is enough.
            Errno::ACCESS | Errno::PERM => openat(CWD, path, shared | OFlags::RDONLY, Mode::empty()).map_err(|_| error),
            error => Err(error),
        });
        Ok(made.map_err(told)?.into())
    }

    fn told(error: Errno) -> io::Error {
        match error {
            Errno::LOOP | Errno::MLINK => NotAFile::Link.into(),
            // A pipe that nobody writes to.
            Errno::NXIO => NotAFile::Special.into(),
            error => error.into(),
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::{self, File, OpenOptions};
    use std::io;
    use std::path::Path;

    use crate::failure::NotAFile;

    pub(super) fn open(path: &Path) -> io::Result<File> {
        match fs::symlink_metadata(path)?.is_symlink() {
            true => Err(NotAFile::Link.into()),
            false => File::open(path),
        }
    }

    pub(super) fn open_below(site: &Path, below: &Path) -> io::Result<File> {
        let mut place = site.to_path_buf();
        for (depth, part) in below.components().enumerate() {
            place.push(part);
            if depth > 0 && fs::symlink_metadata(&place)?.is_symlink() {
                return Err(NotAFile::Link.into());
            }
        }
        File::open(place)
    }

    pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
    }
}

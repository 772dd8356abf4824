//! Opens files without following links, on systems with `openat`.

use std::fs::File;
use std::io;
use std::path::{Component, Path};

use rustix::fd::OwnedFd;
use rustix::fs::{CWD, Mode, OFlags, open as open_at_path, openat};
use rustix::io::Errno;

use crate::diagnostic::NotAFile;

const FILE: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::DIRECTORY);

pub(super) fn open(path: &Path) -> io::Result<File> {
    Ok(open_at_path(path, FILE, Mode::empty()).map_err(io_error)?.into())
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
            return Ok(openat(&folder, name, FILE, Mode::empty()).map_err(io_error)?.into());
        }
        folder = openat(&folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty()).map_err(|error| match error {
            // Linux returns this for a link.
            Errno::NOTDIR => NotAFile::Link.into(),
            error => io_error(error),
        })?;
    }
    Err(io::ErrorKind::NotFound.into())
}

pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
    let shared = OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let mode = Mode::RUSR | Mode::WUSR | Mode::RGRP | Mode::ROTH;
    let made = openat(CWD, path, shared | OFlags::RDWR | OFlags::CREATE, mode);
    let made = made.or_else(|error| match error {
        // Left by a build of another user. Opening it for reading is enough to lock it.
        Errno::ACCESS | Errno::PERM => openat(CWD, path, shared | OFlags::RDONLY, Mode::empty()).map_err(|_| error),
        error => Err(error),
    });
    Ok(made.map_err(io_error)?.into())
}

fn io_error(error: Errno) -> io::Error {
    match error {
        Errno::LOOP | Errno::MLINK => NotAFile::Link.into(),
        // A pipe that nobody reads.
        Errno::NXIO => NotAFile::Special.into(),
        error => error.into(),
    }
}

//! The output folder: a new site is made beside the old one and takes its place in one step.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is written")]

use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::swap;
use crate::artifact::{Artifact, Body};
use crate::diagnostic::Approved;
use crate::failure::{Failure, reason};
use crate::picture;

/// The file that says that Pamphlet made a folder, and which files in it.
const MARKER: &str = ".pamphlet-site";
const MARKER_HEAD: &str =
    "Made by Pamphlet. The next build replaces these files; any other file in this folder stops it.\n";

/// A new site in the making.
#[derive(Debug)]
pub struct Output {
    place: PathBuf,
    new: PathBuf,
    old: PathBuf,
    had_site: bool,
    /// The files that were taken, as lines of the marker file.
    lines: Mutex<Vec<String>>,
    kept: AtomicUsize,
    // Dropped last: it keeps other builds away.
    _lock: Lock,
}

/// How many files a build wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the new site.
    pub files: usize,
    /// Those among them that were the same before, and were not written again.
    pub unchanged: usize,
}

impl Output {
    /// Makes sure that `place` may be replaced, and keeps other builds away from it.
    ///
    /// # Errors
    /// Where the folder holds anything that Pamphlet did not make, is or holds or lies in the site's content, is a link
    /// or a mount point, or where another build is writing to it.
    pub fn begin(place: &Path, site: &Path) -> Result<Self, Failure> {
        let name = place.file_name().ok_or_else(|| not_an_output(place, "has no name of its own"))?;
        let parent = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        refuse_before_making(&parent.join(name), site)?;
        fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        // With its real path, so that a link above it does not hide where it lies.
        let parent = fs::canonicalize(parent).map_err(|error| unwritable(parent, &error))?;
        let place = parent.join(name);
        refuse_sources(&place, site)?;
        let lock = Lock::take(&parent.join(beside(name, "lock")), &place)?;
        let (new, old) = (parent.join(beside(name, "new")), parent.join(beside(name, "old")));
        if fs::symlink_metadata(&place).is_err() && old.is_dir() {
            // A build was stopped between two moves.
            fs::rename(&old, &place).map_err(|error| unwritable(&place, &error))?;
        }
        for left_over in [&new, &old] {
            remove(left_over).map_err(|error| unwritable(left_over, &error))?;
        }
        let had_site = refuse_strangers(&place)?;
        fs::create_dir(&new).map_err(|error| unwritable(&new, &error))?;
        Ok(Self { place, new, old, had_site, lines: Mutex::default(), kept: AtomicUsize::new(0), _lock: lock })
    }

    /// Takes one file of the new site. Files come in any order, from any thread.
    ///
    /// # Errors
    /// Where it cannot be written. The site that stood before still stands.
    pub fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let is_inside = artifact.path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_inside {
            return Err(not_an_output(&self.place, &format!("would get a file outside of it, '{}'", artifact.path)));
        }
        let path = self.new.join(&artifact.path);
        let artifact = match &artifact.body {
            Body::PictureOf(source) => Artifact { body: Body::Bytes(cleaned(source)?), path: artifact.path },
            _ => artifact,
        };
        self.write(&artifact, &path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Failure::new(
                format!("Two files of the new site have the same address, '{}'.", artifact.path),
                "The site that stood before still stands. Give one of the two another name; capitals do not count.",
            ),
            _ => unwritable(&path, &error),
        })?;
        let line = match marked(&artifact.path) {
            Cow::Owned(line) => line,
            Cow::Borrowed(_) => artifact.path,
        };
        if let Ok(mut lines) = self.lines.lock() {
            lines.push(line);
        }
        Ok(())
    }

    fn write(&self, artifact: &Artifact, path: &Path) -> io::Result<()> {
        if let Some(folder) = path.parent().filter(|folder| *folder != self.new) {
            match fs::create_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder)?,
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        if self.had_site {
            let before = self.place.join(&artifact.path);
            // A file that did not change keeps its place on the disk; where the disk cannot, it is written.
            if is_same(&before, &artifact.body) && fs::hard_link(&before, path).is_ok() {
                self.kept.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
        }
        // What is kept for the next build and what is published may be one on the disk: neither is ever written into.
        if let Body::Kept(kept) = &artifact.body
            && fs::hard_link(kept, path).is_ok()
        {
            return Ok(());
        }
        let mut file = File::create_new(path)?;
        match &artifact.body {
            Body::Bytes(bytes) => file.write_all(bytes),
            Body::CopyOf(source) | Body::PictureOf(source) | Body::Kept(source) => {
                io::copy(&mut File::open(source)?, &mut file).map(|_| ())
            }
        }
    }

    /// Puts the new site in the place of the old one, in one step where the system can.
    ///
    /// # Errors
    /// Where the folders cannot be exchanged. The site that stood before still stands.
    pub fn put_in_place(mut self, _key: &Approved) -> Result<Written, Failure> {
        let mut lines = std::mem::take(&mut self.lines).into_inner().unwrap_or_default();
        lines.par_sort_unstable();
        let list = format!("{MARKER_HEAD}{}\n", lines.join("\n"));
        self.take(Artifact::text(MARKER, list))?;
        swap::put(&self.new, &self.place, &self.old).map_err(|error| {
            let help = "The site that stood before still stands. Close programs that use the folder and try again.";
            Failure::new(format!("The new site cannot be put at '{}': {}.", self.place.display(), reason(&error)), help)
        })?;
        Ok(Written { files: lines.len(), unchanged: self.kept.load(Ordering::Relaxed).min(lines.len()) })
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // What is left is either a site that was not finished or the one that was replaced. Where it cannot be removed
        // now, the next build does so.
        let _ = remove(&self.new);
        let _ = remove(&self.old);
    }
}

/// `.public.pamphlet-new`
fn beside(name: &std::ffi::OsStr, what: &str) -> OsString {
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(".pamphlet-");
    beside.push(what);
    beside
}

/// Looks at the folders that are there already, before any is made.
fn refuse_before_making(place: &Path, site: &Path) -> Result<(), Failure> {
    let there = place.ancestors().skip(1).find_map(|above| {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        Some((fs::canonicalize(above).ok()?, place.strip_prefix(above).unwrap_or(place)))
    });
    let Some((above, rest)) = there else { return Ok(()) };
    if !above.is_dir() {
        return Err(not_an_output(place, &format!("lies in '{}', which is a file, not a folder", above.display())));
    }
    refuse_sources(&above.join(rest), site)
}

fn refuse_sources(place: &Path, site: &Path) -> Result<(), Failure> {
    for (folder, name) in [("content", "the folder with the leaflets"), ("themes", "the folder with the themes")] {
        let Ok(sources) = fs::canonicalize(site.join(folder)) else { continue };
        let real = fs::canonicalize(place).unwrap_or_else(|_| place.to_path_buf());
        if sources.starts_with(&real) {
            return Err(not_an_output(place, &format!("is or holds {name}")));
        }
        if real.starts_with(&sources) {
            return Err(not_an_output(place, &format!("lies in {name}")));
        }
    }
    Ok(())
}

/// Refuses a folder that holds anything Pamphlet did not make. Says whether there is a site in it.
fn refuse_strangers(place: &Path) -> Result<bool, Failure> {
    let Ok(found) = fs::symlink_metadata(place) else { return Ok(false) };
    if found.is_symlink() {
        return Err(not_an_output(place, "is a link to another folder"));
    }
    if !found.is_dir() {
        return Err(not_an_output(place, "is a file"));
    }
    if is_mount_point(place, &found) {
        return Err(not_an_output(place, "is a disk of its own (a mount point)"));
    }
    let marker = fs::read_to_string(place.join(MARKER)).unwrap_or_default();
    let made: HashSet<&str> = marker.lines().skip(1).chain([MARKER]).collect();
    let is_ours = marker.starts_with("Made by Pamphlet");
    for entry in WalkDir::new(place).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            unwritable(place, &error.into_io_error().unwrap_or_else(|| io::ErrorKind::PermissionDenied.into()))
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let name = entry.file_name().to_string_lossy();
        if matches!(&*name, ".DS_Store" | "Thumbs.db" | "desktop.ini") {
            continue;
        }
        let below = entry.path().strip_prefix(place).unwrap_or(entry.path());
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let path = parts.join("/");
        if !is_ours || !made.contains(&*marked(&path)) {
            return Err(not_an_output(place, &format!("holds a file that Pamphlet did not make, '{path}'")));
        }
    }
    Ok(is_ours)
}

/// A path as one line of the marker file: a name may hold a line end.
fn marked(path: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b' ');
    // Nearly all are, and there are tens of thousands.
    match path.bytes().all(is_plain) {
        true => path.into(),
        false => path.escape_debug().to_string().into(),
    }
}

#[cfg(unix)]
fn is_mount_point(place: &Path, found: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let above = place.parent().and_then(|above| fs::metadata(above).ok());
    above.is_some_and(|above| above.dev() != found.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path, _: &fs::Metadata) -> bool {
    false
}

fn is_same(before: &Path, body: &Body) -> bool {
    let Ok(mut file) = File::open(before) else { return false };
    let Ok(length) = file.metadata().map(|found| found.len()) else { return false };
    let mut old = Vec::new();
    match body {
        Body::Bytes(bytes) => length == bytes.len() as u64 && file.read_to_end(&mut old).is_ok() && old == *bytes,
        Body::Kept(kept) if is_one(&file, kept) => true,
        Body::CopyOf(source) | Body::PictureOf(source) | Body::Kept(source) => {
            let same_length = fs::metadata(source).is_ok_and(|found| found.len() == length);
            same_length && file.read_to_end(&mut old).is_ok() && fs::read(source).is_ok_and(|new| new == old)
        }
    }
}

/// The bytes of a picture as they are published. It is read here for the first time as a whole.
pub(super) fn cleaned(source: &Path) -> Result<Vec<u8>, Failure> {
    let name = source.to_string_lossy();
    let unreadable = |why: &str| {
        let help = "The site that stood before still stands. Look at the picture, and call the command again.";
        Failure::new(format!("The picture '{name}' cannot be read: {why}."), help)
    };
    let read = File::open(source).and_then(|mut file| picture::clean(&name, &mut file));
    read.map_err(|error| unreadable(&reason(&error)))?
        .map_err(|_| unreadable("it was changed while Pamphlet looked at it, or is damaged"))
}

/// Removes a folder with all that is in it; large ones by several hands.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
        Ok(found) if !found.is_dir() => return fs::remove_file(folder),
        Ok(_) => {}
    }
    let mut below = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() {
            for entry in fs::read_dir(&path)? {
                below.push(entry?.path());
            }
        }
    }
    below.par_iter().try_for_each(|path| {
        if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
    })?;
    fs::remove_dir_all(folder)
}

fn unwritable(place: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("'{}' cannot be written: {}.", place.display(), reason(error)),
        "The site that stood before still stands. Make room, or name another folder with '--out'.",
    )
}

fn not_an_output(place: &Path, why: &str) -> Failure {
    Failure::new(
        format!("The site cannot be put at '{}', because it {why}.", place.display()),
        "A build replaces all that is in its output folder. Name a folder of its own with '--out', or move the file away; \
         files that belong to the site go into 'content/static'.",
    )
}

/// Keeps two builds of one output apart.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(path: &Path, place: &Path) -> Result<Self, Failure> {
        loop {
            let file = File::create(path).map_err(|error| unwritable(path, &error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    return Err(Failure::new(
                        format!("Another build is writing to '{}' at this moment.", place.display()),
                        "Wait until it is done, then try again.",
                    ));
                }
                // A disk that knows no locks: builds there are kept apart by nothing but care.
                Err(fs::TryLockError::Error(_)) => {}
            }
            // The file may have been removed by the build before between opening and locking it.
            if is_still(&file, path) {
                return Ok(Self { path: path.to_path_buf(), _file: file });
            }
        }
    }
}

/// Whether an open file is the one that stands at a path; where that cannot be told, their bytes are compared.
fn is_one(file: &File, path: &Path) -> bool {
    cfg!(unix) && is_still(file, path)
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

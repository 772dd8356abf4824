//! The output folder: a new site is written next to the old one and replaces it in one step.
#![expect(clippy::disallowed_methods, reason = "this module writes the disk")]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use walkdir::WalkDir;

use super::lock::{Lock, LockFault, is_at};
use super::made_files::{MARKER, MadeFiles, is_of_the_system, marked};
use super::open::{create_fresh, open_below, open_file};
use super::remove::remove;
use super::swap;
use crate::diagnostic::ReleasePermit;
use crate::diagnostic::{Failure, reason};
use crate::picture;
use crate::rendering::{Artifact, Body};

/// A new site that is being written.
#[derive(Debug)]
pub struct SiteOutput {
    place: PathBuf,
    new: PathBuf,
    old: PathBuf,
    had_site: bool,
    /// The site folder whose files are copied.
    site: PathBuf,
    /// Files of the web host, which are kept from build to build.
    keep: Vec<String>,
    /// Folders of earlier builds that could not be removed.
    left_over: Vec<PathBuf>,
    /// The files written so far, as lines of the marker file.
    lines: Mutex<Vec<String>>,
    kept: AtomicUsize,
    /// Pages that are new or changed.
    pages: Mutex<PageChanges>,
    // Dropped last: it locks out other builds.
    _lock: Lock,
}

/// The pages that a build changed, by their paths in the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageChanges {
    pub new: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

/// How many files a build wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteStats {
    /// Files of the new site.
    pub files: usize,
    /// Those of `files` that did not change and were not written again.
    pub unchanged: usize,
    /// The pages that differ from those of the previous site.
    pub pages: PageChanges,
    /// Folders of earlier builds next to the site that could not be removed.
    pub left_over: Vec<PathBuf>,
}

impl SiteOutput {
    /// Checks that `place` may be replaced, and locks out other builds. `site` is the site folder; `keep` lists files
    /// of the web host that are kept from build to build, and folders of such files with a `/` at the end.
    ///
    /// # Errors
    /// If the folder contains files that Pamphlet did not make; if it is, contains or is in the site's content; if it
    /// is a link or a mount point; if another build is writing to it; or if nothing can be written next to it.
    pub fn begin(place: &Path, site: &Path, keep: &[String]) -> Result<Self, Failure> {
        let name = place.file_name().ok_or_else(|| not_an_output(place, "has no name"))?;
        let parent = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        refuse_before_making(&parent.join(name), site)?;
        fs::create_dir_all(parent).map_err(|error| unwritable(parent, &error))?;
        // Resolved, so that a link above it cannot hide that it is in the content.
        let parent = fs::canonicalize(parent).map_err(|error| unwritable(parent, &error))?;
        let place = parent.join(name);
        refuse_sources(&place, site)?;
        let lock_file = parent.join(hidden_name(name, "lock", 1));
        let lock = Lock::take(&lock_file).map_err(|fault| match fault {
            LockFault::Held => busy(&place),
            LockFault::Disk(error) => unwritable(&lock_file, &error),
        })?;
        let stopped = parent.join(hidden_name(name, "old", 1));
        if fs::symlink_metadata(&place).is_err() && stopped.is_dir() {
            // An earlier build was stopped between the two renames of `swap::put`.
            fs::rename(&stopped, &place).map_err(|error| unwritable(&place, &error))?;
        }
        let mut left_over = Vec::new();
        let old = free_name(&parent, name, "old", &mut left_over)?;
        let new = free_name(&parent, name, "new", &mut left_over)?;
        let had_site = refuse_strangers(&place, keep)?;
        fs::create_dir(&new).map_err(|error| unwritable(&new, &error))?;
        Ok(Self {
            place,
            new,
            old,
            had_site,
            site: site.to_path_buf(),
            keep: keep.to_vec(),
            left_over,
            lines: Mutex::default(),
            kept: AtomicUsize::new(0),
            pages: Mutex::default(),
            _lock: lock,
        })
    }

    /// Copies files from another site folder instead of the one passed to `begin`.
    pub fn copying_from(mut self, site: &Path) -> Self {
        self.site = site.to_path_buf();
        self
    }

    /// Writes one file of the new site. Files may come in any order, from any thread.
    ///
    /// # Errors
    /// If it cannot be written. The previous site is unchanged.
    pub fn take(&self, artifact: Artifact) -> Result<(), Failure> {
        let is_inside = artifact.path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !is_inside {
            return Err(not_an_output(&self.place, &format!("would get a file outside it, '{}'", artifact.path)));
        }
        let path = self.new.join(&artifact.path);
        let artifact = match &artifact.body {
            Body::PictureOf(source) => {
                Artifact { body: Body::Bytes(cleaned(&self.site, source)?), path: artifact.path }
            }
            _ => artifact,
        };
        self.write(&artifact, &path).map_err(|error| match (error.kind(), &artifact.body) {
            (_, Body::CopyOf(source))
                if open_below(&self.site, source).is_err_and(|error| error.get_ref().is_none()) =>
            {
                unreadable_source(source, &reason(&error))
            }
            (io::ErrorKind::AlreadyExists, _) => Failure::new(
                format!("Two files of the new site have the same address, '{}'.", artifact.path),
                "Your changes were not published. Give one of them another name. Capitals make no difference.",
            ),
            (_, Body::CopyOf(source)) if error.get_ref().is_some() => changed_source(source, &reason(&error)),
            _ => unwritable(&path, &error),
        })?;
        let line = marked(&artifact.path).into_owned();
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
            // An unchanged file is linked instead of written, if the disk supports that.
            let is_same = self.is_same(&before, &artifact.body);
            if is_same && fs::hard_link(&before, path).is_ok() {
                self.kept.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            if !is_same {
                self.note(&artifact.path, fs::symlink_metadata(&before).is_ok());
            }
        } else {
            self.note(&artifact.path, false);
        }
        // The cached file and the published one may share disk space, because neither is ever modified.
        if let Body::Cached(kept) = &artifact.body
            && fs::hard_link(kept, path).is_ok()
        {
            if fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
                return Ok(());
            }
            // It was replaced by a link, which opening it rejects.
            fs::remove_file(path)?;
        }
        match &artifact.body {
            Body::Bytes(bytes) => fs::File::create_new(path)?.write_all(bytes),
            Body::CopyOf(source) | Body::PictureOf(source) => {
                let mut source = open_below(&self.site, source)?;
                io::copy(&mut source, &mut fs::File::create_new(path)?).map(drop)
            }
            Body::Cached(source) => io::copy(&mut open_file(source)?, &mut fs::File::create_new(path)?).map(drop),
        }
    }

    /// Notes a page that is new, or differs from the one before.
    fn note(&self, path: &str, was_there: bool) {
        if path.ends_with(".html")
            && let Ok(mut pages) = self.pages.lock()
        {
            let list = if was_there { &mut pages.changed } else { &mut pages.new };
            list.push(path.to_owned());
        }
    }

    /// The pages that differ from those of the previous site, in order.
    fn changed_pages(&mut self, made: &MadeFiles) -> PageChanges {
        let mut pages = std::mem::take(&mut self.pages).into_inner().unwrap_or_default();
        let before = if self.had_site { MadeFiles::read(&self.place) } else { None };
        let before = before.iter().flat_map(|before| before.lines());
        pages.removed = before.filter(|path| path.ends_with(".html") && !made.has_line(path)).cloned().collect();
        pages.new.sort_unstable();
        pages.changed.sort_unstable();
        pages
    }

    fn is_same(&self, before: &Path, body: &Body) -> bool {
        let Ok(mut file) = open_file(before) else { return false };
        let Ok(length) = file.metadata().map(|found| found.len()) else { return false };
        let mut old = Vec::new();
        let source = match body {
            Body::Bytes(bytes) => {
                return length == bytes.len() as u64 && file.read_to_end(&mut old).is_ok() && old == *bytes;
            }
            Body::Cached(kept) if cfg!(unix) && is_at(&file, kept) => return true,
            Body::Cached(kept) => open_file(kept),
            Body::CopyOf(source) | Body::PictureOf(source) => open_below(&self.site, source),
        };
        let Ok(mut source) = source else { return false };
        let mut new = Vec::new();
        source.metadata().is_ok_and(|found| found.len() == length)
            && file.read_to_end(&mut old).is_ok()
            && source.read_to_end(&mut new).is_ok()
            && new == old
    }

    /// Replaces the old site with the new one, in one step if the system supports that. `record` is the hash of the
    /// record's last line, see [`PendingLog`](super::PendingLog).
    ///
    /// # Errors
    /// If the folders cannot be exchanged. The previous site is unchanged.
    pub fn put_in_place(mut self, _key: &ReleasePermit, record: Option<&str>) -> Result<WriteStats, Failure> {
        let made = MadeFiles::of(std::mem::take(&mut self.lines).into_inner().unwrap_or_default()).with_record(record);
        self.take(Artifact::text(MARKER, made.text()))?;
        self.carry_over(&made)?;
        let pages = self.changed_pages(&made);
        swap::put(&self.new, &self.place, &self.old).map_err(|error| {
            let help = "Your changes were not published. Close programs that use the folder and try again.";
            Failure::new(
                format!("The new site cannot be put in place at '{}': {}.", self.place.display(), reason(&error)),
                help,
            )
        })?;
        let files = made.len();
        Ok(WriteStats {
            files,
            unchanged: self.kept.load(Ordering::Relaxed).min(files),
            pages,
            left_over: std::mem::take(&mut self.left_over),
        })
    }

    /// Copies the files of the web host into the new site. A file made by the build wins.
    fn carry_over(&self, made: &MadeFiles) -> Result<(), Failure> {
        if self.keep.is_empty() || !self.place.is_dir() {
            return Ok(());
        }
        for (path, place) in files_in(&self.place)? {
            if is_kept(&path, &self.keep) && !made.contains(&path) {
                let new = self.new.join(&path);
                let copied = new
                    .parent()
                    .map_or(Ok(()), fs::create_dir_all)
                    .and_then(|()| open_below(&self.place, &place))
                    .and_then(|mut file| {
                        let mut copy = create_fresh(&new)?;
                        io::copy(&mut file, &mut copy)?;
                        copy.set_permissions(file.metadata()?.permissions())
                    });
                copied.map_err(|error| unwritable(&new, &error))?;
            }
        }
        Ok(())
    }
}

impl Drop for SiteOutput {
    fn drop(&mut self) {
        // These are either an unfinished site or the one that was replaced. If one cannot be removed now, the next
        // build uses another name.
        let _ = remove(&self.new);
        let _ = remove(&self.old);
    }
}

/// The maximum number of names for a folder next to the output. Builds do not leave more than this.
const MAX_NAMES: usize = 20;

/// Finds a free name for a folder next to the output. Leftovers of earlier builds are removed; if that is not allowed,
/// such as after a build by an administrator, another name is used.
fn free_name(parent: &Path, name: &OsStr, what: &str, left_over: &mut Vec<PathBuf>) -> Result<PathBuf, Failure> {
    let mut free = None;
    let mut fault = None;
    for number in 1..=MAX_NAMES {
        let path = parent.join(hidden_name(name, what, number));
        match remove(&path) {
            Ok(()) => free = free.or(Some(path)),
            Err(error) => {
                fault = fault.or(Some(unwritable(&path, &error)));
                left_over.push(path);
            }
        }
    }
    free.ok_or_else(|| fault.unwrap_or_else(|| not_an_output(parent, "contains too many leftover folders")))
}

/// `.public.pamphlet-new`, `.public.pamphlet-new-2`
pub(super) fn hidden_name(name: &OsStr, what: &str, number: usize) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".pamphlet-");
    hidden.push(what);
    if number > 1 {
        hidden.push(format!("-{number}"));
    }
    hidden
}

/// Checks existing folders before any is created.
fn refuse_before_making(place: &Path, site: &Path) -> Result<(), Failure> {
    let there = place.ancestors().skip(1).find_map(|above| {
        let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
        Some((fs::canonicalize(above).ok()?, place.strip_prefix(above).unwrap_or(place)))
    });
    let Some((above, rest)) = there else { return Ok(()) };
    if !above.is_dir() {
        return Err(not_an_output(place, &format!("is in '{}', which is a file, not a folder", above.display())));
    }
    refuse_sources(&above.join(rest), site)
}

fn refuse_sources(place: &Path, site: &Path) -> Result<(), Failure> {
    for (folder, name) in [("content", "the folder with the leaflets"), ("themes", "the folder with the themes")] {
        let Ok(sources) = fs::canonicalize(site.join(folder)) else { continue };
        let real = fs::canonicalize(place).unwrap_or_else(|_| place.to_path_buf());
        if sources.starts_with(&real) {
            return Err(not_an_output(place, &format!("is or contains {name}")));
        }
        if real.starts_with(&sources) {
            return Err(not_an_output(place, &format!("is in {name}")));
        }
    }
    Ok(())
}

/// Rejects a folder that contains files neither made by Pamphlet nor listed in `keep`. Returns whether it contains a
/// site.
fn refuse_strangers(place: &Path, keep: &[String]) -> Result<bool, Failure> {
    let Ok(found) = fs::symlink_metadata(place) else { return Ok(false) };
    if found.is_symlink() {
        return Err(not_an_output(place, "is a shortcut (a link) to another folder"));
    }
    if !found.is_dir() {
        return Err(not_an_output(place, "is a file"));
    }
    if is_mount_point(place, &found) {
        return Err(not_an_output(place, "is a separate disk (a mount point)"));
    }
    let made = MadeFiles::read(place);
    for (path, _) in files_in(place)? {
        let is_made = made.as_ref().is_some_and(|made| path == MARKER || made.contains(&path));
        if !is_made && !is_kept(&path, keep) {
            return Err(match made {
                Some(_) => stranger(place, &path),
                None => not_an_output(place, &format!("contains a file that Pamphlet did not make, '{path}'")),
            });
        }
    }
    Ok(made.is_some())
}

/// All files of an output with their paths in it, in order, except those that operating systems put into any folder.
pub(super) fn files_in(place: &Path) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(place).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            unwritable(place, &error.into_io_error().unwrap_or_else(|| io::ErrorKind::PermissionDenied.into()))
        })?;
        if entry.file_type().is_dir() || is_of_the_system(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let below = entry.path().strip_prefix(place).unwrap_or(entry.path());
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        files.push((parts.join("/"), entry.into_path()));
    }
    Ok(files)
}

/// Whether a file of the output is listed in `keep`, or is in a folder listed there.
fn is_kept(path: &str, keep: &[String]) -> bool {
    keep.iter().any(|kept| match kept.ends_with('/') {
        true => path.starts_with(kept.as_str()),
        false => path == kept,
    })
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

/// The bytes of a picture as they are published. Only here is a picture read as a whole.
pub(super) fn cleaned(site: &Path, source: &Path) -> Result<Vec<u8>, Failure> {
    let name = source.to_string_lossy();
    let unreadable = |why: &str| {
        let help = "Your changes were not published. Check the picture, and run the command again.";
        Failure::new(format!("The picture '{name}' cannot be read: {why}."), help)
    };
    let read = open_below(site, source).and_then(|mut file| picture::clean(&name, &mut file));
    read.map_err(|error| unreadable(&reason(&error)))?
        .map_err(|_| unreadable("it changed while Pamphlet was reading it, or it is damaged"))
}

fn unwritable(place: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!("'{}' cannot be written: {}.", place.display(), reason(error)),
        "Your changes were not published. Free some disk space, make the folder writable, or name another one with \
         '--out'.",
    )
}

fn not_an_output(place: &Path, why: &str) -> Failure {
    Failure::new(
        format!("The site cannot be written to '{}', because it {why}.", place.display()),
        "A build replaces everything in its output folder. Name a folder used for nothing else with '--out', or move \
         the file elsewhere. Files that belong to the site go into 'content/static'.",
    )
}

/// A file in the output that Pamphlet did not make and that is not listed in `keep`.
fn stranger(place: &Path, path: &str) -> Failure {
    Failure::new(
        format!(
            "The site cannot be written to '{}', because it contains a file that Pamphlet did not make, '{path}'.",
            place.display()
        ),
        format!(
            "A build replaces everything in its output folder. If the web host needs the file there, list it in \
             'content/site.yaml': 'keep: [{}]'. Otherwise move it elsewhere, or name another folder with '--out'. \
             Files that belong to the site go into 'content/static'.",
            path.split('/').next().unwrap_or(path).to_owned() + if path.contains('/') { "/" } else { "" }
        ),
    )
}

pub(super) fn busy(place: &Path) -> Failure {
    Failure::new(
        format!("Another build is currently writing to '{}'.", place.display()),
        "Wait until it has finished, then try again.",
    )
}

fn unreadable_source(source: &Path, why: &str) -> Failure {
    Failure::new(
        format!("The file '{}' cannot be read: {why}.", source.display()),
        "Your changes were not published. Make the file readable, or delete it if the site does not need it, and build again.",
    )
}

fn changed_source(source: &Path, why: &str) -> Failure {
    Failure::new(
        format!("The file '{}' cannot be published: {why}.", source.display()),
        "Your changes were not published. Replace it with the file itself, and build again.",
    )
}

//! The new part of the record of what is published, until the new site is in place.
//!
//! What is to be recorded is written to a file before the new site replaces the old one, and added to the log after. If
//! the program is stopped between the two, the next command that writes compares the file with the site: the new site
//! contains the hash of the last line, so either the lines are added, or they are forgotten. The record and the site
//! always agree.
#![expect(clippy::disallowed_methods, reason = "this module writes the program's own files")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::lock::{Lock, LockFault};
use super::made_files::MadeFiles;
use super::open::{open_below, read_text};
use super::own_folder::ready_folder;
use super::pending_file::PendingFile;
use super::remove::remove;
use super::version_store::VersionStore;
use crate::diagnostic::{Failure, reason};
use crate::publication_log::{ContentHash, FORMER_PATH, ObjectContent, RecordObject, Recording};

/// The name of the file in the folder `.pamphlet`.
const PENDING: &str = "versions.new";

/// What is to be recorded when a site is in place.
#[derive(Debug, Serialize, Deserialize)]
struct Intent {
    /// The output folder.
    output: PathBuf,
    /// The length of the log before.
    length: u64,
    /// The hash of the last line.
    head: String,
    /// The new lines.
    lines: String,
}

/// Why the record cannot be written.
#[derive(Debug)]
pub enum LogWriteFault {
    /// Another build published the site since the record was read. Building again succeeds.
    Changed,
    /// It cannot be written.
    Failed(Failure),
}

impl From<Failure> for LogWriteFault {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// How long to wait for other builds of the same site.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// The new part of the record, not yet in place. It is written before the new site is put in place, so that nothing is
/// published without a record.
#[derive(Debug)]
pub struct PendingLog {
    site: PathBuf,
    /// `None` if the record does not change.
    intent: Option<Intent>,
    head: String,
    is_done: bool,
    /// Dropped last: it locks out other commands that write to the record.
    _lock: Option<Lock>,
}

impl PendingLog {
    /// Writes the objects and what is to be recorded, unless the record does not change. `output` is the folder of the
    /// new site.
    ///
    /// # Errors
    /// If it cannot be written, or the record changed since it was read.
    pub fn write(site: &Path, recording: &Recording, output: &Path) -> Result<Self, LogWriteFault> {
        let head = recording.head.to_string();
        if recording.lines.is_empty() {
            return Ok(Self { site: site.to_path_buf(), intent: None, head, is_done: true, _lock: None });
        }
        let store = VersionStore::of(site);
        ready_folder(site).map_err(|error| unwritable(&store.log(), &error))?;
        let lock = locked(&store)?;
        let length = length_of(&store, recording)?.ok_or(LogWriteFault::Changed)?;
        let write = || -> io::Result<Intent> {
            recording.objects.par_iter().try_for_each(|object| put(&store, site, object))?;
            let output = std::path::absolute(output)?;
            let intent = Intent { output, length, head: head.clone(), lines: recording.lines.clone() };
            PendingFile::write(&site.join(".pamphlet").join(PENDING), |mut file| {
                file.write_all(&serde_json::to_vec(&intent)?)?;
                Ok(file)
            })?
            .put_in_place()?;
            Ok(intent)
        };
        let intent = write().map_err(|error| unwritable(&store.log(), &error))?;
        Ok(Self { site: site.to_path_buf(), intent: Some(intent), head, is_done: false, _lock: Some(lock) })
    }

    /// The hash of the last line, which the new site contains.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Adds the lines to the log, after the new site is in place.
    ///
    /// # Errors
    /// If that fails. The new site stays in place, and the next build adds the lines.
    pub fn put_in_place(mut self) -> Result<(), Failure> {
        self.is_done = true;
        let Some(intent) = &self.intent else { return Ok(()) };
        complete(&self.site, intent).map_err(|error| {
            Failure::new(
                format!(
                    "The new site is in place, but the record of it cannot be written to '{}': {}.",
                    shown(&VersionStore::of(&self.site).log()),
                    reason(&error)
                ),
                "Without it, Pamphlet does not notice if a leaflet goes missing. Make the folder writable, and build \
                 again.",
            )
        })
    }
}

impl Drop for PendingLog {
    fn drop(&mut self) {
        if !self.is_done {
            let _ = fs::remove_file(self.site.join(".pamphlet").join(PENDING));
        }
    }
}

/// Adds the decision of a person to the record at once: it changes nothing that is published.
///
/// # Errors
/// If it cannot be written, or the record changed since it was read.
pub fn add_to_record(site: &Path, recording: &Recording) -> Result<(), LogWriteFault> {
    let store = VersionStore::of(site);
    let not_recorded = |error: io::Error| {
        Failure::new(
            format!(
                "The decision cannot be recorded in '{}': {}. No leaflet was changed.",
                shown(&store.log()),
                reason(&error)
            ),
            "Make the folder '.pamphlet' and all files in it writable, and run the command again.",
        )
    };
    ready_folder(site).map_err(not_recorded)?;
    let _lock = locked(&store)?;
    let length = length_of(&store, recording)?.ok_or(LogWriteFault::Changed)?;
    let write = || -> io::Result<()> {
        recording.objects.iter().try_for_each(|object| put(&store, site, object))?;
        store.append(length, &recording.lines, &recording.head.to_string())?;
        remove(&site.join(FORMER_PATH))
    };
    write().map_err(|error| not_recorded(error).into())
}

/// Completes or forgets what a stopped build was about to record. Nothing happens if the folder is not writable: the
/// build that needs the record reports that.
pub fn recover_record(site: &Path) {
    let place = site.join(".pamphlet").join(PENDING);
    let store = VersionStore::of(site);
    if fs::symlink_metadata(&place).is_err() {
        if fs::symlink_metadata(store.log()).is_ok() {
            let _ = store.repair_end();
        }
        return;
    }
    // Held by a running build, which will complete it.
    let Ok(_lock) = store.lock() else { return };
    let intent = read_text(&place).ok().and_then(|text| serde_json::from_str::<Intent>(&text).ok());
    let is_published =
        |intent: &Intent| MadeFiles::read(&intent.output).is_some_and(|made| made.record_head() == Some(&*intent.head));
    match intent {
        // If the log has become another one, such as by version control, these lines are not its next ones. The next
        // build then records anew what differs from it.
        Some(intent) if is_published(&intent) && store.is_continued_by(intent.length, &intent.lines) => {
            let _ = complete(site, &intent);
        }
        _ => {
            let _ = fs::remove_file(&place);
        }
    }
}

fn complete(site: &Path, intent: &Intent) -> io::Result<()> {
    VersionStore::of(site).append(intent.length, &intent.lines, &intent.head)?;
    // The log now contains all of the record of earlier programs.
    remove(&site.join(FORMER_PATH))?;
    fs::remove_file(site.join(".pamphlet").join(PENDING))
}

fn put(store: &VersionStore, site: &Path, object: &RecordObject) -> io::Result<()> {
    match &object.content {
        ObjectContent::Compressed(bytes) => store.put(&object.hash, |out| out.write_all(bytes)),
        ObjectContent::File(path) => store.put_file(&object.hash, || open_below(site, path)),
    }
}

/// Waits for other builds of the site, which write to the record for a moment only.
fn locked(store: &VersionStore) -> Result<Lock, LogWriteFault> {
    let start = Instant::now();
    loop {
        match store.lock() {
            Ok(lock) => return Ok(lock),
            Err(LockFault::Held) if start.elapsed() < MAX_WAIT => std::thread::sleep(MAX_WAIT / 600),
            Err(LockFault::Held) => {
                return Err(LogWriteFault::Failed(Failure::new(
                    "Another command is still writing to the record of what is published.",
                    "Wait until it has finished, then try again.",
                )));
            }
            Err(LockFault::Disk(error)) => return Err(unwritable(&store.log(), &error).into()),
        }
    }
}

/// The length of the log; `None` if it is not as it was read.
fn length_of(store: &VersionStore, recording: &Recording) -> Result<Option<u64>, Failure> {
    let text = match read_text(&store.log()) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unwritable(&store.log(), &error)),
    };
    let last = text.lines().last().map(|line| ContentHash::of(line.as_bytes()));
    let is_same = match last {
        Some(last) => last == recording.head_before,
        None => recording.head_before == ContentHash([0; 32]),
    };
    Ok(is_same.then_some(text.len() as u64))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        format!(
            "The record of what is published cannot be written to '{}': {}. Your changes were therefore not published.",
            shown(path),
            reason(error)
        ),
        "Without the record, nobody would notice if a leaflet went missing. Make the folder '.pamphlet' and all files \
         in it writable, and build again.",
    )
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

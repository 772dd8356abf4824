//! Cached formats of earlier builds, in `.pamphlet/cache/` next to `content/`. Safe to delete at any time.
//!
//! A file is named by its key and a checksum of its key and bytes, so that a truncated, changed or renamed file is
//! noticed and made again. It is written under another name and then renamed, so that two builds that share the folder
//! only see complete files.
#![expect(clippy::disallowed_methods, reason = "this module writes cached formats to the disk")]

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use super::open::{create_fresh, open_file};
use super::own_folder::ready_folder;
use crate::rendering::{CacheKey, CachedFile};

/// Unused files are deleted after this time. It is long because a nightly build and a build for a memory stick may
/// share the folder.
const MAX_UNUSED_LEN: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// The folder and its entries.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    entries: HashMap<String, CacheEntry>,
    used: Mutex<Vec<String>>,
    written: AtomicUsize,
}

#[derive(Clone, Debug)]
struct CacheEntry {
    place: PathBuf,
    checksum: u32,
}

impl Cache {
    /// `None` if the folder cannot be created or read.
    pub fn open(site: &Path) -> Option<Self> {
        let own = site.join(".pamphlet");
        let folder = own.join("cache");
        // A symbolic link is not followed: the files it leads to are not ours to remove.
        for folder in [&own, &folder] {
            if fs::symlink_metadata(folder).is_ok_and(|found| found.is_symlink()) {
                return None;
            }
        }
        ready_folder(site).ok()?;
        fs::create_dir_all(&folder).ok()?;
        let mut entries = HashMap::new();
        for found in fs::read_dir(&folder).ok()?.filter_map(Result::ok) {
            let name = found.file_name().to_string_lossy().into_owned();
            if let Some((key, checksum)) = name.split_once('.')
                && let Ok(checksum) = u32::from_str_radix(checksum, 16)
            {
                entries.insert(key.to_owned(), CacheEntry { place: found.path(), checksum });
            }
        }
        Some(Self { folder, entries, used: Mutex::default(), written: AtomicUsize::new(0) })
    }

    /// A cached file, if it is intact.
    pub fn get(&self, key: &CacheKey) -> Option<CachedFile> {
        let entry = self.entries.get(&key.0)?;
        let found = checksum_of(key, &entry.place).ok();
        let Some((_, size)) = found.filter(|(checksum, _)| *checksum == entry.checksum) else {
            // It was changed or replaced. If it cannot be removed, it is ignored each time.
            let _ = fs::remove_file(&entry.place);
            return None;
        };
        self.note(key);
        Some(CachedFile { place: entry.place.clone(), size })
    }

    /// Stores a file. Returns `None` on a disk error, which must not fail the build.
    pub fn put(&self, key: &CacheKey, bytes: &[u8]) -> Option<CachedFile> {
        let place = self.folder.join(format!("{}.{:08x}", key.0, checksum_begun(key, bytes).finalize()));
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let part = self.folder.join(format!("part-{}-{number}", std::process::id()));
        let written =
            create_fresh(&part).and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&part, &place));
        if written.is_err() {
            // A partial file is useless.
            let _ = fs::remove_file(&part);
            return None;
        }
        self.note(key);
        Some(CachedFile { place, size: bytes.len() as u64 })
    }

    fn note(&self, key: &CacheKey) {
        if let Ok(mut used) = self.used.lock() {
            used.push(key.0.clone());
        }
    }

    /// Removes files that this build did not use and that are too old to be in use by another build.
    pub fn tidy(&self) {
        let Ok(mut used) = self.used.lock() else { return };
        used.sort_unstable();
        let Ok(found) = fs::read_dir(&self.folder) else { return };
        let now = SystemTime::now();
        for found in found.filter_map(Result::ok) {
            let name = found.file_name().to_string_lossy().into_owned();
            let is_used = name
                .split_once('.')
                .is_some_and(|(key, _)| used.binary_search_by(|used| used.as_str().cmp(key)).is_ok());
            if is_used {
                continue;
            }
            let age =
                found.metadata().and_then(|found| found.modified()).ok().and_then(|made| now.duration_since(made).ok());
            // No build writes a part for an hour, so an older one was left by a build that was killed.
            let longest = if name.starts_with("part-") { Duration::from_secs(60 * 60) } else { MAX_UNUSED_LEN };
            if age.is_some_and(|age| age > longest) {
                let _ = fs::remove_file(found.path());
            }
        }
    }
}

/// The checksum of a file with its key, and its size in bytes, without reading it into memory as a whole.
fn checksum_of(key: &CacheKey, place: &Path) -> io::Result<(u32, u64)> {
    let mut file = open_file(place)?;
    let mut hasher = checksum_begun(key, &[]);
    let mut buffer = [0; 32 * 1024];
    let mut size = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hasher.finalize(), size)),
            count => {
                hasher.update(&buffer[..count]);
                size += count as u64;
            }
        }
    }
}

/// Includes the key, so that a file renamed to another key is not accepted.
fn checksum_begun(key: &CacheKey, bytes: &[u8]) -> crc32fast::Hasher {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(key.0.as_bytes());
    hasher.update(bytes);
    hasher
}

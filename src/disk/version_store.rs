//! The folder `.pamphlet/versions`: the log of what was published, and the objects that it refers to.
#![expect(clippy::disallowed_methods, reason = "this module reads and writes the program's own files")]

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::lock::{Lock, LockFault};
use super::open::{create_fresh, open_file, read_text};
use super::own_folder::ready_folder;
use super::pending_file::PendingFile;
use crate::publication_log::{ContentHash, HEAD_PATH, OBJECTS_PATH, ObjectStore, PATH};

/// No object is larger: pictures have at most 64 MiB.
const MAX_OBJECT_SIZE: u64 = 128 * 1024 * 1024;

/// The name of the lock file in the folder `.pamphlet`.
const LOCK: &str = "versions.lock";

/// The folder in `.pamphlet` for pictures of earlier versions, which a build copies from there.
const UNPACKED: &str = "cache/pictures";

/// The stored versions of a site.
#[derive(Clone, Debug)]
pub struct VersionStore {
    site: PathBuf,
}

impl VersionStore {
    /// The store of a site folder, whether or not it has begun.
    pub fn of(site: &Path) -> Self {
        Self { site: site.to_path_buf() }
    }

    /// The hashes of all stored objects, with their files.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn objects(&self) -> io::Result<Vec<(Option<ContentHash>, PathBuf)>> {
        let folder = self.site.join(OBJECTS_PATH);
        let mut found = Vec::new();
        if fs::symlink_metadata(&folder).is_err() {
            return Ok(found);
        }
        for entry in walkdir::WalkDir::new(&folder).min_depth(1) {
            let entry = entry.map_err(|error| error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let parts: Vec<String> = entry
                .path()
                .strip_prefix(&folder)
                .unwrap_or(entry.path())
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            let hash = parts.concat().strip_suffix(".gz").and_then(|hash| hash.parse().ok());
            found.push((hash, entry.path().to_path_buf()));
        }
        found.sort();
        Ok(found)
    }

    /// Locks out other commands that write to the store.
    pub(super) fn lock(&self) -> Result<Lock, LockFault> {
        Lock::take(&self.site.join(".pamphlet").join(LOCK))
    }

    pub(super) fn log(&self) -> PathBuf {
        self.site.join(PATH)
    }

    pub(super) fn object_file(&self, hash: &ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.site.join(OBJECTS_PATH).join(&name[..2]).join(format!("{}.gz", &name[2..]))
    }

    /// Stores an object, unless it is already there. A damaged one is replaced.
    pub(super) fn put(
        &self,
        hash: &ContentHash,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let place = self.object_file(hash);
        if self.object(hash).is_some() {
            return Ok(());
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        PendingFile::write(&place, |mut file| {
            write(&mut file)?;
            Ok(file)
        })?
        .put_in_place()
    }

    /// Stores a file of the site as an object, unless it changed since its hash was computed.
    pub(super) fn put_file(&self, hash: &ContentHash, file: impl FnOnce() -> io::Result<fs::File>) -> io::Result<()> {
        self.put(hash, |out| {
            let mut encoder = GzEncoder::new(out, Compression::fast());
            let mut hasher = Sha256::new();
            let mut file = file()?;
            let mut buffer = vec![0; 64 * 1024];
            loop {
                match file.read(&mut buffer)? {
                    0 => break,
                    count => {
                        hasher.update(&buffer[..count]);
                        encoder.write_all(&buffer[..count])?;
                    }
                }
            }
            match ContentHash(hasher.finalize().into()) == *hash {
                true => encoder.finish().map(drop),
                false => Err(io::Error::other("a picture changed while Pamphlet was reading it")),
            }
        })
    }

    /// Whether the log has this length, or was already continued by a part of these lines.
    pub(super) fn is_continued_by(&self, length: u64, lines: &str) -> bool {
        let text = match read_text(&self.log()) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(_) => return false,
        };
        let after = usize::try_from(length).ok().and_then(|length| text.get(length..));
        after.is_some_and(|after| lines.starts_with(after))
    }

    /// Adds lines to the log after its first `length` bytes, and makes sure that they are on the disk.
    pub(super) fn append(&self, length: u64, lines: &str, head: &str) -> io::Result<()> {
        let path = self.log();
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = match open_file(&path) {
            Ok(_) => fs::OpenOptions::new().write(true).open(&path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => create_fresh(&path)?,
            Err(error) => return Err(error),
        };
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        file.write_all(lines.as_bytes())?;
        file.sync_all()?;
        self.set_head(head)
    }

    fn set_head(&self, head: &str) -> io::Result<()> {
        PendingFile::write(&self.site.join(HEAD_PATH), |mut file| {
            writeln!(file, "{head}")?;
            Ok(file)
        })?
        .put_in_place()
    }

    /// Removes a last line that was only partly written, if all lines before it are as the file `head` says.
    pub(super) fn repair_end(&self) -> io::Result<()> {
        let Ok(mut file) = open_file(&self.log()) else { return Ok(()) };
        let mut last = [0];
        if file.seek(SeekFrom::End(-1)).is_err() || file.read(&mut last)? == 0 || last == *b"\n" {
            return Ok(());
        }
        let text = read_text(&self.log())?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let last = text[..whole].lines().last().map(|line| ContentHash::of(line.as_bytes()));
        let head = read_text(&self.site.join(HEAD_PATH)).unwrap_or_default();
        if last.is_some_and(|last| last.to_string() == head.trim()) || whole == 0 && head.trim().is_empty() {
            let file = fs::OpenOptions::new().write(true).open(self.log())?;
            file.set_len(whole as u64)?;
            file.sync_all()?;
        }
        Ok(())
    }
}

impl ObjectStore for VersionStore {
    fn object(&self, hash: &ContentHash) -> Option<Vec<u8>> {
        let file = open_file(&self.object_file(hash)).ok()?;
        let mut bytes = Vec::new();
        GzDecoder::new(file).take(MAX_OBJECT_SIZE).read_to_end(&mut bytes).ok()?;
        (ContentHash::of(&bytes) == *hash).then_some(bytes)
    }

    fn file(&self, hash: &ContentHash) -> Option<PathBuf> {
        let bytes = self.object(hash)?;
        let folder = ready_folder(&self.site).ok()?.join(UNPACKED);
        fs::create_dir_all(&folder).ok()?;
        let place = folder.join(hash.to_string());
        let is_there = || read_whole(&place).is_some_and(|there| there == bytes);
        if !is_there() {
            let write = |mut file: fs::File| file.write_all(&bytes).map(|()| file);
            PendingFile::write(&place, write).and_then(PendingFile::put_in_place).ok()?;
        }
        Some(place)
    }
}

fn read_whole(place: &Path) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(place).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

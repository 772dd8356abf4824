//! The last content that passed all checks, stored so that archive dates take effect while an error is being fixed.
#![expect(clippy::disallowed_methods, reason = "this module reads and writes the disk")]

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::open::{create_fresh, open_below, open_file};
use super::own_folder::ready_folder;
use super::pending_file::PendingFile;
use super::remove::remove;
use crate::diagnostic::{Failure, reason};
use crate::publication_log;
use crate::source::{FileRole, SourceContent, SourceFile, Sources};

const ARCHIVE_NAME: &str = "last-good.zip";
const UNPACKED: &str = "last-good";

/// Compressed content of a site that passed, written but not yet in place of the previous version.
#[derive(Debug)]
pub struct PendingContent {
    /// `None` if the stored content is already the same.
    file: Option<PendingFile>,
}

impl PendingContent {
    /// Compresses the files of a site, with the entries of the record, in the form of earlier programs.
    ///
    /// # Errors
    /// If they cannot be written. The previous version is kept.
    pub fn write(site: &Path, sources: &Sources, record: Option<&str>) -> Result<Self, Failure> {
        // On most nights nothing has changed.
        if is_kept(site, sources, record) {
            return Ok(Self { file: None });
        }
        let place = site.join(".pamphlet").join(ARCHIVE_NAME);
        let written = ready_folder(site)
            .and_then(|_| PendingFile::write(&place, |file| pack(site, sources, record, BufWriter::new(file))));
        match written {
            Ok(file) => Ok(Self { file: Some(file) }),
            Err(error) => Err(Failure::new(
                format!("The content of the site cannot be stored in '.pamphlet/{ARCHIVE_NAME}': {}.", reason(&error)),
                "Without it, a later build with errors has nothing to fall back on. Free some disk space, or make the \
                 folder '.pamphlet' writable, and build again.",
            )),
        }
    }

    /// Replaces the previous version.
    ///
    /// # Errors
    /// If that fails. The previous version is kept.
    pub fn put_in_place(self) -> Result<(), Failure> {
        self.file.map_or(Ok(()), PendingFile::put_in_place).map_err(|error| {
            Failure::new(
                format!(
                    "The new site is in place, but its content cannot be stored in '.pamphlet/{ARCHIVE_NAME}': {}.",
                    reason(&error)
                ),
                "Without it, a later build with errors falls back on older content. Make the folder writable, and \
                 build again.",
            )
        })
    }
}

/// Whether an earlier build stored content that passed.
pub fn keeps_content(site: &Path) -> bool {
    fs::symlink_metadata(site.join(".pamphlet").join(ARCHIVE_NAME)).is_ok()
}

/// The files to store, without links.
fn files(sources: &Sources) -> impl Iterator<Item = &SourceFile> {
    sources.iter().map(|(_, file)| file).filter(|file| {
        file.content != SourceContent::Shortcut && !matches!(file.role, FileRole::PublicationLog | FileRole::Draft)
    })
}

fn pack(site: &Path, sources: &Sources, record: Option<&str>, file: BufWriter<File>) -> io::Result<File> {
    let mut zip = ZipWriter::new(file);
    // The same content produces the same bytes. The lowest compression level is enough.
    let usual = SimpleFileOptions::default().last_modified_time(DateTime::default()).large_file(false);
    let small = usual.compression_method(CompressionMethod::Deflated).compression_level(Some(1));
    let as_it_is = usual.compression_method(CompressionMethod::Stored);
    for file in files(sources) {
        match &file.content {
            SourceContent::Text(text) => {
                zip.start_file(&*file.path, small)?;
                zip.write_all(text.as_bytes())?;
            }
            _ => {
                zip.start_file(&*file.path, as_it_is)?;
                io::copy(&mut open_below(site, &file.on_disk)?, &mut zip)?;
            }
        }
    }
    if let Some(record) = record {
        zip.start_file(publication_log::FORMER_PATH, small)?;
        zip.write_all(record.as_bytes())?;
    }
    zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)
}

/// Whether the stored content is the same, by the checksums of its files.
fn is_kept(site: &Path, sources: &Sources, record: Option<&str>) -> bool {
    let same = || -> io::Result<bool> {
        let file = open_file(&site.join(".pamphlet").join(ARCHIVE_NAME))?;
        let mut archive = ZipArchive::new(BufReader::new(file))?;
        let mut index = 0;
        let mut is_next = |path: &str, checksum: u32| -> io::Result<bool> {
            let entry = archive.by_index_raw(index)?;
            index += 1;
            Ok(entry.name().is_ok_and(|name| name == path) && entry.crc32() == checksum)
        };
        for file in files(sources) {
            let checksum = match &file.content {
                SourceContent::Text(text) => crc32fast::hash(text.as_bytes()),
                _ => checksum_of(open_below(site, &file.on_disk)?)?,
            };
            if !is_next(&file.path, checksum)? {
                return Ok(false);
            }
        }
        if let Some(record) = record
            && !is_next(publication_log::FORMER_PATH, crc32fast::hash(record.as_bytes()))?
        {
            return Ok(false);
        }
        Ok(index == archive.len())
    };
    // An unreadable archive is written again.
    same().unwrap_or(false)
}

fn checksum_of(mut file: File) -> io::Result<u32> {
    let mut hasher = crc32fast::Hasher::new();
    let mut buffer = [0; 32 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finalize()),
            count => hasher.update(&buffer[..count]),
        }
    }
}

/// The last content that passed, unpacked as a site folder. The folder is deleted when this is dropped.
#[derive(Debug)]
pub struct LastGood {
    folder: PathBuf,
}

impl LastGood {
    /// The folder that contains `content`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for LastGood {
    fn drop(&mut self) {
        // The next build removes leftovers.
        let _ = remove(&self.folder);
    }
}

/// Unpacks the last content that passed into `.pamphlet`, or into `spare` if that is not writable; `None` if nothing is
/// stored.
///
/// # Errors
/// If it cannot be read, or the disk is full.
pub fn last_good(site: &Path, spare: &Path) -> Result<Option<LastGood>, Failure> {
    let kept = site.join(".pamphlet").join(ARCHIVE_NAME);
    let unusable = |error: &io::Error| match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => unusable("the file is damaged"),
        _ => unusable(&reason(error)),
    };
    match open_file(&kept) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(&error)),
    }
    let mut fault = None;
    for folder in [&site.join(".pamphlet"), spare] {
        let unpacked = LastGood { folder: folder.join(format!("{UNPACKED}.{}", std::process::id())) };
        match open_file(&kept).and_then(|file| unpack(file, &unpacked.folder)) {
            Ok(()) => return Ok(Some(unpacked)),
            Err(error) => fault = Some(error),
        }
    }
    fault.map_or(Ok(None), |error| Err(unusable(&error)))
}

fn unpack(file: File, folder: &Path) -> io::Result<()> {
    remove(folder)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| io::ErrorKind::InvalidData)?;
    fs::create_dir(folder)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| io::ErrorKind::InvalidData)?;
        let Some(below) = entry.enclosed_name() else { return Err(io::ErrorKind::InvalidData.into()) };
        let place = folder.join(below);
        if let Some(above) = place.parent() {
            fs::create_dir_all(above)?;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| match error.kind() {
            // The library returns these for a wrong checksum.
            io::ErrorKind::Other | io::ErrorKind::InvalidInput => io::ErrorKind::InvalidData.into(),
            _ => error,
        })?;
        create_fresh(&place)?.write_all(&bytes)?;
    }
    Ok(())
}

fn unusable(why: &str) -> Failure {
    Failure::new(
        format!("The last content that passed the checks cannot be read from '.pamphlet/{ARCHIVE_NAME}': {why}."),
        "Fix the errors and build again; that stores the content again.",
    )
}

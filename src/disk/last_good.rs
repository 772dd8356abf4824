//! The last content that passed, kept so that archive dates take effect while somebody mends an error.
#![expect(clippy::disallowed_methods, reason = "this is where the disk is read and written")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::record::ready_folder;
use crate::failure::{Failure, reason};
use crate::published;
use crate::source::{Content, Role, Sources};

const KEPT: &str = "last-good.zip";
const UNPACKED: &str = "last-good";

/// Keeps the files of a site that passed, compressed, in `.pamphlet/last-good.zip`, with the record of what was published.
///
/// # Errors
/// Where they cannot be written. What was kept before is then still there.
pub fn keep_last_good(site: &Path, sources: &Sources, record: Option<&str>) -> Result<(), Failure> {
    pack(site, sources, record).map_err(|error| {
        Failure::new(
            format!("The new site is in place, but its content cannot be kept in '.pamphlet/{KEPT}': {}.", reason(&error)),
            "Without it, a later build with errors has nothing to fall back on. Make room, or make the folder writable, and build again.",
        )
    })
}

fn pack(site: &Path, sources: &Sources, record: Option<&str>) -> io::Result<()> {
    let folder = ready_folder(site)?;
    let new = folder.join(format!("{KEPT}.new"));
    let mut zip = ZipWriter::new(BufWriter::new(File::create(&new)?));
    // The same content gives the same bytes; and little effort makes most of it small.
    let usual = SimpleFileOptions::default().last_modified_time(DateTime::default()).large_file(false);
    let small = usual.compression_method(CompressionMethod::Deflated).compression_level(Some(1));
    let as_it_is = usual.compression_method(CompressionMethod::Stored);
    for (_, file) in sources.iter() {
        match &file.content {
            Content::Shortcut => {}
            _ if file.role == Role::Record => {}
            Content::Text(text) => {
                zip.start_file(&*file.path, small)?;
                zip.write_all(text.as_bytes())?;
            }
            _ => {
                zip.start_file(&*file.path, as_it_is)?;
                io::copy(&mut File::open(&file.on_disk)?, &mut zip)?;
            }
        }
    }
    if let Some(record) = record {
        zip.start_file(published::PATH, small)?;
        zip.write_all(record.as_bytes())?;
    }
    zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    // Many nights it is what is kept already.
    if is_same(&new, &folder.join(KEPT)) {
        return fs::remove_file(new);
    }
    fs::rename(new, folder.join(KEPT))
}

fn is_same(a: &Path, b: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|found| found.len()).ok();
    length(a).is_some() && length(a) == length(b) && fs::read(a).ok() == fs::read(b).ok()
}

/// The last content that passed, as a site folder. It is gone when this value is dropped.
#[derive(Debug)]
pub struct LastGood {
    folder: PathBuf,
}

impl LastGood {
    /// The folder that holds `content`.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for LastGood {
    fn drop(&mut self) {
        // What is left is removed by the next one.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Unpacks the last content that passed; nothing where none was kept.
///
/// # Errors
/// Where it cannot be read, or there is no room for it.
pub fn last_good(site: &Path) -> Result<Option<LastGood>, Failure> {
    let kept = site.join(".pamphlet").join(KEPT);
    let file = match File::open(&kept) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unusable(&reason(&error))),
    };
    let folder = site.join(".pamphlet").join(format!("{UNPACKED}.{}", std::process::id()));
    let unpacked = LastGood { folder };
    unpack(file, &unpacked.folder).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::Other => {
            unusable("the file is damaged")
        }
        _ => unusable(&reason(&error)),
    })?;
    Ok(Some(unpacked))
}

fn unpack(file: File, folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut archive = ZipArchive::new(io::BufReader::new(file)).map_err(|_| io::ErrorKind::InvalidData)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| io::ErrorKind::InvalidData)?;
        let Some(below) = entry.enclosed_name() else { return Err(io::ErrorKind::InvalidData.into()) };
        let place = folder.join(below);
        if let Some(above) = place.parent() {
            fs::create_dir_all(above)?;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        fs::write(place, bytes)?;
    }
    Ok(())
}

fn unusable(why: &str) -> Failure {
    Failure::new(
        format!("The last content that passed cannot be read from '.pamphlet/{KEPT}': {why}."),
        "The site that stood before still stands, and archive dates have not taken effect on it. Mend the errors and build again.",
    )
}

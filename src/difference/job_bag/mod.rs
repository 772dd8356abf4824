//! The job bag: all that the record has about some leaflets, to be read without Pamphlet.
//!
//! It is an archive of plain files: for each version its source, its words and the part of the page that readers had,
//! what changed from one version to the next, the lines of the record, and the SHA-256 of each file.

mod bag_contents;
mod bag_pages;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diagnostic::Failure;
use crate::publication_log::ContentHash;
use bag_contents::shared_path;
pub use bag_contents::{BagLeaflet, BagVersion, JobBag};
use bag_pages::{index_page, leaflet_page, version_pages};

/// The comment of the archive: only such an archive is replaced by a new one.
pub const JOB_BAG_MARK: &str = "Pamphlet job bag";

/// Makes the archive. The same bag always gives the same bytes.
///
/// # Errors
/// If the archive would be larger than the format allows.
pub fn job_bag(bag: &JobBag<'_>) -> Result<Vec<u8>, Failure> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    files.insert("index.html".to_owned(), index_page(bag).into_bytes());
    for leaflet in &bag.leaflets {
        let folder = leaflet.folder();
        files.insert(format!("{folder}/index.html"), leaflet_page(bag, leaflet).into_bytes());
        let lines: String = leaflet.lines.iter().flat_map(|(_, written)| [*written, "\n"]).collect();
        files.insert(format!("{folder}/record.jsonl"), lines.into_bytes());
        for (at, version) in leaflet.versions.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &leaflet.versions[at]);
            let folder = format!("{folder}/version-{}", version.line.version.unwrap_or(1));
            for (name, bytes) in version_pages(leaflet, version, before) {
                files.insert(format!("{folder}/{name}"), bytes);
            }
            for file in &version.line.files {
                if let Some(bytes) = bag.files.get(&file.hash) {
                    files.insert(shared_path(&file.hash, &file.path), bytes.clone());
                }
            }
        }
    }
    let sums: String = files.iter().map(|(path, bytes)| format!("{}  {path}\n", ContentHash::of(bytes))).collect();
    files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
    packed(&files).map_err(|error| {
        Failure::new(format!("The archive cannot be made: {error}."), "Name fewer leaflets, or use '--sample'.")
    })
}

fn packed(files: &BTreeMap<String, Vec<u8>>) -> zip::result::ZipResult<Vec<u8>> {
    let usual = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.set_comment(JOB_BAG_MARK)?;
    for (path, bytes) in files {
        archive.start_file(path.as_str(), usual)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Chooses some references: those whose SHA-256, computed with the seed before it, is the smallest. Anybody can repeat
/// this choice, and nobody can steer it.
pub fn sample<'r>(references: &[&'r str], count: usize, seed: u64) -> Vec<&'r str> {
    let mut all: Vec<([u8; 32], &str)> = references
        .iter()
        .map(|reference| (Sha256::digest(format!("{seed} {reference}").as_bytes()).into(), *reference))
        .collect();
    all.sort();
    let mut chosen: Vec<&str> = all.into_iter().take(count).map(|(_, reference)| reference).collect();
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_depends_only_on_the_references_and_the_seed() {
        let all: Vec<String> = (0..100).map(|number| format!("PT-{number}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let mut turned = all.clone();
        turned.reverse();
        assert_eq!(sample(&all, 10, 1), sample(&turned, 10, 1));
        assert_ne!(sample(&all, 10, 1), sample(&all, 10, 2));
        assert_eq!(sample(&all, 10, 1).len(), 10);
        assert_eq!(sample(&all, 1_000, 1).len(), 100);
    }
}

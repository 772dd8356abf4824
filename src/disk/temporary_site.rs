//! A place for a built site that is only compared.
#![expect(clippy::disallowed_methods, reason = "this module creates a temporary folder")]

use std::fs;
use std::path::{Path, PathBuf};

use super::remove::remove;
use crate::diagnostic::{Failure, reason};

/// A folder for a built site, which is removed when this is dropped.
#[derive(Debug)]
pub struct TemporarySite {
    folder: PathBuf,
    output: PathBuf,
}

impl TemporarySite {
    /// Creates the folder in `parent`.
    ///
    /// # Errors
    /// If it exists or cannot be created.
    pub fn create(parent: &Path) -> Result<Self, Failure> {
        let folder = parent.join(format!("pamphlet-diff-{}", std::process::id()));
        match fs::create_dir(&folder) {
            Ok(()) => Ok(Self { output: folder.join("site"), folder }),
            Err(error) => Err(Failure::new(
                format!("The folder '{}' cannot be created: {}.", folder.display(), reason(&error)),
                "Free some disk space, or remove the folder if it is left over.",
            )),
        }
    }

    /// Where the site is built.
    pub fn output(&self) -> &PathBuf {
        &self.output
    }
}

impl Drop for TemporarySite {
    fn drop(&mut self) {
        let _ = remove(&self.folder);
    }
}

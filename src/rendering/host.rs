//! Services of the machine for rendering, which does not use the disk or other programs directly.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::diagnostic::Failure;

/// Services of the machine for a build. `LocalHost` in `disk` implements it for real builds.
pub trait Host: Debug + Sync {
    /// The bytes of a picture to be published, without metadata.
    ///
    /// # Errors
    /// If the file cannot be read.
    fn picture(&self, place: &Path) -> Result<Vec<u8>, Failure>;

    /// The name and version of the braille program; `None` if it is not installed.
    fn braille_program(&self) -> Option<String>;

    /// Translates lines of text into braille, in BRF characters; `None` if the program did not return a result.
    ///
    /// # Errors
    /// If the program cannot be run.
    fn braille(&self, table: &str, lines: &[String]) -> Result<Option<Vec<String>>, Failure>;

    /// The file cached under a key by an earlier build, if it is intact.
    fn get(&self, key: &CacheKey) -> Option<CachedFile>;

    /// Caches a file for later builds. Returns `None` if that fails, which must not fail the build.
    fn put(&self, key: &CacheKey, bytes: &[u8]) -> Option<CachedFile>;
}

/// The key of a cached file: letters and digits that identify everything it was made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey(pub String);

/// A cached file. It is never modified, only replaced or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedFile {
    pub place: PathBuf,
    /// Its size in bytes.
    pub size: u64,
}

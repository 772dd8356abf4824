//! What the middle may ask of the machine it runs on. It never asks the disk or another program itself.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What a build may ask of its machine while it renders. `disk` has the one for real builds.
pub trait Host: Debug + Sync {
    /// The bytes of a picture as they are published: without what the file says besides.
    ///
    /// # Errors
    /// Where the file cannot be read.
    fn picture(&self, place: &Path) -> Result<Vec<u8>, Failure>;

    /// The program that writes braille, by its name and version; none where this machine does not have it.
    fn braille_program(&self) -> Option<String>;

    /// Lines of text in braille, each in the signs of a BRF file. None where the program did not give an answer.
    ///
    /// # Errors
    /// Where the program cannot be called.
    fn braille(&self, table: &str, lines: &[String]) -> Result<Option<Vec<String>>, Failure>;

    /// A file that was kept under this key by a build before, if it is still whole.
    fn get(&self, key: &CacheKey) -> Option<CachedFile>;

    /// Keeps a file for the builds to come. None where that cannot be: a build does not fail for want of it.
    fn put(&self, key: &CacheKey, bytes: &[u8]) -> Option<CachedFile>;
}

/// What a kept file was made from, as a short text of letters and digits that stands for all of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey(pub String);

/// A file that is kept. Nobody changes it: it is replaced, or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachedFile {
    /// Where it lies.
    pub place: PathBuf,
    /// How many bytes it has.
    pub size: u64,
}

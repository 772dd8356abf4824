//! What a build may ask of this machine.

use std::path::Path;
use std::sync::OnceLock;

use super::braille::Braille;
use super::cache::Cache;
use super::output::cleaned;
use crate::failure::Failure;
use crate::machine::{Kept, Key, Machine};

/// This machine: its pictures, the program for braille, and the files that builds before kept.
#[derive(Debug)]
pub struct Workshop {
    cache: Option<Cache>,
    braille: OnceLock<Option<Braille>>,
}

impl Workshop {
    /// Opens the folder `.pamphlet/cache` of a site folder. Where it cannot be made or read nothing is kept, and a build
    /// takes longer.
    pub fn open(site: &Path) -> Self {
        Self { cache: Cache::open(site), braille: OnceLock::new() }
    }

    /// Works without keeping anything.
    pub fn without_cache() -> Self {
        Self { cache: None, braille: OnceLock::new() }
    }

    /// Removes what has long not been used from what is kept.
    pub fn tidy(&self) {
        if let Some(cache) = &self.cache {
            cache.tidy();
        }
    }

    fn program(&self) -> Option<&Braille> {
        self.braille.get_or_init(Braille::find).as_ref()
    }
}

impl Machine for Workshop {
    fn picture(&self, place: &Path) -> Result<Vec<u8>, Failure> {
        cleaned(place)
    }

    fn braille_program(&self) -> Option<String> {
        self.program().map(|program| program.version.clone())
    }

    fn braille(&self, table: &str, lines: &[String]) -> Result<Option<Vec<String>>, Failure> {
        match self.program() {
            Some(program) => program.translate(table, lines),
            None => Ok(None),
        }
    }

    fn kept(&self, key: &Key) -> Option<Kept> {
        self.cache.as_ref()?.get(key)
    }

    fn keep(&self, key: &Key, bytes: &[u8]) -> Option<Kept> {
        self.cache.as_ref()?.put(key, bytes)
    }
}

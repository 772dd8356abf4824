//! Services of this machine for a build.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::braille::BrailleProgram;
use super::cache::Cache;
use super::output::cleaned;
use crate::diagnostic::Failure;
use crate::rendering::{CacheKey, CachedFile, Host};

/// This machine: pictures, the braille program, and cached files of earlier builds.
#[derive(Debug)]
pub struct LocalHost {
    /// The site folder; `None` if nothing is to be cached.
    site: Option<PathBuf>,
    /// Opened on first use: a site without other formats needs no such folder.
    cache: OnceLock<Option<Cache>>,
    braille: OnceLock<Option<BrailleProgram>>,
}

impl LocalHost {
    /// Caches formats in the folder `.pamphlet/cache` of a site folder. If it cannot be created or read, nothing is
    /// cached, and a build takes longer.
    pub fn open(site: &Path) -> Self {
        Self { site: Some(site.to_path_buf()), cache: OnceLock::new(), braille: OnceLock::new() }
    }

    /// Caches nothing.
    pub fn without_cache() -> Self {
        Self { site: None, cache: OnceLock::new(), braille: OnceLock::new() }
    }

    /// Removes cached files that have long been unused.
    pub fn tidy(&self) {
        if let Some(Some(cache)) = self.cache.get() {
            cache.tidy();
        }
    }

    fn cache(&self) -> Option<&Cache> {
        self.cache.get_or_init(|| Cache::open(self.site.as_deref()?)).as_ref()
    }

    fn program(&self) -> Option<&BrailleProgram> {
        self.braille.get_or_init(BrailleProgram::find).as_ref()
    }
}

impl Host for LocalHost {
    fn picture(&self, place: &Path) -> Result<Vec<u8>, Failure> {
        match &self.site {
            Some(site) => cleaned(site, place),
            None => cleaned(place.parent().unwrap_or(place), place),
        }
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

    fn get(&self, key: &CacheKey) -> Option<CachedFile> {
        self.cache()?.get(key)
    }

    fn put(&self, key: &CacheKey, bytes: &[u8]) -> Option<CachedFile> {
        self.cache()?.put(key, bytes)
    }
}

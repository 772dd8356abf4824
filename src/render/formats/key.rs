//! The key of a cached file, which depends on everything that the file is made from.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diagnostic::Failure;
use crate::render::render_context::RenderContext;
use crate::render::view::LeafletView;
use crate::rendering::{CacheKey, Host};

/// Changes with every change of the program: `build.rs` computes it from the sources.
const BUILD: &str = env!("PAMPHLET_BUILD");

/// The state that all keys of a build share.
#[derive(Clone)]
pub(super) struct FormatKeys(DoubleHash);

impl FormatKeys {
    /// # Errors
    /// If the logo cannot be read.
    pub fn new(inputs: &RenderContext<'_>, machine: &dyn Host) -> Result<Self, Failure> {
        let mut hasher = DoubleHash::default();
        BUILD.hash(&mut hasher);
        inputs.theme.assets().hash(&mut hasher);
        inputs.theme.paper.hash(&mut hasher);
        let sources = inputs.site.library.sources;
        let logo = inputs.site.settings.organisation.logo.as_ref();
        let logo = logo.and_then(|logo| sources.find(&format!("content/{}", logo.value)));
        if let Some(logo) = logo.map(|id| sources.file(id)).filter(|file| file.picture().is_some()) {
            machine.picture(&logo.on_disk)?.hash(&mut hasher);
        }
        Ok(Self(hasher))
    }

    /// Adds a leaflet with its pictures.
    ///
    /// # Errors
    /// If a picture cannot be read.
    pub fn of(&self, inputs: &RenderContext<'_>, machine: &dyn Host, view: &LeafletView<'_>) -> Result<Self, Failure> {
        let mut hasher = self.0.clone();
        view.hash(&mut hasher);
        for picture in view.text.pictures() {
            machine.picture(&inputs.site.library.sources.file(picture).on_disk)?.hash(&mut hasher);
        }
        Ok(Self(hasher))
    }

    /// The key of a format.
    pub fn key(&self, format: &str) -> CacheKey {
        let mut hasher = self.0.clone();
        format.hash(&mut hasher);
        let DoubleHash(one, other) = hasher;
        CacheKey(format!("{:016x}{:016x}", one.finish(), other.finish()))
    }
}

/// Two hashes of the same bytes, so that two leaflets do not have the same key by chance.
#[derive(Clone)]
struct DoubleHash(DefaultHasher, DefaultHasher);

impl Default for DoubleHash {
    fn default() -> Self {
        let (one, mut other) = (DefaultHasher::new(), DefaultHasher::new());
        other.write_u8(1);
        Self(one, other)
    }
}

impl Hasher for DoubleHash {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

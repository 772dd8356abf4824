//! The key of a cached file, which depends on everything that the file is made from.

use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

use crate::diagnostic::Failure;
use crate::render::render_context::RenderContext;
use crate::render::view::LeafletView;
use crate::rendering::{CacheKey, Host};

/// Changes with every change of the program: `build.rs` computes it from the sources.
const BUILD: &str = env!("PAMPHLET_BUILD");

/// The state that all keys of a build share.
#[derive(Clone)]
pub(super) struct FormatKeys(KeyHasher);

impl FormatKeys {
    /// # Errors
    /// If the logo cannot be read.
    pub fn new(inputs: &RenderContext<'_>, machine: &dyn Host) -> Result<Self, Failure> {
        let mut hasher = KeyHasher::default();
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
        CacheKey(hasher.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// SHA-256, so that no two leaflets have the same key.
#[derive(Clone, Default)]
struct KeyHasher(Sha256);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Of no use here, because a key is longer.
    fn finish(&self) -> u64 {
        0
    }
}

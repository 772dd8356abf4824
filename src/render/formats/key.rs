//! What a file is kept under: a text that stands for everything it was made from.

use std::hash::Hash;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::failure::Failure;
use crate::machine::{Key, Machine};
use crate::render::inputs::Inputs;
use crate::render::reading::Reading;

/// Changes with every change of the program: `build.rs` makes it from the sources.
const BUILD: &str = env!("PAMPHLET_BUILD");

/// What all keys of a build share.
#[derive(Clone)]
pub(super) struct Keys(SipHasher13);

impl Keys {
    /// # Errors
    /// Where the logo cannot be read.
    pub fn new(inputs: &Inputs<'_>, machine: &dyn Machine) -> Result<Self, Failure> {
        let mut hasher = SipHasher13::new();
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

    /// What a leaflet adds to it, its pictures included.
    ///
    /// # Errors
    /// Where a picture cannot be read.
    pub fn of(&self, inputs: &Inputs<'_>, machine: &dyn Machine, reading: &Reading<'_>) -> Result<Self, Failure> {
        let mut hasher = self.0;
        reading.hash(&mut hasher);
        for picture in &reading.pictures {
            machine.picture(&inputs.site.library.sources.file(*picture).on_disk)?.hash(&mut hasher);
        }
        Ok(Self(hasher))
    }

    /// The key of a format.
    pub fn key(&self, format: &str) -> Key {
        let mut hasher = self.0;
        format.hash(&mut hasher);
        Key(format!("{:032x}", hasher.finish128().as_u128()))
    }
}

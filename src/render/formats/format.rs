//! The definition of a format.

use super::context::FormatContext;
use super::format_outcome::FormatOutcome;
use crate::diagnostic::Failure;
use crate::language::Language;
use crate::render::view::LeafletView;
use crate::rendering::Host;
use crate::rendering::MissingCapability;
use crate::settings::FORMATS;

/// A format of a leaflet, in addition to its page.
pub struct LeafletFormat {
    /// Its name in `site.yaml`. The words of the interface contain its display name, with the key `format_` and this
    /// name, in which `_` replaces `-`.
    pub name: &'static str,
    pub media_type: &'static str,
    /// Whether it can be made on this machine, for a site in this language.
    pub(super) can: fn(&dyn Host, &Language) -> Result<(), MissingCapability>,
    /// Whether it can be made for a leaflet in this language.
    pub(super) knows: fn(&Language) -> bool,
    /// Makes the files of some leaflets, in order: for some formats it is cheaper to make several at once.
    pub(super) make: Make,
}

impl LeafletFormat {
    /// The end of its file names, after the slug of the leaflet: `-large-print.pdf`.
    pub fn ending(&self) -> &'static str {
        FORMATS.iter().find(|format| format.name == self.name).map_or("", |format| format.ending)
    }
}

/// Makes the files of some leaflets, in order.
pub(super) type Make = fn(&FormatContext<'_>, &[&LeafletView<'_>]) -> Result<Vec<FormatOutcome>, Failure>;

//! What a format is.

use super::context::FormatContext;
use super::format_outcome::FormatOutcome;
use crate::failure::Failure;
use crate::host::Host;
use crate::language::Language;
use crate::render::view::LeafletView;
use crate::render_problem::MissingCapability;

/// A format of a leaflet, beside its page.
pub struct LeafletFormat {
    /// Its name in `site.yaml`. What people call it stands among the words of the interface, as `format_` and this name
    /// with `_` for `-`.
    pub name: &'static str,
    /// What its file's name ends with, behind the leaflet's slug: `-large-print.pdf`.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether this machine can make it at all, for a site in this language.
    pub(super) can: fn(&dyn Host, &Language) -> Result<(), MissingCapability>,
    /// Whether it can be made of a leaflet in this language.
    pub(super) knows: fn(&Language) -> bool,
    /// Makes the files of some leaflets, in their order: for some formats it is cheaper to make several at once.
    pub(super) make: Make,
}

/// Makes the files of some leaflets, in their order.
pub(super) type Make = fn(&FormatContext<'_>, &[&LeafletView<'_>]) -> Result<Vec<FormatOutcome>, Failure>;

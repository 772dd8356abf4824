//! Replaces the PDF formats in a program that was built without them.

use super::context::FormatContext;
use super::format_outcome::FormatOutcome;
use crate::diagnostic::Failure;
use crate::render::view::LeafletView;
use crate::rendering::MissingCapability;

/// The name of the PDF in the usual print size.
pub(super) const USUAL: &str = "pdf";
/// The name of the PDF in large print.
pub(super) const LARGE: &str = "large-print";

pub(super) fn can() -> Result<(), MissingCapability> {
    Err(MissingCapability::Feature("pdf"))
}

pub(super) fn make(_: &FormatContext<'_>, views: &[&LeafletView<'_>], _: &str) -> Result<Vec<FormatOutcome>, Failure> {
    Ok(views.iter().map(|_| FormatOutcome::Left).collect())
}

//! What stands in the place of PDF in a program that was built without it.

use super::made::Made;
use crate::failure::Failure;
use crate::host::Host;
use crate::render::inputs::Inputs;
use crate::render::reading::Reading;
use crate::render_problem::MissingCapability;

/// The name of print of the usual size.
pub(super) const USUAL: &str = "pdf";
/// The name of large print.
pub(super) const LARGE: &str = "large-print";

/// There is none.
#[derive(Debug)]
pub struct Press;

pub(super) fn can() -> Result<(), MissingCapability> {
    Err(MissingCapability::Feature("pdf"))
}

pub(super) fn make(_: &Inputs<'_>, _: &dyn Host, readings: &[&Reading<'_>], _: &str) -> Result<Vec<Made>, Failure> {
    Ok(readings.iter().map(|_| Made::Left).collect())
}

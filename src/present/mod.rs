//! How findings are shown.

mod human;
mod json;
mod place;
mod show;
mod spoken;

use std::io::{self, Write};

use crate::diagnostic::Report;
use crate::source::Sources;
pub use show::{Format, Show, summary, thousands};

/// Writes a report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(report: &Report, sources: &Sources, show: &Show, out: &mut dyn Write) -> io::Result<()> {
    match show.format {
        Format::Human => human::write(report, sources, show, out),
        Format::Spoken => spoken::write(report, sources, show, out),
        Format::Json => json::write(report, sources, show, out),
    }
}

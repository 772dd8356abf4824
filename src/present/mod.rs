//! How findings are shown.

mod changes;
mod github;
mod human;
mod json;
mod place;
mod sarif;
mod show;
mod spoken;

use std::io::{self, Write};

use crate::diagnostic::Report;
use crate::source::Sources;
pub use changes::changes;
pub use show::{Format, RuleText, Show, summary, thousands};

/// Writes a report.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(report: &Report, sources: &Sources, show: &Show<'_>, out: &mut dyn Write) -> io::Result<()> {
    match show.format {
        Format::Human => human::write(report, sources, show, out),
        Format::Spoken => spoken::write(report, sources, show, out),
        Format::Json => json::write(report, sources, show, out),
        Format::Sarif => sarif::write(report, sources, show, out),
        Format::Github => github::write(report, sources, show, out),
    }
}

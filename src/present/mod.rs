//! Output formats of findings.

mod changes;
mod finding_counts;
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
pub use finding_counts::FindingCounts;
pub use show::{FindingFormat, OutputOptions, RuleText, summary, thousands};

/// Writes a report.
///
/// # Errors
/// If `out` cannot be written to.
pub fn write(report: &Report, sources: &Sources, show: &OutputOptions<'_>, out: &mut dyn Write) -> io::Result<()> {
    match show.format {
        FindingFormat::Human => human::write(report, sources, show, out),
        FindingFormat::Spoken => spoken::write(report, sources, show, out),
        FindingFormat::Json => json::write(report, sources, show, out),
        FindingFormat::Sarif => sarif::write(report, sources, show, out),
        FindingFormat::Github => github::write(report, sources, show, out),
    }
}

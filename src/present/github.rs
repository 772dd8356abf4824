//! Findings as GitHub workflow commands, which GitHub shows next to the lines of a change.

use std::io::{self, Write};

use super::place::Places;
use super::show::{OutputOptions, summary};
use crate::diagnostic::{Report, Severity};
use crate::source::Sources;
use crate::text::unseen::{visible, visible_in_line};

pub(super) fn write(
    report: &Report,
    sources: &Sources,
    show: &OutputOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut places = Places::new(sources);
    for finding in report.findings() {
        let place = places.of(finding.span);
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let file = property(&visible_in_line(&format!("{}{}", show.folder, place.file)));
        let (start, end) = (place.start, place.end);
        write!(out, "::{command} file={file},line={},endLine={}", start.line, end.line)?;
        // GitHub rejects columns in a range of several lines (actions/runner, pull request 2082).
        if start.line == end.line {
            write!(out, ",col={},endColumn={}", start.column, end.column)?;
        }
        let message = data(&format!("{}\n{}", finding.message, finding.help.trim_end()));
        writeln!(out, ",title={}::{message}", property(finding.rule))?;
    }
    writeln!(out, "{}", summary(report))
}

/// Escapes a message: line ends would end the command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, which a colon or a comma would also end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

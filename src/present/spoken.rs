//! Findings as full sentences without marks, for screen readers and logs.

use std::io::{self, Write};

use super::place::Places;
use super::show::{OutputOptions, archived_in_words, counted, shown, summary};
use crate::diagnostic::{Report, Severity};
use crate::source::Sources;
use crate::text::unseen::{visible_at_start, visible_in_line};

/// The maximum number of characters read out of a line.
const MAX_LINE_LEN: usize = 300;

pub(super) fn write(
    report: &Report,
    sources: &Sources,
    show: &OutputOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut places = Places::new(sources);
    for shown in shown(report, show) {
        let finding = shown.finding;
        let place = places.of(finding.span);
        let severity = match finding.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Advice => "Advice",
        };
        let file = visible_in_line(place.file);
        writeln!(out, "{severity} in {file}, line {}, column {}.", place.start.line, place.start.column)?;
        writeln!(out, "{}", visible_at_start(&finding.message))?;
        let line = places.line(finding.span).trim();
        match line.char_indices().nth(MAX_LINE_LEN) {
            _ if line.is_empty() || line == "---" => {}
            None => writeln!(out, "The line says: {}", visible_in_line(line))?,
            Some((end, _)) => writeln!(out, "The line begins: {} ...", visible_in_line(&line[..end]))?,
        }
        writeln!(out, "What to do: {}", visible_in_line(finding.help.trim_end()))?;
        for related in &finding.related {
            let place = places.of(related.span);
            let (file, text) = (visible_in_line(place.file), visible_in_line(&related.text));
            writeln!(out, "See also {file}, line {}: {text}.", place.start.line)?;
        }
        writeln!(out, "The rule is {}.", finding.rule)?;
        if shown.folded > 0 {
            writeln!(
                out,
                "{} of this rule in this file are not shown.",
                counted(shown.folded, "more finding", "more findings")
            )?;
        }
        writeln!(out)?;
    }
    if let Some(line) = archived_in_words(report, show) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary(report))
}

//! Findings as versioned JSON, for other programs.

use std::io::{self, Write};

use serde::Serialize;

use super::finding_counts::FindingCounts;
use super::place::Places;
use super::show::OutputOptions;
use crate::diagnostic::Report;
use crate::source::{Sources, Span};

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u32,
    today: String,
    summary: FindingCounts,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    help: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

pub(super) fn write(
    report: &Report,
    sources: &Sources,
    show: &OutputOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut places = Places::new(sources);
    let mut place = |span: Span| {
        let place = places.of(span);
        JsonPlace {
            file: place.file,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        }
    };
    let findings = report.findings().iter().map(|finding| JsonFinding {
        rule: finding.rule,
        severity: finding.severity.name(),
        message: &finding.message,
        help: &finding.help,
        place: place(finding.span),
        related: finding
            .related
            .iter()
            .map(|label| JsonRelated { message: &label.text, place: place(label.span) })
            .collect(),
    });
    let output = JsonReport {
        version: 1,
        today: show.today.to_string(),
        findings: findings.collect(),
        summary: FindingCounts::of(report),
    };
    serde_json::to_writer_pretty(&mut *out, &output)?;
    writeln!(out)
}

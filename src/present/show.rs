//! What is shown of a report, and in which words it is counted.

use std::collections::HashMap;

use crate::date::Date;
use crate::diagnostic::{Finding, Report, Severity};
use crate::source::SourceId;

/// A way to show findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The line, a mark under the place, what to do: for a terminal.
    Human,
    /// Whole sentences without drawing: for screen readers.
    Spoken,
    /// For other programs.
    Json,
}

/// What is shown, and how.
#[derive(Clone, Copy, Debug)]
pub struct Show {
    /// The way.
    pub format: Format,
    /// The day of the run.
    pub today: Date,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Whether advice is shown, or only counted.
    pub advice: bool,
}

/// More findings than this of one rule in one file are counted, not shown; programs get all of them.
const FOLD_ABOVE: usize = 20;

/// A finding to show, and how many like it follow in the same file without being shown.
pub(super) struct Shown<'a> {
    pub(super) finding: &'a Finding,
    pub(super) folded: usize,
}

/// The findings that people are shown, long runs of one rule in one file folded.
pub(super) fn shown<'a>(report: &'a Report, show: &Show) -> Vec<Shown<'a>> {
    let wanted = |finding: &&Finding| show.advice || finding.severity != Severity::Advice;
    let mut counts: HashMap<(SourceId, &str), usize> = HashMap::new();
    for finding in report.findings().iter().filter(wanted) {
        *counts.entry((finding.span.source, finding.rule)).or_default() += 1;
    }
    let mut seen: HashMap<(SourceId, &str), usize> = HashMap::new();
    let mut shown = Vec::new();
    for finding in report.findings().iter().filter(wanted) {
        let key = (finding.span.source, finding.rule);
        let number = seen.entry(key).or_default();
        *number += 1;
        let total = counts[&key];
        if total <= FOLD_ABOVE || *number < FOLD_ABOVE {
            shown.push(Shown { finding, folded: 0 });
        } else if *number == FOLD_ABOVE {
            shown.push(Shown { finding, folded: total - FOLD_ABOVE });
        }
    }
    shown
}

/// `1 error`, `2 errors`
pub(super) fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { more })
}

/// `10,000`
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The line that ends a report: `5 leaflets: 1 error, no warnings, 2 pieces of advice.`
pub fn summary(report: &Report) -> String {
    let counts = report.counts();
    let none_or = |number, one: &str, more: &str, none: &str| match number {
        0 => none.to_owned(),
        number => counted(number, one, more),
    };
    let archived = match report.archived {
        0 => String::new(),
        number => format!(" ({} archived)", thousands(number)),
    };
    format!(
        "{}{archived}: {}, {}, {}.",
        counted(report.leaflets, "leaflet", "leaflets"),
        none_or(counts.errors, "error", "errors", "no errors"),
        none_or(counts.warnings, "warning", "warnings", "no warnings"),
        none_or(counts.advice, "piece of advice", "pieces of advice", "no advice"),
    )
}

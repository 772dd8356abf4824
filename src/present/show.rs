//! Options and the summary shared by output formats.

use std::collections::HashMap;

use crate::date::Date;
use crate::diagnostic::{Finding, Report, Severity};
use crate::source::SourceId;

/// An output format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingFormat {
    /// For terminals: the line, a mark under the place, and what to do.
    Human,
    /// For screen readers: full sentences without marks.
    Spoken,
    /// For other programs.
    Json,
    /// For code hosts and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub jobs: workflow commands.
    Github,
}

impl FindingFormat {
    /// Whether people read it, rather than programs.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Spoken)
    }
}

/// The description of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleText<'a> {
    pub name: &'a str,
    /// The default severity of its findings.
    pub severity: Severity,
    /// What it checks, in one line.
    pub summary: &'a str,
    /// Its documentation, in Markdown; the first section describes what it checks.
    pub documentation: &'a str,
}

/// How to show findings.
#[derive(Clone, Copy, Debug)]
pub struct OutputOptions<'a> {
    pub format: FindingFormat,
    /// The date of the run.
    pub today: Date,
    /// Whether to use colours.
    pub colour: bool,
    /// Whether advice is shown instead of only counted.
    pub advice: bool,
    /// All rules, for formats that describe them.
    pub rules: &'a [RuleText<'a>],
    /// A prefix for the path of each file, from the current folder to the site folder: empty, or ends with `/`.
    pub folder: &'a str,
}

/// Of the findings of one rule in one file, at most this many are shown to people, and the rest are counted; programs
/// get all of them.
const FOLD_ABOVE: usize = 20;

/// The rule whose findings are only counted for people, because they are the same on every run.
const COUNTED: &str = "leaflet-archived";

/// Whether the findings of [`COUNTED`] are shown one by one: somebody ran only that rule, or made it an error.
fn are_counted(report: &Report) -> bool {
    let counted = |finding: &&Finding| finding.rule == COUNTED;
    report.ready.is_some()
        && report.findings().iter().filter(counted).all(|finding| finding.severity != Severity::Error)
}

/// The line that counts archived leaflets; `None` if there are none.
pub(super) fn archived_in_words(report: &Report, show: &OutputOptions<'_>) -> Option<String> {
    let number = report.findings().iter().filter(|finding| finding.rule == COUNTED).count();
    let (are, place) = if number == 1 { ("leaflet is", "its place") } else { ("leaflets are", "their places") };
    (number > 0 && show.advice && are_counted(report)).then(|| {
        format!(
            "{} {are} archived: readers get a notice in {place}. To list them: pamphlet register --state archived",
            thousands(number)
        )
    })
}

/// A finding to show, with the number of similar findings in the same file that are not shown.
pub(super) struct ShownFinding<'a> {
    pub(super) finding: &'a Finding,
    pub(super) folded: usize,
}

/// The findings to show to people, with long runs of one rule in one file folded.
pub(super) fn shown<'a>(report: &'a Report, show: &OutputOptions<'_>) -> Vec<ShownFinding<'a>> {
    let is_counted = are_counted(report);
    let wanted = |finding: &&Finding| {
        (show.advice || finding.severity != Severity::Advice) && !(is_counted && finding.rule == COUNTED)
    };
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
            shown.push(ShownFinding { finding, folded: 0 });
        } else if *number == FOLD_ABOVE {
            shown.push(ShownFinding { finding, folded: total - FOLD_ABOVE });
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

/// The last line of a report: `5 leaflets: 1 error, no warnings, 2 pieces of advice.`
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
        "{}{archived}: {}, {}, {}.{}",
        counted(report.leaflets, "leaflet", "leaflets"),
        none_or(counts.errors, "error", "errors", "no errors"),
        none_or(counts.warnings, "warning", "warnings", "no warnings"),
        none_or(counts.advice, "piece of advice", "pieces of advice", "no advice"),
        ready(report),
    )
}

/// The number of ready leaflets that are not archived: ` 3 of 5 are ready to publish.`
fn ready(report: &Report) -> String {
    let current = report.leaflets.saturating_sub(report.archived);
    let Some(ready) = report.ready.filter(|_| current > 0) else { return String::new() };
    let of = thousands(current);
    let one = if report.archived == 0 { "It" } else { "The one that is not archived" };
    // An error in another file also stops a build.
    let elsewhere = report.counts().errors > 0;
    match (ready, current) {
        (0, 1) => format!(" {one} is not ready to publish."),
        (0, _) => format!(" None of the {of} is ready to publish."),
        (1, 1) if elsewhere => {
            " The errors are in other files, and nothing is published until they are fixed.".to_owned()
        }
        (1, 1) => format!(" {one} is ready to publish."),
        (1, _) => format!(" 1 of {of} is ready to publish."),
        _ if ready < current => format!(" {} of {of} are ready to publish.", thousands(ready)),
        _ if elsewhere => " The errors are in other files, and nothing is published until they are fixed.".to_owned(),
        _ => format!(" All {of} are ready to publish."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Finding;
    use crate::source::{SourceId, Sources, TextRange};

    fn report(leaflets: usize, archived: usize, ready: Option<usize>, errors: usize) -> Report {
        let file = |number: usize| crate::source::SourceFile {
            path: format!("{number:03}").into(),
            on_disk: "x".into(),
            role: crate::source::FileRole::Leaflet,
            content: crate::source::SourceContent::Unread,
        };
        let sources = Sources::new((0..errors).map(file).collect());
        let finding = |source: SourceId| Finding {
            rule: "rule",
            severity: Severity::Error,
            message: String::new(),
            help: String::new(),
            span: TextRange::default().in_source(source),
            related: Vec::new(),
            fix: Vec::new(),
        };
        let mut report = Report::new(sources.iter().map(|(id, _)| finding(id)).collect(), leaflets, archived);
        report.ready = ready;
        report
    }

    #[test]
    fn the_summary_says_what_is_ready() {
        let table = [
            ((0, 0, Some(0), 0), ""),
            ((5, 5, Some(0), 0), ""),
            ((5, 0, None, 1), ""),
            ((5, 0, Some(5), 0), " All 5 are ready to publish."),
            ((5, 0, Some(5), 1), " The errors are in other files, and nothing is published until they are fixed."),
            ((5, 0, Some(3), 2), " 3 of 5 are ready to publish."),
            ((5, 0, Some(1), 4), " 1 of 5 is ready to publish."),
            ((5, 0, Some(0), 5), " None of the 5 is ready to publish."),
            ((5, 2, Some(3), 0), " All 3 are ready to publish."),
            ((1, 0, Some(1), 0), " It is ready to publish."),
            ((1, 0, Some(1), 1), " The errors are in other files, and nothing is published until they are fixed."),
            ((1, 0, Some(0), 1), " It is not ready to publish."),
            ((2, 1, Some(1), 0), " The one that is not archived is ready to publish."),
            ((12_000, 0, Some(11_000), 9), " 11,000 of 12,000 are ready to publish."),
        ];
        for ((leaflets, archived, ready, errors), expected) in table {
            let summary = summary(&report(leaflets, archived, ready, errors));
            let counts = summary.find("no advice.").map_or("", |at| &summary[at + "no advice.".len()..]);
            assert_eq!(counts, expected, "{summary}");
        }
    }
}

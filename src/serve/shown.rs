//! Findings in the form in which the preview's pages show them.

use std::collections::HashMap;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::parts;
use crate::diagnostic::{Finding, Severity};
use crate::source::{Lines, SourceId, Sources, Span};

/// Characters that are not percent-encoded.
const UNESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
const KEPT_IN_PATH: &AsciiSet = &UNESCAPED.remove(b'/').remove(b':');

/// Encodes text for a query string.
pub(super) fn in_query(text: &str) -> String {
    utf8_percent_encode(text, UNESCAPED).to_string()
}

/// The address of the page that shows a line of a file.
pub(super) fn lines_of(file: &str, line: usize) -> String {
    format!("/_desk/lines?file={}&line={line}#L{line}", in_query(file))
}

/// The link that opens a file of the site in an editor.
pub(super) fn in_editor(site: &Path, file: &str, line: usize, column: usize) -> String {
    let place = site.join(file).to_string_lossy().replace('\\', "/");
    let place = utf8_percent_encode(place.trim_start_matches('/'), KEPT_IN_PATH).to_string();
    format!("vscode://file/{place}:{line}:{column}")
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct PanelFinding {
    pub rule: &'static str,
    pub severity: &'static str,
    pub severity_word: &'static str,
    pub message: String,
    pub help: String,
    #[serde(flatten)]
    pub place: PanelPlace,
    pub related: Vec<PanelRelated>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct PanelPlace {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub lines: String,
    pub editor: String,
}

/// A further place related to a finding.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PanelRelated {
    pub text: String,
    #[serde(flatten)]
    pub place: PanelPlace,
}

/// The word for a severity.
fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => parts::word("severity_error"),
        Severity::Warning => parts::word("severity_warning"),
        Severity::Advice => parts::word("severity_advice"),
    }
}

/// Findings with their places.
pub(super) fn shown<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    sources: &Sources,
    site: &Path,
) -> Vec<PanelFinding> {
    let mut lines: HashMap<SourceId, Lines<'_>> = HashMap::new();
    let mut place = |span: Span| {
        let file = sources.file(span.source);
        let at = lines.entry(span.source).or_insert_with(|| Lines::new(file.text())).position(span.range.start);
        PanelPlace {
            file: file.path.to_string(),
            line: at.line,
            column: at.column,
            lines: lines_of(&file.path, at.line),
            editor: in_editor(site, &file.path, at.line, at.column),
        }
    };
    let shown = findings.into_iter().map(|finding| PanelFinding {
        rule: finding.rule,
        severity: finding.severity.name(),
        severity_word: severity_word(finding.severity),
        message: finding.message.clone(),
        help: finding.help.clone(),
        place: place(finding.span),
        related: finding
            .related
            .iter()
            .map(|label| PanelRelated { text: label.text.clone(), place: place(label.span) })
            .collect(),
    });
    shown.collect()
}

/// `2 errors, 1 warning`; empty if there are none.
pub(super) fn counted(errors: usize, warnings: usize, advice: usize) -> String {
    let count = |number: usize, one: &'static str, more: &'static str| match number {
        0 => None,
        1 => Some(parts::word(one).to_owned()),
        _ => Some(parts::word(more).replace("{count}", &crate::present::thousands(number))),
    };
    let all = [
        count(errors, "one_error", "errors"),
        count(warnings, "one_warning", "warnings"),
        count(advice, "one_advice", "advices"),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

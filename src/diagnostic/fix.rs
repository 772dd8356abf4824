//! Fixes a text by applying those edits of findings that do not overlap.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::finding::{Edit, Finding};
use crate::source::SourceId;

/// The changes to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The file.
    pub source: SourceId,
    /// In order of position, without overlaps.
    edits: Vec<Edit>,
}

/// A group of changed lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// The number of the first line, from 1, in the original text.
    pub line: usize,
    /// The original lines, without line ends; empty for an insertion.
    pub before: Vec<String>,
    /// The new lines.
    pub after: Vec<String>,
}

/// The fixes of all findings that have one, by file. `text` returns the text of a file if it may be changed.
///
/// A finding is fixed completely or not at all: if one of its edits overlaps with that of an earlier finding, it is
/// left for another round.
pub fn fixes<'t>(findings: &[Finding], text: impl Fn(SourceId) -> Option<&'t str>) -> Vec<Fix> {
    let mut files: BTreeMap<SourceId, EditsByPlace<'_>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.fix.is_empty()) {
        if let Some(text) = text(finding.span.source) {
            take(&finding.fix, text, files.entry(finding.span.source).or_default());
        }
    }
    let fixes = files.into_iter().map(|(source, edits)| {
        let edits = edits.into_values().cloned().collect();
        Fix { source, edits }
    });
    fixes.filter(|fix| text(fix.source).is_some_and(|text| fix.apply(text) != text)).collect()
}

/// Edits by position, without overlaps.
type EditsByPlace<'f> = BTreeMap<(u32, u32), &'f Edit>;

/// Adds all edits of a finding, or none.
fn take<'f>(fix: &'f [Edit], text: &str, taken: &mut EditsByPlace<'f>) {
    for (number, edit) in fix.iter().enumerate() {
        let (start, end) = (edit.range.start, edit.range.end);
        let is_place = text.get(start as usize..end as usize).is_some();
        let before = taken.range(..(end, 0)).next_back();
        let is_free = !taken.contains_key(&(start, end)) && before.is_none_or(|((_, before), _)| *before <= start);
        if !is_place || !is_free {
            for edit in &fix[..number] {
                taken.remove(&(edit.range.start, edit.range.end));
            }
            return;
        }
        taken.insert((start, end), edit);
    }
}

impl Fix {
    /// The fixed text.
    pub fn apply(&self, text: &str) -> String {
        applied(text, 0, text.len(), &self.edits)
    }

    /// The changed lines, in order.
    pub fn changes(&self, text: &str) -> Vec<LineChange> {
        let mut changes = Vec::new();
        let (mut line, mut counted) = (1, 0);
        let mut rest = self.edits.as_slice();
        while let Some(first) = rest.first() {
            let from = text[..first.range.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let mut to = line_end(text, first.range.end as usize);
            let mut number = 1;
            while let Some(next) = rest.get(number).filter(|next| next.range.start as usize <= to) {
                to = line_end(text, next.range.end as usize);
                number += 1;
            }
            let (edits, after) = rest.split_at(number);
            rest = after;
            line += text[counted..from].matches('\n').count();
            counted = from;
            changes.extend(change(line, &text[from..to], &applied(text, from, to, edits)));
        }
        changes
    }
}

/// Applies edits to a part of a text.
fn applied(text: &str, from: usize, to: usize, edits: &[Edit]) -> String {
    let mut fixed = String::with_capacity(to - from);
    let mut at = from;
    for edit in edits {
        fixed.push_str(&text[at..edit.range.start as usize]);
        fixed.push_str(&edit.in_text(text));
        at = edit.range.end as usize;
    }
    fixed.push_str(&text[at..to]);
    fixed
}

impl Edit {
    /// The replacement, with line ends like those around it.
    pub fn in_text(&self, text: &str) -> Cow<'_, str> {
        if !self.text.contains('\n') || self.text.contains('\r') {
            return Cow::Borrowed(&self.text);
        }
        let (before, after) = text.split_at_checked(self.range.start as usize).unwrap_or((text, ""));
        let end = match after.find('\n') {
            Some(at) => before.len() + at,
            None => before.rfind('\n').unwrap_or(0),
        };
        if text[..end].ends_with('\r') {
            Cow::Owned(self.text.replace('\n', "\r\n"))
        } else {
            Cow::Borrowed(&self.text)
        }
    }
}

/// The end of the line at a position, before the line end.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// The change without unchanged lines at the start and end; `None` if no line differs visibly.
fn change(line: usize, before: &str, after: &str) -> Option<LineChange> {
    let lines = |text: &str| text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect::<Vec<_>>();
    let (mut before, mut after) = (lines(before), lines(after));
    let above = before.iter().zip(&after).take_while(|(before, after)| before == after).count();
    before.drain(..above);
    after.drain(..above);
    let below = before.iter().rev().zip(after.iter().rev()).take_while(|(before, after)| before == after).count();
    before.truncate(before.len() - below);
    after.truncate(after.len() - below);
    (!before.is_empty() || !after.is_empty()).then_some(LineChange { line: line + above, before, after })
}

#[cfg(test)]
mod tests {
    use super::super::finding::Severity;
    use super::*;
    use crate::source::{FileRole, SourceContent, SourceFile, Sources, TextRange};

    /// The edits of a finding: start, end and replacement.
    type FindingEdits<'f> = &'f [(usize, usize, &'f str)];

    /// Applies the edits of findings to a text.
    fn after_fixes(text: &str, findings: &[FindingEdits<'_>]) -> (String, Vec<LineChange>) {
        let file = |text: &str| SourceFile {
            path: "a.md".into(),
            on_disk: "a.md".into(),
            role: FileRole::Leaflet,
            content: SourceContent::Text(text.into()),
        };
        let sources = Sources::new(vec![file(text)]);
        let source = sources.iter().map(|(id, _)| id).next().unwrap();
        let finding = |edits: &FindingEdits<'_>| Finding {
            rule: "rule",
            severity: Severity::Warning,
            message: String::new(),
            help: String::new(),
            span: TextRange::default().in_source(source),
            related: Vec::new(),
            fix: edits
                .iter()
                .map(|(start, end, text)| Edit { range: TextRange::new(*start, *end), text: (*text).to_owned() })
                .collect(),
        };
        let findings: Vec<Finding> = findings.iter().map(finding).collect();
        match fixes(&findings, |id| Some(sources.file(id).text())).as_slice() {
            [] => (text.to_owned(), Vec::new()),
            [fix] => (fix.apply(text), fix.changes(text)),
            more => panic!("one file has {} fixes", more.len()),
        }
    }

    #[test]
    fn all_edits_that_do_not_overlap_are_applied() {
        let table: &[(&[FindingEdits<'_>], &str)] = &[
            (&[], "one two\r\nthree\n"),
            (&[&[(0, 3, "1")]], "1 two\r\nthree\n"),
            // In any order.
            (&[&[(9, 14, "3")], &[(0, 3, "1")]], "1 two\r\n3\n"),
            // Adjacent, and inserted at the edge of another.
            (&[&[(0, 3, "1")], &[(3, 4, "-")], &[(4, 4, "<")], &[(4, 7, "2")]], "1-<2\r\nthree\n"),
            // Of two at the same position, the first wins.
            (&[&[(0, 3, "1")], &[(0, 3, "I")]], "1 two\r\nthree\n"),
            (&[&[(4, 4, "a")], &[(4, 4, "b")]], "one atwo\r\nthree\n"),
            // Nested and overlapping.
            (&[&[(0, 7, "x")], &[(1, 2, "y")]], "x\r\nthree\n"),
            (&[&[(1, 2, "y")], &[(0, 7, "x")]], "oye two\r\nthree\n"),
            (&[&[(2, 5, "x")], &[(4, 8, "y")], &[(0, 3, "z")]], "onxwo\r\nthree\n"),
            (&[&[(0, 7, "x")], &[(3, 3, "y")]], "x\r\nthree\n"),
            (&[&[(3, 3, "y")], &[(0, 7, "x")]], "oney two\r\nthree\n"),
            // A finding is fixed completely or not at all.
            (&[&[(4, 7, "2")], &[(0, 3, "1"), (4, 7, "II")]], "one 2\r\nthree\n"),
            (&[&[(4, 7, "2")], &[(0, 3, "1"), (4, 7, "II")], &[(0, 3, "I")]], "I 2\r\nthree\n"),
            // A position outside the text.
            (&[&[(10, 99, "x")]], "one two\r\nthree\n"),
            // An inserted line ends like those around it.
            (&[&[(0, 0, "zero\n")]], "zero\r\none two\r\nthree\n"),
            (&[&[(9, 9, "and\n")]], "one two\r\nand\nthree\n"),
        ];
        for (findings, expected) in table {
            assert_eq!(after_fixes("one two\r\nthree\n", findings).0, *expected, "{findings:?}");
        }
        assert_eq!(after_fixes("é", &[&[(1, 2, "x")]]).0, "é", "the middle of a character is not a position");
    }

    #[test]
    fn changes_show_the_lines_that_differ() {
        let change = |line, before: &[&str], after: &[&str]| {
            let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
            LineChange { line, before: owned(before), after: owned(after) }
        };
        let text = "one\ntwo\r\nthree\nfour";
        assert_eq!(after_fixes(text, &[&[(0, 3, "1")]]).1, [change(1, &["one"], &["1"])]);
        let two = after_fixes(text, &[&[(4, 7, "2")], &[(15, 19, "4")]]).1;
        assert_eq!(two, [change(2, &["two"], &["2"]), change(4, &["four"], &["4"])]);
        assert_eq!(after_fixes(text, &[&[(9, 9, "x\n")]]).1, [change(3, &[], &["x"])]);
        assert_eq!(after_fixes(text, &[&[(4, 9, "")]]).1, [change(2, &["two"], &[])]);
        assert_eq!(after_fixes(text, &[&[(3, 4, " ")]]).1, [change(1, &["one", "two"], &["one two"])]);
        assert_eq!(after_fixes(text, &[&[(1, 2, "N")], &[(2, 3, "E")]]).1, [change(1, &["one"], &["oNE"])]);
    }
}

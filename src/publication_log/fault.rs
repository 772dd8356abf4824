//! Why the record cannot be used.

use crate::source::{Lines, TextRange};

/// Why the record cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// It is not text, or it is a link.
    Unreadable,
    /// A newer program wrote it.
    Newer,
    /// It contains conflict markers of version control.
    Conflict(TextRange),
    /// It is not valid from this position on.
    Broken(TextRange),
    /// This line does not continue the one before it: a line was changed, removed, inserted or moved.
    Changed(TextRange),
    /// Two copies of the record were continued separately: this line continues an earlier line than the last one.
    Forked(TextRange),
    /// Lines at the end are missing.
    Cut,
}

/// The first conflict marker of version control.
pub(super) fn conflict_in(text: &str) -> Option<LogFault> {
    let marks = ["<<<<<<<", "=======", ">>>>>>>"].into_iter();
    let at = marks.filter_map(|mark| {
        if text.starts_with(mark) { Some(0) } else { text.find(&format!("\n{mark}")).map(|at| at + 1) }
    });
    at.min().map(|at| LogFault::Conflict(TextRange::new(at, at + 7)))
}

/// The position of an error in a part of the text that begins at `start`.
pub(super) fn broken_at(text: &str, error: &serde_json::Error, start: usize) -> LogFault {
    let at = start + Lines::new(&text[start..]).start_of(error.line()) + error.column().saturating_sub(1);
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    LogFault::Broken(TextRange::new(at, at))
}

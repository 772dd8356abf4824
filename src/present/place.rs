//! Converts byte positions into lines and columns. The line starts of each file are computed once.

use std::collections::HashMap;

use crate::source::{Lines, Position, SourceId, Sources, Span};

/// Finds lines and columns.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    lines: HashMap<SourceId, Lines<'a>>,
}

/// A range of a file.
pub(super) struct FilePlace<'a> {
    pub file: &'a str,
    pub start: Position,
    pub end: Position,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, lines: HashMap::new() }
    }

    pub(super) fn of(&mut self, span: Span) -> FilePlace<'a> {
        let file = self.sources.file(span.source);
        let lines = self.lines.entry(span.source).or_insert_with(|| Lines::new(file.text()));
        FilePlace { file: &file.path, start: lines.position(span.range.start), end: lines.position(span.range.end) }
    }

    /// The text of the line at the start of a span.
    pub(super) fn line(&mut self, span: Span) -> &'a str {
        let start = self.of(span).start.line;
        self.lines.get(&span.source).map_or("", |lines| lines.line(start))
    }
}

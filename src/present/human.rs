//! Findings with their lines, for a terminal.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::show::{OutputOptions, archived_in_words, counted, shown, summary};
use crate::diagnostic::{Finding, Report, Severity};
use crate::source::{Lines, Sources, Span};
use crate::text::unseen::{visible_in_line, visible_with_colours};

pub(super) fn write(
    report: &Report,
    sources: &Sources,
    show: &OutputOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if show.colour { Renderer::styled() } else { Renderer::plain() };
    for shown in shown(report, show) {
        writeln!(out, "{}", draw(shown.finding, sources, &renderer))?;
        if shown.folded > 0 {
            writeln!(
                out,
                "... and {} of this rule in this file\n",
                counted(shown.folded, "more finding", "more findings")
            )?;
        } else {
            writeln!(out)?;
        }
    }
    if let Some(line) = archived_in_words(report, show) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary(report))
}

fn draw(finding: &Finding, sources: &Sources, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let title = level.primary_title(visible_in_line(&finding.message)).id(finding.rule);
    let mut group = Group::with_title(title);
    for (index, file) in files(finding).into_iter().enumerate() {
        let text = sources.file(file).text();
        let path = visible_in_line(&sources.file(file).path);
        if index == 0 && is_long_line(finding.span, text) {
            let position = Lines::new(text).position(finding.span.range.start);
            group = group.element(Origin::path(path).line(position.line).char_column(position.column));
            continue;
        }
        let mut snippet = Snippet::source(text).path(path);
        if index == 0 {
            snippet = snippet.annotation(AnnotationKind::Primary.span(on_first_line(finding.span, text)));
        }
        for label in finding.related.iter().filter(|label| label.span.source == file) {
            let span = on_first_line(label.span, text);
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(visible_in_line(&label.text)));
        }
        group = group.element(snippet);
    }
    let group = group.element(Level::HELP.message(visible_in_line(finding.help.trim_end())));
    // The renderer escapes only some of the control characters in lines of the file.
    visible_with_colours(&renderer.render(&[group])).into_owned()
}

/// Whether the line of a finding is too long to be drawn; only its position is printed.
fn is_long_line(span: Span, text: &str) -> bool {
    let start = (span.range.start as usize).min(text.len());
    let before = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[start..].find('\n').map_or(text.len(), |length| start + length);
    after - before > 1000
}

/// The files of a finding, its own first.
fn files(finding: &Finding) -> Vec<crate::source::SourceId> {
    let mut files = vec![finding.span.source];
    for label in &finding.related {
        if !files.contains(&label.span.source) {
            files.push(label.span.source);
        }
    }
    files
}

/// Limits a range to its first line: a mark under one line is easier to read than one next to twenty.
fn on_first_line(span: Span, text: &str) -> Range<usize> {
    let start = (span.range.start as usize).min(text.len());
    let end = (span.range.end as usize).min(text.len());
    let line_end = text[start..].find(['\r', '\n']).map_or(text.len(), |length| start + length);
    start..end.min(line_end).max(start)
}

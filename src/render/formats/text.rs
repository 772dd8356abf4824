//! Plain text, for emails, messages and assistive technology.
//!
//! Lines have at most 72 characters, lists keep their bullets and numbers, tables have columns if they fit and
//! otherwise one line per row, and addresses are at the end. The file starts with a byte-order mark: hosts rarely
//! declare the encoding of a text file, and browsers and old editors would otherwise show 'â€œ' for every quotation
//! mark.

use unicode_width::UnicodeWidthStr;

use super::format_outcome::FormatOutput;
use super::linear::{Line, LineKind, LineSelection, lines};
use crate::markdown::Alignment;
use crate::render::view::LeafletView;

const WIDTH: usize = 72;
/// The space between two columns.
const GAP: &str = "  ";

/// Writes a leaflet as plain text.
pub(super) fn write(view: &LeafletView<'_>) -> FormatOutput {
    let mut text = String::new();
    for line in lines(view, LineSelection { addresses: true }) {
        gap(&line, &mut text);
        put(&line, &mut text);
    }
    FormatOutput { bytes: format!("\u{feff}{text}").into_bytes(), said: Some(text) }
}

/// Adds empty lines before a line. Two before a heading make it visible without decoration, which would be read aloud.
fn gap(line: &Line, text: &mut String) {
    let empty = match line.kind {
        _ if text.is_empty() || line.close => 0,
        LineKind::Heading(2) => 2,
        _ => 1,
    };
    text.extend(std::iter::repeat_n('\n', empty));
}

fn put(line: &Line, text: &mut String) {
    let indent = 2 * line.depth.saturating_sub(usize::from(line.mark.is_some()));
    match &line.kind {
        LineKind::Table(rows, alignments) => table(rows, alignments, indent, text),
        LineKind::Code => {
            for code in line.text.lines() {
                text.push_str(&" ".repeat(indent + 2));
                text.push_str(code);
                text.push('\n');
            }
        }
        LineKind::Rule => {
            text.push_str(&" ".repeat(indent));
            text.push_str("---\n");
        }
        LineKind::Title | LineKind::Heading(_) | LineKind::Words => {
            let mark = line.mark.as_ref().map(|mark| format!("{mark} ")).unwrap_or_default();
            let hang = indent + mark.width();
            wrap(&line.text, &format!("{}{mark}", " ".repeat(indent)), hang, text);
        }
    }
}

/// Wraps words; further lines are indented by `hang`. Words are never broken, so addresses stay intact.
fn wrap(words: &str, first: &str, hang: usize, text: &mut String) {
    let mut begin = first.to_owned();
    for part in words.split('\n') {
        let mut line = std::mem::replace(&mut begin, " ".repeat(hang));
        let mut length = line.width();
        let mut is_empty = true;
        for word in part.split([' ', '\t', '\r']).filter(|word| !word.is_empty()) {
            if !is_empty && length + 1 + word.width() > WIDTH {
                text.push_str(line.trim_end());
                text.push('\n');
                line = " ".repeat(hang);
                length = hang;
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += word.width();
            is_empty = false;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// Writes a table in columns if it fits; otherwise the header in one line and then one line per row, as in braille.
fn table(rows: &[Vec<String>], alignments: &[Alignment], indent: usize, text: &mut String) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let all = indent + widths.iter().sum::<usize>() + GAP.len() * columns.saturating_sub(1);
    if all > WIDTH {
        for row in rows {
            let cells: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            wrap(&cells.join("; "), &format!("{}- ", " ".repeat(indent)), indent + 2, text);
        }
        return;
    }
    for row in rows {
        let mut line = " ".repeat(indent);
        for (column, cell) in row.iter().enumerate() {
            let space = " ".repeat(widths.get(column).map_or(0, |width| width.saturating_sub(cell.width())));
            let at_end = alignments.get(column) == Some(&Alignment::End);
            let (before, after) = if at_end { (space.as_str(), "") } else { ("", space.as_str()) };
            line.push_str(&format!("{before}{cell}{after}"));
            line.push_str(GAP);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

//! Finds out whether a table fits on a page, and how wide its columns are.

use super::letters::RequiredLetters;

/// The size of a cell's content.
pub(super) struct CellSize {
    /// The words of the cell.
    pub text: String,
    /// The total height of the pictures, in ems.
    pub pictures: f32,
}

/// The space for a table.
#[derive(Clone, Copy)]
pub(super) struct TableSpace {
    /// The width in ems.
    pub width: f32,
    /// The height of a page in ems.
    pub height: f32,
}

/// The layout of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TableLayout {
    /// Each column is as wide as its widest cell.
    Natural,
    /// The columns have these widths, in ems.
    Fitted(Vec<f32>),
    /// The table does not fit: each row becomes a list.
    Rows,
}

/// The line height, in ems, which allows for scripts that are taller than Latin.
pub(super) const LINE: f32 = 1.5;
/// The total padding above and below the words of a cell, in ems.
const ABOVE_AND_BELOW: f32 = 1.5;

/// The total padding to the left and right of the words of a cell, in ems.
pub(super) const PADDING: f32 = 1.0;
/// A cell with more lines next to short cells is hard to read.
const MAX_LINES: f32 = 9.0;

/// Chooses the layout of a table for a space.
pub(super) fn columns(rows: &[Vec<CellSize>], space: TableSpace, letters: &RequiredLetters<'_>) -> TableLayout {
    let room = space.width;
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut least = vec![PADDING; count];
    let mut most = vec![PADDING; count];
    for row in rows {
        for (column, CellSize { text: cell, .. }) in row.iter().enumerate() {
            least[column] = least[column].max(letters.widest_piece(cell) + PADDING);
            let lines = cell.split('\n').map(|line| letters.width(line));
            most[column] = most[column].max(lines.fold(0.0, f32::max) + PADDING);
        }
    }
    // Rows are not split between pages, and the header row is repeated on each page.
    let fits = |widths: &[f32]| {
        let mut heights = rows.iter().map(|row| height(row, widths, letters));
        let head = heights.next().unwrap_or_default();
        head + heights.fold(0.0, f32::max) <= space.height
    };
    if most.iter().sum::<f32>() <= room {
        return if fits(&most) { TableLayout::Natural } else { TableLayout::Rows };
    }
    // A table of two columns stays a table: words that are too long are broken.
    if count <= 2 {
        let fair = room / count.max(1) as f32;
        let over: f32 = least.iter().sum();
        if over > room {
            least.iter_mut().for_each(|width| *width = width.min(fair));
        }
    }
    let spare = room - least.iter().sum::<f32>();
    if spare < 0.0 {
        return TableLayout::Rows;
    }
    let wanted: f32 = most.iter().zip(&least).map(|(most, least)| (most - least).max(0.0)).sum();
    let share = if wanted > 0.0 { spare / wanted } else { 0.0 };
    let widths: Vec<f32> =
        least.iter().zip(&most).map(|(least, most)| least + (most - least).max(0.0) * share).collect();
    let lines = most.iter().zip(&widths).map(|(most, width)| (most / width).ceil()).fold(0.0, f32::max);
    if (count > 2 && lines > MAX_LINES) || !fits(&widths) { TableLayout::Rows } else { TableLayout::Fitted(widths) }
}

/// The maximum height of a row, in ems.
fn height(row: &[CellSize], widths: &[f32], letters: &RequiredLetters<'_>) -> f32 {
    let cells = row.iter().zip(widths).map(|(cell, width)| {
        let width = (width - PADDING).max(1.0);
        let lines = cell.text.split('\n').map(|line| most_lines(letters, line, width)).sum::<f32>();
        lines * LINE + cell.pictures
    });
    cells.fold(0.0, f32::max) + ABOVE_AND_BELOW
}

/// The maximum number of lines that words fill. A line ends early if the next word does not fit, and two consecutive
/// lines together hold more than the width of one.
fn most_lines(letters: &RequiredLetters<'_>, text: &str, room: f32) -> f32 {
    let (width, widest) = (letters.width(text), letters.widest_piece(text).min(room));
    let by_pairs = 2.0 * width / room;
    let by_words = if widest < room { width / (room - widest) } else { f32::INFINITY };
    by_pairs.min(by_words).ceil().max(1.0)
}

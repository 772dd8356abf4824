//! Whether a table fits its page, and how wide its columns are.

use super::letters::RequiredLetters;

/// What a cell holds.
pub(super) struct CellSize {
    /// Its words.
    pub text: String,
    /// How high its pictures are together, in the size of letters.
    pub pictures: f32,
}

/// The space for a table.
#[derive(Clone, Copy)]
pub(super) struct TableSpace {
    /// How wide it is, in the size of letters.
    pub width: f32,
    /// How high a page is, in the size of letters.
    pub height: f32,
}

/// How a table stands on paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TableLayout {
    /// Each column as wide as its widest cell.
    Natural,
    /// Columns in these parts of the width, in the size of letters.
    Fitted(Vec<f32>),
    /// It does not fit: each row becomes a list.
    Rows,
}

/// How far apart lines stand, in the size of letters; those of some scripts are higher than Latin ones.
pub(super) const LINE: f32 = 1.5;
/// The space above and below the words of a cell together, in the size of letters.
const ABOVE_AND_BELOW: f32 = 1.5;

/// The space beside the words of a cell, in the size of letters.
pub(super) const PADDING: f32 = 1.0;
/// A cell of more lines than this beside short ones is hard to read.
const MAX_LINES: f32 = 9.0;

/// How a table of these cells stands in a space.
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
    // A row is never broken in two, and the heads stand above it on each page.
    let fits = |widths: &[f32]| {
        let mut heights = rows.iter().map(|row| height(row, widths, letters));
        let head = heights.next().unwrap_or_default();
        head + heights.fold(0.0, f32::max) <= space.height
    };
    if most.iter().sum::<f32>() <= room {
        return if fits(&most) { TableLayout::Natural } else { TableLayout::Rows };
    }
    // Two columns are always a table: a word that is too long for one is cut.
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

/// How high a row is at most, in the size of letters.
fn height(row: &[CellSize], widths: &[f32], letters: &RequiredLetters<'_>) -> f32 {
    let cells = row.iter().zip(widths).map(|(cell, width)| {
        let width = (width - PADDING).max(1.0);
        let lines = cell.text.split('\n').map(|line| most_lines(letters, line, width)).sum::<f32>();
        lines * LINE + cell.pictures
    });
    cells.fold(0.0, f32::max) + ABOVE_AND_BELOW
}

/// How many lines words fill at most. A line ends early where the next word has no room in it, and two lines together hold more than
/// one is wide.
fn most_lines(letters: &RequiredLetters<'_>, text: &str, room: f32) -> f32 {
    let (width, widest) = (letters.width(text), letters.widest_piece(text).min(room));
    let by_pairs = 2.0 * width / room;
    let by_words = if widest < room { width / (room - widest) } else { f32::INFINITY };
    by_pairs.min(by_words).ceil().max(1.0)
}

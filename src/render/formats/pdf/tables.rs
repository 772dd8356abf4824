//! Whether a table fits its page, and how wide its columns are.

use super::letters::Letters;

/// How a table stands on paper.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Columns {
    /// Each column as wide as its widest cell.
    Natural,
    /// Columns in these parts of the width, in the size of letters.
    Fitted(Vec<f32>),
    /// It does not fit: each row becomes a list.
    Rows,
}

/// The space beside the words of a cell, in the size of letters.
pub(super) const PADDING: f32 = 1.0;
/// A cell of more lines than this beside short ones is hard to read.
const MOST_LINES: f32 = 9.0;

/// How a table of these cells stands in a width.
pub(super) fn columns(rows: &[Vec<String>], room: f32, letters: &Letters<'_>) -> Columns {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut least = vec![PADDING; count];
    let mut most = vec![PADDING; count];
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            least[column] = least[column].max(letters.widest_piece(cell) + PADDING);
            let lines = cell.split('\n').map(|line| letters.width(line));
            most[column] = most[column].max(lines.fold(0.0, f32::max) + PADDING);
        }
    }
    if most.iter().sum::<f32>() <= room {
        return Columns::Natural;
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
        return Columns::Rows;
    }
    let wanted: f32 = most.iter().zip(&least).map(|(most, least)| (most - least).max(0.0)).sum();
    let share = if wanted > 0.0 { spare / wanted } else { 0.0 };
    let widths: Vec<f32> =
        least.iter().zip(&most).map(|(least, most)| least + (most - least).max(0.0) * share).collect();
    let lines = most.iter().zip(&widths).map(|(most, width)| (most / width).ceil()).fold(0.0, f32::max);
    if count > 2 && lines > MOST_LINES { Columns::Rows } else { Columns::Fitted(widths) }
}

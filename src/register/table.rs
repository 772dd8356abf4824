//! The register as a table on a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::entry::{LeafletState, Register, RegisterEntry};
use crate::date::{Date, in_english};
use crate::text::unseen::visible_in_line;

/// The appearance of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableStyle {
    /// The maximum width in terminal columns; `None` for as wide as necessary.
    pub width: Option<usize>,
    /// Whether states are coloured.
    pub colour: bool,
}

const HEADS: [&str; 6] = ["State", "Archive date", "Reference", "Title", "Owner", "Last updated"];
const TITLE: usize = 3;
const OWNER: usize = 4;
const LAST_UPDATED: usize = 5;
/// The minimum width for a title or a team to be recognisable.
const MIN_COLUMN_WIDTH: usize = 16;
const GAP: usize = 2;

/// The register as a table, with a line of counts below it.
pub fn table(register: &Register, style: TableStyle) -> String {
    let rows: Vec<[String; 6]> = register.entries.iter().map(cells).collect();
    let mut widths = HEADS.map(UnicodeWidthStr::width);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    if let Some(most) = style.width {
        fit(&mut widths, most);
    }
    let mut text = String::new();
    if !rows.is_empty() {
        line(&mut text, &HEADS.map(str::to_owned), &widths, None);
    }
    for state in LeafletState::ALL {
        let mut of_state = register.entries.iter().zip(&rows).filter(|(entry, _)| entry.state == state).peekable();
        if of_state.peek().is_some() {
            text.push_str(&format!("\n{}\n", group(register, state)));
        }
        for (_, row) in of_state {
            line(&mut text, row, &widths, style.colour.then(|| colour(state)));
        }
    }
    if !rows.is_empty() {
        text.push('\n');
    }
    if let Some(next) = &register.next {
        text.push_str(&next_in_words(next));
    }
    text.push_str(&counts(register));
    text
}

/// The heading of the leaflets in a state.
fn group(register: &Register, state: LeafletState) -> String {
    match state {
        LeafletState::Undated => "Without an archive date".to_owned(),
        LeafletState::Archived => "Overdue".to_owned(),
        LeafletState::Due => format!("Next {}", register.notice.in_words()),
        LeafletState::Current => "Later".to_owned(),
        LeafletState::Draft => "Drafts".to_owned(),
    }
}

/// What comes next if no leaflet was selected.
fn next_in_words(next: &RegisterEntry) -> String {
    let reference = next.reference.as_ref().map_or(String::new(), |reference| format!("{reference} "));
    let day = next.archive_date.map_or(String::new(), |day| format!(", on {}", in_english(day)));
    format!(
        "Nothing to list. The next archive date is that of {}'{}'{day}.\n",
        visible_in_line(&reference),
        visible_in_line(next.name())
    )
}

/// `5 leaflets on 23 November 2026: 3 current, 1 due, 1 archived.`
fn counts(register: &Register) -> String {
    let total = register.entries.len();
    use LeafletState::{Archived, Current, Draft, Due, Undated};
    let of = [Current, Due, Archived, Undated, Draft].into_iter().filter_map(|state| {
        let count = register.count(state);
        let ending = if state == Draft && count > 1 { "s" } else { "" };
        (count > 0).then(|| format!("{count} {}{ending}", state.name()))
    });
    let of: Vec<String> = of.collect();
    let leaflets = if total == 1 { "leaflet" } else { "leaflets" };
    let which = if of.is_empty() { String::new() } else { format!(": {}", of.join(", ")) };
    format!("{total} {leaflets} on {}{which}.\n", in_english(register.today))
}

fn cells(entry: &RegisterEntry) -> [String; 6] {
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_else(|| "none".to_owned());
    let language = entry.language.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default();
    [
        entry.state.name().to_owned(),
        day(entry.archive_date),
        entry.reference.clone().unwrap_or_else(|| "none".to_owned()),
        format!("{}{language}", entry.name()),
        entry.owner.clone().unwrap_or_default(),
        day(entry.last_updated),
    ]
}

/// Fits the table to the width of the terminal: the least important columns are shortened first.
fn fit(widths: &mut [usize; 6], most: usize) {
    let total = |widths: &[usize; 6]| {
        let shown = widths.iter().filter(|width| **width > 0);
        shown.clone().sum::<usize>() + GAP * shown.count().saturating_sub(1)
    };
    for column in [OWNER, TITLE] {
        let over = total(widths).saturating_sub(most);
        widths[column] = widths[column].saturating_sub(over).max(MIN_COLUMN_WIDTH.min(widths[column]));
    }
    for column in [LAST_UPDATED, OWNER] {
        if total(widths) > most {
            widths[column] = 0;
        }
    }
}

fn line(text: &mut String, cells: &[String; 6], widths: &[usize; 6], colour: Option<&str>) {
    let mut built = String::new();
    for (place, (cell, width)) in cells.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0) {
        if !built.is_empty() {
            built.push_str(&" ".repeat(GAP));
        }
        let cell = shortened(cell, *width);
        let rest = width.saturating_sub(cell.width());
        match colour.filter(|_| place == 0) {
            Some(colour) => built.push_str(&format!("{colour}{cell}\x1b[0m")),
            None => built.push_str(&cell),
        }
        built.push_str(&" ".repeat(rest));
    }
    text.push_str(built.trim_end());
    text.push('\n');
}

/// Shortens a text to a width, with `…` at the end.
fn shortened(text: &str, width: usize) -> String {
    let spaced: String = text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
    let text = visible_in_line(&spaced).into_owned();
    if text.width() <= width {
        return text;
    }
    let mut kept = String::new();
    let mut used = 1;
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

fn colour(state: LeafletState) -> &'static str {
    match state {
        LeafletState::Undated => "\x1b[1;35m",
        LeafletState::Archived => "\x1b[1;31m",
        LeafletState::Due => "\x1b[1;33m",
        LeafletState::Current => "\x1b[32m",
        LeafletState::Draft => "\x1b[36m",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_as_wide_as_the_terminal() {
        let mut widths = [8, 12, 9, 60, 30, 12];
        fit(&mut widths, 100);
        assert_eq!(widths, [8, 12, 9, 33, 16, 12]);
        fit(&mut widths, 60);
        assert_eq!(widths, [8, 12, 9, 16, 0, 0]);
        assert_eq!(shortened("Psychodynamic therapy", 10), "Psychodyn…");
        assert_eq!(shortened("a\x1b[31mb", 20), "a [31mb");
    }
}

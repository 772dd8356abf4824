//! The report of `pamphlet import` on each file: the new leaflet, guesses, and what was lost.

use std::collections::HashMap;
use std::path::Path;

use crate::import::{ImportFailure, ImportedLeaflet, ReportEntry, ReportEntryKind};
use crate::text::unseen::visible_in_line;

/// Pieces that together are longer than this, in characters, are listed one per line.
const LINE: usize = 90;

/// The path of a file, safe to print.
pub(super) fn shown(path: &Path) -> String {
    visible_in_line(&path.display().to_string()).into_owned()
}

/// The report on one imported file.
pub(super) fn report(from: &Path, to: &Path, made: &ImportedLeaflet) -> String {
    let mut text = format!("'{}' was imported as '{}'.\n", shown(from), shown(to));
    for (name, _) in &made.pictures {
        text.push_str(&format!("  Its picture '{}' is in the same folder.\n", visible_in_line(name)));
    }
    let groups = [
        (ReportEntryKind::Moved, "Moved:"),
        (ReportEntryKind::Guess, "Guesses, for you to check:"),
        (ReportEntryKind::Added, "Added:"),
        (ReportEntryKind::Lost, "Lost:"),
    ];
    for (kind, heading) in groups {
        let entries: Vec<&ReportEntry> = made.account.entries().filter(|entry| entry.kind == kind).collect();
        if entries.is_empty() {
            continue;
        }
        text.push_str(&format!("  {heading}\n"));
        entries.iter().for_each(|entry| text.push_str(&entry_text(entry)));
    }
    let lost = made.account.entries().any(|entry| entry.kind == ReportEntryKind::Lost);
    if !lost {
        text.push_str("  No words were lost.\n");
    }
    let blank: Vec<&str> =
        made.text.lines().skip(1).take_while(|line| *line != "---").filter_map(|line| line.strip_suffix(':')).collect();
    if !blank.is_empty() {
        text.push_str(&format!("  Still blank, for you to complete: {}.\n", blank.join(", ")));
    }
    text.push('\n');
    text
}

fn entry_text(entry: &ReportEntry) -> String {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for piece in &entry.pieces {
        let place = *places.entry(piece).or_insert(counted.len());
        match counted.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counted.push((piece, 1)),
        }
    }
    let pieces = counted.into_iter().map(|(piece, count)| match count {
        1 => format!("'{}'", visible_in_line(piece)),
        count => format!("'{}' ({count} times)", visible_in_line(piece)),
    });
    let pieces: Vec<String> = pieces.collect();
    let length: usize = pieces.iter().map(|piece| piece.chars().count() + 2).sum();
    match pieces.len() {
        0 => format!("  - {}\n", entry.sentence),
        _ if length + entry.sentence.chars().count() <= LINE => {
            format!("  - {} {}\n", entry.sentence, pieces.join(", "))
        }
        _ if pieces.iter().all(|piece| piece.chars().count() <= 18) => {
            format!("  - {}\n    {}\n", entry.sentence, pieces.join(", "))
        }
        _ => {
            let lines: String = pieces.iter().map(|piece| format!("    {piece}\n")).collect();
            format!("  - {}\n{lines}", entry.sentence)
        }
    }
}

/// Why a file was not imported.
pub(super) fn not_imported(from: &Path, refusal: &ImportFailure) -> String {
    let (message, help) = (visible_in_line(&refusal.message), visible_in_line(&refusal.help));
    format!("'{}' was not imported. {message}\n  {help}\n\n", shown(from))
}

/// The last line: the number of files.
pub(super) fn summary(imported: usize, refused: usize, dry_run: bool) -> String {
    let files = |number: usize| if number == 1 { "1 file".to_owned() } else { format!("{number} files") };
    let would = if dry_run { " would be" } else { "" };
    let refused = match refused {
        0 => String::new(),
        number => format!(" {} not imported, for the reasons above.", files(number)),
    };
    let next = match (imported, dry_run) {
        (0, _) => "",
        (_, true) => " Nothing was written.",
        (_, false) => " 'pamphlet check --drafts' lists what is missing.",
    };
    format!("{}{would} imported.{refused}{next}\n", files(imported))
}

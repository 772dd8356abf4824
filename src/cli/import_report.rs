//! What `pamphlet import` says of each file: what it became, what was guessed, what did not arrive.

use std::collections::HashMap;
use std::path::Path;

use crate::import::{ImportFailure, ImportedLeaflet, ReportEntry, ReportEntryKind};
use crate::unseen::visible_in_line;

/// Pieces that together are longer than this stand one on a line.
const LINE: usize = 90;

/// The path of a file as it may be printed.
pub(super) fn shown(path: &Path) -> String {
    visible_in_line(&path.display().to_string()).into_owned()
}

/// What became of a file.
pub(super) fn report(from: &Path, to: &Path, made: &ImportedLeaflet) -> String {
    let mut text = format!("'{}' is '{}' now.\n", shown(from), shown(to));
    for (name, _) in &made.pictures {
        text.push_str(&format!("  With the picture '{}' beside it.\n", visible_in_line(name)));
    }
    let groups = [
        (ReportEntryKind::Moved, "Elsewhere than before:"),
        (ReportEntryKind::Guess, "Guesses, for you to look at:"),
        (ReportEntryKind::Added, "Added:"),
        (ReportEntryKind::Lost, "Did not arrive:"),
    ];
    for (kind, heading) in groups {
        let entries: Vec<&ReportEntry> = made.account.entries().filter(|entry| entry.kind == kind).collect();
        if entries.is_empty() {
            continue;
        }
        text.push_str(&format!("  {heading}\n"));
        entries.iter().for_each(|entry| text.push_str(&said(entry)));
    }
    let lost = made.account.entries().any(|entry| entry.kind == ReportEntryKind::Lost);
    if !lost {
        text.push_str("  Every word arrived.\n");
    }
    let blank: Vec<&str> =
        made.text.lines().skip(1).take_while(|line| *line != "---").filter_map(|line| line.strip_suffix(':')).collect();
    if !blank.is_empty() {
        text.push_str(&format!("  Still blank, for you to fill in: {}.\n", blank.join(", ")));
    }
    text.push('\n');
    text
}

fn said(entry: &ReportEntry) -> String {
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

/// The last line: how many files.
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
        (_, false) => " 'pamphlet check --drafts' says what is missing.",
    };
    format!("{}{would} imported.{refused}{next}\n", files(imported))
}

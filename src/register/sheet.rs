//! The register as a spreadsheet.

use super::entry::Register;
use crate::date::Date;
use crate::text::unseen::is_formula;

/// The columns, named after the fields.
const COLUMNS: &[&str] = &[
    "reference",
    "title",
    "language",
    "state",
    "draft",
    "last_updated",
    "last_reviewed",
    "notice_date",
    "archive_date",
    "owner",
    "department",
    "file",
    "address",
];

/// The register as CSV (RFC 4180), with dates as `2026-11-23`.
///
/// It begins with a byte-order mark; without one, Excel on Windows garbles accented letters.
pub fn csv(register: &Register) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.as_deref().map(as_text).unwrap_or_default();
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for entry in &register.entries {
        let _ = writer.write_record([
            text(&entry.reference),
            text(&entry.title),
            text(&entry.language),
            entry.state.name().to_owned(),
            if entry.draft { "yes".to_owned() } else { String::new() },
            day(entry.last_updated),
            day(entry.last_reviewed),
            day(entry.notice_date),
            day(entry.archive_date),
            text(&entry.owner),
            text(&entry.department),
            as_text(&entry.file),
            text(&entry.address),
        ]);
    }
    writer.into_inner().unwrap_or_default()
}

/// A cell that a spreadsheet reads as text. One that begins like a formula would be evaluated on the computer of
/// whoever opens the file; an apostrophe before it prevents that.
fn as_text(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

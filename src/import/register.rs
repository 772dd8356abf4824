//! The old register: a spreadsheet of references and review dates, saved as `.csv`.
//!
//! Only values that are certain are taken. The date order is decided per column, and a column with the month first is
//! rejected.

use super::encoding::decode;
use super::import_failure::ImportFailure;
use super::labels;
use super::report::ImportReport;
use crate::date::{self, Date};
use crate::text::unseen::is_formula;

/// The column headings may be below a title and some notes.
const MAX_LINES_ABOVE: usize = 20;

/// Column headings are cut to this length in messages.
const MAX_HEAD_LEN: usize = 100;

/// An old register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRegister {
    /// Its leaflets.
    pub rows: Vec<ImportedRow>,
    /// The heading of each column, with the field it was recognised as.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// Notes on how the register was read, as sentences.
    pub notes: Vec<String>,
    /// Values that were not taken.
    pub doubtful: Vec<UncertainValue>,
}

/// A row of an old register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The values by field name, such as `title` and `reference`; dates as `2026-11-23`.
    pub values: Vec<(&'static str, String)>,
}

/// A value that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UncertainValue {
    /// The line in the file, from 1.
    pub line: u64,
    /// The heading of its column.
    pub column: String,
    pub value: String,
    /// The reason, as the end of a sentence.
    pub why: &'static str,
}

impl ImportedRow {
    /// The value of a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == field).map(|(_, value)| value.as_str())
    }
}

/// A register with more lines is refused: it would take long to read and its report could not be read by anybody.
const MAX_ROWS: usize = 100_000;

/// Column headings, in addition to the labels used in leaflets.
const COLUMNS: &[(&str, &str)] = &[
    ("title", "title"),
    ("leaflet title", "title"),
    ("leaflet name", "title"),
    ("name of leaflet", "title"),
    ("title of leaflet", "title"),
    ("document title", "title"),
    ("document name", "title"),
    ("leaflet", "title"),
    ("name", "title"),
    ("ref", "reference"),
    ("id", "reference"),
    ("leaflet id", "reference"),
    ("code", "reference"),
    ("pil ref", "reference"),
    ("pil number", "reference"),
    ("pil no", "reference"),
    ("updated", "last_updated"),
    ("issued", "last_updated"),
    ("published", "last_updated"),
    ("publish date", "last_updated"),
    ("date created", "last_updated"),
    ("last update", "last_updated"),
    ("reviewed", "last_reviewed"),
    ("last review", "last_reviewed"),
    ("last review date", "last_reviewed"),
    ("date of last review", "last_reviewed"),
    ("reviewed on", "last_reviewed"),
    ("review by", "archive_date"),
    ("review", "archive_date"),
    ("due date", "archive_date"),
    ("due", "archive_date"),
    ("archive", "archive_date"),
    ("archive on", "archive_date"),
    ("expires", "archive_date"),
    ("next review by", "archive_date"),
    ("owner", "owner"),
    ("team", "owner"),
    ("owning team", "owner"),
    ("owner team", "owner"),
    ("responsible team", "owner"),
    ("lead team", "owner"),
    ("department", "department"),
    ("dept", "department"),
    ("directorate", "department"),
    ("division", "department"),
    ("service", "department"),
    ("specialty", "department"),
    ("speciality", "department"),
    ("approved by", "approved_by"),
    ("version", "version"),
];

/// Reads an old register.
///
/// # Errors
/// If no column headings are recognised, or a column of dates is ambiguous.
pub fn read_register(bytes: &[u8]) -> Result<ImportedRegister, ImportFailure> {
    let mut account = ImportReport::default();
    let text = decode(bytes, &mut account)?;
    // Lines are counted by line feeds, so each line end must be one character.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
    let mut register = ImportedRegister::default();
    register.notes.extend(account.entries().map(|entry| format!("{} {}", entry.sentence, entry.pieces.join(", "))));
    let table = [',', ';', '\t', '|'].into_iter().filter_map(|ch| table(&text, ch)).max_by_key(|table| table.known);
    if table.as_ref().is_some_and(|table| table.rows.len() > MAX_ROWS) {
        return Err(ImportFailure::new(
            "It has more than 100,000 lines. A register has one line for each leaflet, so this is probably another file.",
            "Check that it is the right file. If it is, delete the lines that are not about leaflets of this site, and import it again.",
        ));
    }
    let Some(table) = table else {
        return Err(ImportFailure::new(
            "No row of column headings was found. It needs the leaflet's reference or title, and a date or an owner.",
            "Give the columns headings such as 'Leaflet reference', 'Title', 'Last updated' and 'Review date', save the file as CSV, and import it again.",
        ));
    };
    for (at, field) in table.fields.iter().enumerate() {
        let name = table.heads.get(at).cloned().unwrap_or_default();
        if !name.is_empty() {
            register.columns.push((name, *field));
        }
    }
    let order = day_order(&table)?;
    if order == DateOrder::Unproved {
        register.notes.push(
            "No date in it has a day above 12, so it is not certain whether the day or the month comes first. The dates were read with the day first."
                .to_owned(),
        );
    }
    let mut short_years = false;
    for (line, cells) in &table.rows {
        let mut row = ImportedRow { line: *line, values: Vec::new() };
        for (at, field) in table.fields.iter().enumerate() {
            let (Some(field), Some(cell)) = (field, cells.get(at)) else { continue };
            let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
            if cell.is_empty() || is_nothing(&cell) {
                continue;
            }
            let value = match is_date(field).then(|| day(&cell, &mut short_years)) {
                None => cell,
                Some(Ok(day)) => day.to_string(),
                Some(Err(why)) => {
                    // The heading is repeated in every message, so it is shortened.
                    let column = table.heads.get(at).map(|head| head.chars().take(MAX_HEAD_LEN).collect());
                    let column = column.unwrap_or_default();
                    register.doubtful.push(UncertainValue { line: *line, column, value: cell, why });
                    continue;
                }
            };
            row.values.push((field, value));
        }
        if !row.values.is_empty() {
            register.rows.push(row);
        }
    }
    if short_years {
        register.notes.push("Two-digit years were read as 2000 to 2099.".to_owned());
    }
    Ok(register)
}

/// Words that staff write into a cell when the value is not known.
fn is_nothing(cell: &str) -> bool {
    matches!(
        cell.to_lowercase().as_str(),
        "-" | "–" | "n/a" | "na" | "tbc" | "tba" | "none" | "unknown" | "?" | "#n/a" | "#ref!" | "#value!"
    )
}

fn is_date(field: &str) -> bool {
    matches!(field, "last_updated" | "archive_date" | "last_reviewed")
}

/// A file split into cells at one delimiter.
struct DelimitedTable {
    heads: Vec<String>,
    /// The field of each column; each field at most once.
    fields: Vec<Option<&'static str>>,
    known: usize,
    rows: Vec<(u64, Vec<String>)>,
}

/// Splits the text at a delimiter. `None` if no line has recognised column headings.
fn table(text: &str, ch: char) -> Option<DelimitedTable> {
    let delimiter = u8::try_from(ch).ok()?;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut found: Option<DelimitedTable> = None;
    for (index, record) in reader.records().enumerate() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> = record.iter().map(|cell| text_of(cell.trim()).to_owned()).collect();
        match &mut found {
            Some(table) if table.rows.len() > MAX_ROWS => break,
            Some(table) => table.rows.push((line, cells)),
            None if index >= MAX_LINES_ABOVE => return None,
            None => found = heads(cells),
        }
    }
    found
}

/// The text of a cell, without the apostrophe that stops a spreadsheet from reading it as a formula.
fn text_of(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

fn heads(cells: Vec<String>) -> Option<DelimitedTable> {
    let mut fields: Vec<Option<&'static str>> = Vec::with_capacity(cells.len());
    for cell in &cells {
        let field = column(cell).filter(|field| !fields.contains(&Some(*field)));
        fields.push(field);
    }
    let known = fields.iter().flatten().count();
    let names_leaflets = fields.iter().flatten().any(|field| matches!(*field, "reference" | "title"));
    (known >= 2 && names_leaflets).then_some(DelimitedTable { heads: cells, fields, known, rows: Vec::new() })
}

/// The field that a column heading names.
fn column(head: &str) -> Option<&'static str> {
    let name = head.to_lowercase();
    // Headings such as 'Review date (dd/mm/yyyy)' and 'Owner / team' hold more than the name.
    let name = name.split('(').next().unwrap_or_default();
    let name =
        name.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    labels::field(&name).or_else(|| COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field))
}

/// Whether the order of numeric dates is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DateOrder {
    /// A day above 12 comes first, or there are no numeric dates.
    DayFirst,
    /// No date shows the order.
    Unproved,
}

/// Makes sure that the day comes first in every column of dates.
fn day_order(table: &DelimitedTable) -> Result<DateOrder, ImportFailure> {
    let (mut any, mut proved) = (false, false);
    for (at, field) in table.fields.iter().enumerate() {
        if !field.is_some_and(is_date) {
            continue;
        }
        let mut month_first: Option<(u64, String)> = None;
        let mut day_first: Option<(u64, String)> = None;
        for (line, cells) in &table.rows {
            let Some(cell) = cells.get(at) else { continue };
            let Some((first, second, _)) = figures(cell) else { continue };
            any = true;
            if first > 12 && second <= 12 {
                day_first.get_or_insert((*line, cell.clone()));
            } else if second > 12 && first <= 12 {
                month_first.get_or_insert((*line, cell.clone()));
            }
        }
        proved |= day_first.is_some();
        if let Some((line, cell)) = month_first {
            let column = table.heads.get(at).cloned().unwrap_or_default();
            let mixed = match day_first {
                Some((other, day)) => format!(", but the day comes first in '{day}' (line {other})"),
                None => String::new(),
            };
            return Err(ImportFailure::new(
                format!(
                    "In its column '{column}' the month comes first in '{cell}' (line {line}){mixed}. A date such as 03/04/2026 could mean two different days."
                ),
                "In the spreadsheet, format the column as 2026-11-23 (Format Cells, Custom, yyyy-mm-dd), check that the dates \
                 are right, save the file as CSV, and import it again.",
            ));
        }
    }
    Ok(if any && !proved { DateOrder::Unproved } else { DateOrder::DayFirst })
}

/// The three numbers of a date such as 23/11/2026 or 23.11.26; `None` for other forms.
fn figures(cell: &str) -> Option<(u32, u32, u32)> {
    let cell = cell.split_whitespace().next()?;
    let parts: Vec<&str> = cell.split(['/', '.', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |text: &str, lengths: &[usize]| -> Option<u32> {
        (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    Some((number(first, &[1, 2])?, number(second, &[1, 2])?, number(third, &[2, 4])?))
}

/// Parses the date in a cell.
fn day(cell: &str, short_years: &mut bool) -> Result<Date, &'static str> {
    if let Some((day, month, year)) = figures(cell) {
        let year = if year < 100 {
            *short_years = true;
            2000 + year
        } else {
            year
        };
        let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
            return Err("there is no such date");
        };
        return Date::new(year, month, day)
            .ok()
            .filter(|day| (1900..=2999).contains(&day.year()))
            .ok_or("there is no such date");
    }
    let fault = match date::parse(cell) {
        Ok(day) => return Ok(day),
        Err(fault) => fault,
    };
    if let Some(day) = date::certain(cell, fault) {
        return Ok(day);
    }
    // '23-Nov-26', as spreadsheets show dates.
    let parts: Vec<&str> = cell.split(['-', ' ', '/']).filter(|part| !part.is_empty()).collect();
    if let [day, month, year] = parts[..]
        && year.len() == 2
        && year.bytes().all(|byte| byte.is_ascii_digit())
    {
        let whole = format!("{day} {month} 20{year}");
        let read = date::parse(&whole).or_else(|fault| date::certain(&whole, fault).ok_or(fault));
        if let Ok(day) = read {
            *short_years = true;
            return Ok(day);
        }
    }
    Err(match cell.parse::<u32>() {
        Ok(30_000..=70_000) => "it is a plain number; format the column as dates in the spreadsheet",
        _ => "it is not one definite date",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<(&'static str, String)>> {
        read_register(text.as_bytes()).unwrap().rows.into_iter().map(|row| row.values).collect()
    }

    #[test]
    fn columns_are_recognised_by_name_and_dates_read_per_column() {
        let text = "Register of leaflets;;;\r\n;;;\r\nLeaflet Ref;Leaflet title;Review date (dd/mm/yyyy);Owner\r\nPT-001;\"Sleep; well\";03/04/2026;Sleep team\r\nPT-002;Eat;23/11/26;n/a\r\n";
        assert_eq!(
            rows(text),
            [
                vec![
                    ("reference", "PT-001".to_owned()),
                    ("title", "Sleep; well".to_owned()),
                    ("archive_date", "2026-04-03".to_owned()),
                    ("owner", "Sleep team".to_owned())
                ],
                vec![
                    ("reference", "PT-002".to_owned()),
                    ("title", "Eat".to_owned()),
                    ("archive_date", "2026-11-23".to_owned())
                ],
            ]
        );
    }

    #[test]
    fn a_column_with_the_month_first_is_rejected() {
        let refused = |text: &str| read_register(text.as_bytes()).unwrap_err().message;
        let american = refused("Reference,Review date\nPT-001,03/04/2026\nPT-002,11/23/2026\n");
        assert!(american.contains("'Review date' the month comes first in '11/23/2026' (line 3)."), "{american}");
        assert!(
            refused("Reference,Expiry\nPT-001,23/11/2026\nPT-002,11/23/2026\n")
                .contains("the day comes first in '23/11/2026' (line 2)")
        );
        assert!(refused("A,B\n1,2\n").contains("No row of column headings was found"));
        let unproved = read_register(b"Reference,Expiry\nPT-001,01/03/2026\n").unwrap();
        assert!(unproved.notes[0].contains("No date in it has a day above 12"));
    }

    #[test]
    fn values_without_a_definite_date_are_not_taken() {
        let register = read_register(
            "Ref,Issued,Expiry\n1,March 2024,31/02/2026\n2,23-Nov-24,45987\n3,5 March 2024,2026-11-23\n".as_bytes(),
        )
        .unwrap();
        let doubtful: Vec<(u64, &str)> =
            register.doubtful.iter().map(|doubt| (doubt.line, doubt.value.as_str())).collect();
        assert_eq!(doubtful, [(2, "March 2024"), (2, "31/02/2026"), (3, "45987")]);
        assert_eq!(register.rows[1].value("last_updated"), Some("2024-11-23"));
        assert_eq!(register.rows[2].value("archive_date"), Some("2026-11-23"));
    }
}

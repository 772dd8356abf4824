//! `pamphlet versions`

use std::io::Write;
use std::path::PathBuf;

use super::outcome::{Outcome, cannot_print};
use super::terminal;
use crate::diagnostic::Failure;
use crate::disk::{self, VersionStore};
use crate::pipeline;
use crate::present::thousands;
use crate::publication_log::{ChangeClass, LogLine, LogLineKind, PublicationLog, TextKey};
use crate::source::Sources;
use crate::text::unseen::{is_formula, visible_in_line};
use crate::versions::{ObjectFault, verify_objects};

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The reference of a leaflet; without it, all leaflets are listed
    #[arg(value_name = "REFERENCE")]
    reference: Option<String>,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
    /// Only the translation into this language, such as 'cy'
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Check that no line of the record and no stored version was changed, removed, inserted or moved
    #[arg(long)]
    verify: bool,
    /// How to show the versions
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: VersionsFormat,
}

const AFTER_HELP: &str = "\
Exit status:
  0  the versions were listed; with --verify, the record is whole
  1  with --verify: the record is damaged
  2  a failure, such as a record that cannot be read";

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum VersionsFormat {
    /// A table to read
    Table,
    /// For other programs
    Json,
    /// A spreadsheet
    Csv,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    disk::recover_record(&arguments.site);
    let sources = disk::read_record(&arguments.site)?;
    let record = pipeline::published_before(&sources);
    if arguments.verify {
        return verify(arguments, &sources, &record);
    }
    if let Some(why) = pipeline::damage_of_record(&sources, &record) {
        return Err(why);
    }
    let is_wanted = |line: &&LogLine| {
        let key = |reference: &str| TextKey::new(reference, arguments.language.as_deref().or(line.language.as_deref()));
        let of_reference = arguments.reference.as_ref().is_none_or(|reference| line.key() == key(reference));
        let of_language =
            arguments.language.as_ref().is_none_or(|language| line.language.as_deref() == Some(language.as_str()));
        of_reference && of_language
    };
    let lines: Vec<&LogLine> = record.lines().iter().filter(is_wanted).collect();
    if let (Some(reference), true) = (&arguments.reference, lines.is_empty()) {
        return Err(Failure::new(
            format!("The record of what was published has no leaflet with the reference '{reference}'."),
            "'pamphlet versions' without a reference lists all leaflets that the record knows.",
        ));
    }
    let shown = match arguments.format {
        VersionsFormat::Table => table(&lines),
        VersionsFormat::Json => json(&lines),
        VersionsFormat::Csv => csv(&lines)?,
    };
    let mut out = std::io::stdout().lock();
    out.write_all(shown.as_bytes()).and_then(|()| out.flush()).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}

fn verify(arguments: &Arguments, sources: &Sources, record: &PublicationLog) -> Result<Outcome, Failure> {
    if let Some(why) = pipeline::damage_of_record(sources, record) {
        terminal::fail(&why);
        return Ok(Outcome::Findings);
    }
    if !record.has_begun {
        terminal::print("There is no record of versions yet. The first build that publishes the site begins it.\n")?;
        return Ok(Outcome::Clean);
    }
    let store = VersionStore::of(&arguments.site);
    let stored = store.objects().map_err(|error| {
        Failure::new(
            format!("The stored versions cannot be read: {}.", crate::diagnostic::reason(&error)),
            "Make the folder '.pamphlet/versions' readable, and run the command again.",
        )
    })?;
    let faults = verify_objects(record, &stored, &store);
    let mut text = String::new();
    for fault in &faults {
        text.push_str(&visible_in_line(&fault.message));
        text.push('\n');
    }
    let is_damaged = |fault: &ObjectFault| fault.is_damage;
    let lines = thousands(record.lines().len());
    if faults.iter().any(is_damaged) {
        text.push_str(
            "The record is damaged. Restore the folder '.pamphlet/versions' from version control or from a recent \
             backup.\n",
        );
        terminal::print(&text)?;
        return Ok(Outcome::Findings);
    }
    text.push_str(&format!(
        "The record is whole: {lines} lines, {} stored objects. Its last line has the SHA-256 {}.\n",
        thousands(stored.len()),
        record.head()
    ));
    terminal::print(&text)?;
    Ok(Outcome::Clean)
}

const HEADS: [&str; 8] = ["Day", "Reference", "Version", "What", "Check code", "Archive date", "Approved by", "Title"];

fn cells(line: &LogLine) -> [String; 8] {
    let language = line.language.as_ref().map_or(String::new(), |language| format!(" ({language})"));
    let approved = line.approval.as_ref().map_or("", |approval| {
        match line.wording.is_none_or(|wording| wording == approval.wording) {
            true => &*approval.by,
            false => "other words approved",
        }
    });
    [
        line.day.to_string(),
        format!("{}{language}", line.entry.reference),
        line.version.map_or(String::new(), |number| number.to_string()),
        what(line).to_owned(),
        line.wording.map_or(String::new(), |wording| wording.check_code()),
        line.entry.archive_date.to_string(),
        approved.to_owned(),
        line.entry.title.to_string(),
    ]
}

/// What a line records, in a word or two.
fn what(line: &LogLine) -> &'static str {
    match (line.kind, line.class) {
        (LogLineKind::Begun, _) => "record begun",
        (LogLineKind::Archived, _) => "archived",
        (LogLineKind::Sent, _) => "sent for approval",
        (LogLineKind::Approved, _) => "approved",
        (LogLineKind::Returned, _) => "returned",
        (LogLineKind::Extended, _) => "reason to extend",
        (LogLineKind::Reverted, _) => "earlier words again",
        (_, Some(ChangeClass::New)) => "new",
        (_, Some(ChangeClass::Editorial)) => "editorial",
        (_, Some(ChangeClass::Substantive)) => "substantive",
        (_, Some(ChangeClass::Extension)) => "extended",
        (_, Some(ChangeClass::Review)) => "reviewed",
        (_, None) => "details changed",
    }
}

fn table(lines: &[&LogLine]) -> String {
    if lines.is_empty() {
        return "No version is recorded yet. The first build that publishes the site begins the record.\n".to_owned();
    }
    let rows: Vec<[String; 8]> =
        lines.iter().map(|line| cells(line).map(|cell| visible_in_line(&cell).into_owned())).collect();
    let mut widths = HEADS.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(unicode_width::UnicodeWidthStr::width(cell.as_str()));
        }
    }
    let mut text = String::new();
    for row in std::iter::once(&HEADS.map(str::to_owned)).chain(&rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let gap = width.saturating_sub(unicode_width::UnicodeWidthStr::width(cell.as_str())) + 2;
            line.push_str(cell);
            line.push_str(&" ".repeat(gap));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn json(lines: &[&LogLine]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| serde_json::to_string(line).unwrap_or_default()).collect();
    format!("{{\"versions\":[\n{}\n]}}\n", lines.join(",\n"))
}

fn csv(lines: &[&LogLine]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // A spreadsheet would run a cell that is a formula.
    let safe = |cell: String| if is_formula(&cell) { format!("'{cell}") } else { cell };
    let rows = lines.iter().map(|line| cells(line).map(safe));
    let written = std::iter::once(HEADS.map(str::to_owned)).chain(rows).try_for_each(|row| writer.write_record(&row));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok());
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| Failure::new("The spreadsheet cannot be made.", "Use '--format json' instead."))
}

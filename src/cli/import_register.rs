//! `pamphlet import register.csv`: copies dates and owners from an old register into the fields of leaflets.

use std::path::Path;

use super::import_report::shown;
use super::outcome::Outcome;
use crate::date;
use crate::diagnostic::Failure;
use crate::disk;
use crate::import::{self, Backfill, FilledLeaflet, ImportedRegister, RegisteredLeaflet};
use crate::leaflet::{self, EditFault, Manuscript};
use crate::source::{FileRole, SourceFile, Sources};
use crate::text::unseen::visible_in_line;

/// How to copy a register into leaflets.
#[derive(Clone, Copy)]
pub(super) struct FillOptions {
    /// Whether existing values are replaced.
    pub overwrite: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// Copies a register into the leaflets and reports the result. The outcome has findings if the register, or a leaflet
/// in it, cannot be used.
pub(super) fn fill(path: &Path, bytes: &[u8], site: &Path, options: FillOptions) -> Result<(String, Outcome), Failure> {
    let register = match import::read_register(bytes) {
        Ok(register) => register,
        Err(refusal) => return Ok((super::import_report::not_imported(path, &refusal), Outcome::Findings)),
    };
    let sources = disk::read_with_drafts(site)?;
    let manuscripts = manuscripts(&sources);
    let known: Vec<RegisteredLeaflet<'_>> = manuscripts.iter().map(known).collect();
    let filling = import::fill(&register, &known, options.overwrite);
    let mut changed = Vec::new();
    let mut unclear = Vec::new();
    for FilledLeaflet { leaflet, line, values } in &filling.changes {
        let file = sources.file(manuscripts[*leaflet].source);
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match leaflet::with_fields(file.text(), &values) {
            Ok(text) => changed.push((file, *line, values, text)),
            Err(fault) => unclear.push((*line, file, in_words(fault))),
        }
    }
    if !options.dry_run {
        // Every file is tested before any is changed, so that a foreseeable failure does not leave the register half
        // copied.
        for (file, ..) in &changed {
            disk::may_fix(file)?;
        }
        for (file, _, _, text) in &changed {
            disk::fix(file, text)?;
        }
    }
    let mut report =
        format!("The register '{}': {} with leaflets.\n", shown(path), counted(register.rows.len(), "line"));
    report.push_str(&columns(&register));
    let verb = if options.dry_run { "Would be filled in" } else { "Filled in" };
    let lines = changed.iter().map(|(file, _, values, _)| {
        let values: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!("{}: {}", file.path, values.join(", "))
    });
    report.push_str(&list(verb, lines.collect()));
    report.push_str(&not_copied(&register, &filling, &manuscripts, &sources));
    let lines = unclear.iter().map(|(line, file, why)| format!("line {line}, {}: {why}", file.path));
    report.push_str(&list("Leaflets whose fields cannot be changed", lines.collect()));
    let written = if options.dry_run { " Nothing was written." } else { "" };
    report.push_str(&format!("{} {}.{written}\n\n", counted(changed.len(), "leaflet"), verb.to_lowercase()));
    Ok((report, if unclear.is_empty() { Outcome::Clean } else { Outcome::Findings }))
}

/// Every leaflet and draft, without translations, which have dates of their own.
fn manuscripts(sources: &Sources) -> Vec<Manuscript> {
    let is_leaflet = |file: &SourceFile| matches!(file.role, FileRole::Leaflet | FileRole::Draft);
    let files = sources.iter().filter(|(_, file)| is_leaflet(file));
    let all = files.map(|(id, file)| leaflet::parse(id, file, |path| sources.find(path)));
    all.filter(|manuscript| manuscript.translation.is_none()).collect()
}

fn known(manuscript: &Manuscript) -> RegisteredLeaflet<'_> {
    let fields = &manuscript.front_matter;
    let text = |value: &Option<leaflet::Field<Box<str>>>| value.as_ref().map(|field| field.value.to_string());
    let day = |value: &Option<leaflet::Field<date::Date>>| value.as_ref().map(|field| field.value.to_string());
    let values = [
        ("title", text(&fields.title)),
        ("reference", text(&fields.reference)),
        ("last_updated", day(&fields.last_updated)),
        ("archive_date", day(&fields.archive_date)),
        ("last_reviewed", day(&fields.last_reviewed)),
        ("department", text(&fields.department)),
        ("owner", text(&fields.owner)),
        ("version", text(&fields.version)),
        ("approved_by", text(&fields.approved_by)),
    ];
    let values = values.into_iter().filter_map(|(name, value)| match (value, fields.given(name)) {
        (Some(value), _) => Some((name, value)),
        // A value that cannot be read is for the author to fix; the field is not blank.
        (None, Some(given)) if !given.blank => Some((name, "a value that cannot be read".to_owned())),
        _ => None,
    });
    RegisteredLeaflet {
        title: fields.title.as_ref().map(|field| &*field.value),
        reference: fields.reference.as_ref().map(|field| &*field.value),
        values: values.collect(),
    }
}

fn columns(register: &ImportedRegister) -> String {
    let used = register.columns.iter().filter_map(|(name, field)| Some(format!("'{name}' as {}", (*field)?)));
    let used = used.collect::<Vec<_>>().join(", ");
    let mut report = format!("  Columns: {}.\n", visible_in_line(&used));
    let unused = register.columns.iter().filter(|(_, field)| field.is_none()).map(|(name, _)| format!("'{name}'"));
    let unused: Vec<String> = unused.collect();
    if !unused.is_empty() {
        report.push_str(&format!("  Columns that were not used: {}.\n", visible_in_line(&unused.join(", "))));
    }
    register.notes.iter().for_each(|note| report.push_str(&format!("  {}\n", visible_in_line(note))));
    report
}

/// What was not copied, and why.
fn not_copied(
    register: &ImportedRegister,
    filling: &Backfill,
    manuscripts: &[Manuscript],
    sources: &Sources,
) -> String {
    let path = |index: usize| &sources.file(manuscripts[index].source).path;
    let describe = |line: u64| {
        let row = register.rows.binary_search_by_key(&line, |row| row.line).ok().map(|at| &register.rows[at]);
        let report = ["reference", "title"].into_iter().filter_map(|field| row?.value(field));
        report.collect::<Vec<_>>().join(", ")
    };
    let mut report = String::new();
    let lines = filling.conflicts.iter().map(|(index, line, field, there, here)| {
        format!("line {line}, {}: {field} is '{there}' in the leaflet and '{here}' in the register", path(*index))
    });
    report.push_str(&list("Not changed; '--overwrite' uses the register's dates and owners", lines.collect()));
    let lines = register
        .doubtful
        .iter()
        .map(|doubt| format!("line {}, '{}': '{}': {}", doubt.line, doubt.column, doubt.value, doubt.why));
    report.push_str(&list("Values that were not used", lines.collect()));
    let lines = filling.unclear.iter().map(|(line, why)| format!("line {line} ({}): {why}", describe(*line)));
    report.push_str(&list("Lines that were not used", lines.collect()));
    let lines = filling.unmatched.iter().map(|line| format!("line {line}: {}", describe(*line)));
    report.push_str(&list("Lines without a leaflet", lines.collect()));
    let lines = filling.unnamed.iter().map(|index| path(*index).to_string());
    report.push_str(&list("Leaflets that are not in the register", lines.collect()));
    report
}

fn list(heading: &str, lines: Vec<String>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut report = format!("  {heading}:\n");
    lines.iter().for_each(|line| report.push_str(&format!("  - {}\n", visible_in_line(line))));
    report
}

fn counted(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn in_words(fault: EditFault) -> &'static str {
    match fault {
        EditFault::NoFrontMatter => "it does not start with a line '---' followed by its fields",
        EditFault::Unclosed => "the second line '---', after its fields, is missing",
        EditFault::Unreadable => "its fields cannot be read, or are written in a way that makes a change unsafe",
    }
}

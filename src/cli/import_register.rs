//! `pamphlet import register.csv`: dates and owners of an old register into the fields of leaflets.

use std::path::Path;

use super::import_report::shown;
use super::outcome::Outcome;
use crate::date;
use crate::disk;
use crate::failure::Failure;
use crate::import::{self, Backfill, FilledLeaflet, ImportedRegister, RegisteredLeaflet};
use crate::leaflet::{self, EditFault, Manuscript};
use crate::source::{FileRole, SourceFile, Sources};
use crate::unseen::visible_in_line;

/// How a register is filled in.
#[derive(Clone, Copy)]
pub(super) struct FillOptions {
    /// Whether values that stand there are replaced.
    pub overwrite: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// What came of a register, as text. An outcome with findings: the register, or a leaflet that it speaks of, cannot be used.
pub(super) fn fill(path: &Path, bytes: &[u8], site: &Path, manner: FillOptions) -> Result<(String, Outcome), Failure> {
    let register = match import::read_register(bytes) {
        Ok(register) => register,
        Err(refusal) => return Ok((super::import_report::not_imported(path, &refusal), Outcome::Findings)),
    };
    let sources = disk::read_with_drafts(site)?;
    let manuscripts = manuscripts(&sources);
    let known: Vec<RegisteredLeaflet<'_>> = manuscripts.iter().map(known).collect();
    let filling = import::fill(&register, &known, manner.overwrite);
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
    if !manner.dry_run {
        // All of them are tried before any is made, so that no register is left half filled in for a reason that can be known.
        for (file, ..) in &changed {
            disk::may_fix(file)?;
        }
        for (file, _, _, text) in &changed {
            disk::fix(file, text)?;
        }
    }
    let mut said = format!("The register '{}': {} with leaflets.\n", shown(path), counted(register.rows.len(), "line"));
    said.push_str(&columns(&register));
    let verb = if manner.dry_run { "Would be filled in" } else { "Filled in" };
    let lines = changed.iter().map(|(file, _, values, _)| {
        let values: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        format!("{}: {}", file.path, values.join(", "))
    });
    said.push_str(&list(verb, lines.collect()));
    said.push_str(&left(&register, &filling, &manuscripts, &sources));
    let lines = unclear.iter().map(|(line, file, why)| format!("line {line}, {}: {why}", file.path));
    said.push_str(&list("Leaflets whose fields cannot be changed", lines.collect()));
    let written = if manner.dry_run { " Nothing was written." } else { "" };
    said.push_str(&format!("{} {}.{written}\n\n", counted(changed.len(), "leaflet"), verb.to_lowercase()));
    Ok((said, if unclear.is_empty() { Outcome::Clean } else { Outcome::Findings }))
}

/// Every leaflet and draft, translations left out: they have dates of their own.
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
        // What stands there and cannot be read is the author's to mend, not blank.
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
    let mut said = format!("  Columns: {}.\n", visible_in_line(&used));
    let unused = register.columns.iter().filter(|(_, field)| field.is_none()).map(|(name, _)| format!("'{name}'"));
    let unused: Vec<String> = unused.collect();
    if !unused.is_empty() {
        said.push_str(&format!("  Columns that were not used: {}.\n", visible_in_line(&unused.join(", "))));
    }
    register.notes.iter().for_each(|note| said.push_str(&format!("  {}\n", visible_in_line(note))));
    said
}

/// What was not filled in, and why.
fn left(register: &ImportedRegister, filling: &Backfill, manuscripts: &[Manuscript], sources: &Sources) -> String {
    let path = |index: usize| &sources.file(manuscripts[index].source).path;
    let about = |line: u64| {
        let row = register.rows.binary_search_by_key(&line, |row| row.line).ok().map(|at| &register.rows[at]);
        let said = ["reference", "title"].into_iter().filter_map(|field| row?.value(field));
        said.collect::<Vec<_>>().join(", ")
    };
    let mut said = String::new();
    let lines = filling.conflicts.iter().map(|(index, line, field, there, here)| {
        format!("line {line}, {}: {field} is '{there}' in the leaflet and '{here}' in the register", path(*index))
    });
    said.push_str(&list("Left as they are; '--overwrite' takes the register's days and owners", lines.collect()));
    let lines = register
        .doubtful
        .iter()
        .map(|doubt| format!("line {}, '{}': '{}': {}", doubt.line, doubt.column, doubt.value, doubt.why));
    said.push_str(&list("Values that were not taken", lines.collect()));
    let lines = filling.unclear.iter().map(|(line, why)| format!("line {line} ({}): {why}", about(*line)));
    said.push_str(&list("Lines that were not used", lines.collect()));
    let lines = filling.unmatched.iter().map(|line| format!("line {line}: {}", about(*line)));
    said.push_str(&list("Lines for which there is no leaflet", lines.collect()));
    let lines = filling.unnamed.iter().map(|index| path(*index).to_string());
    said.push_str(&list("Leaflets that stand in no line", lines.collect()));
    said
}

fn list(heading: &str, lines: Vec<String>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut said = format!("  {heading}:\n");
    lines.iter().for_each(|line| said.push_str(&format!("  - {}\n", visible_in_line(line))));
    said
}

fn counted(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

fn in_words(fault: EditFault) -> &'static str {
    match fault {
        EditFault::NoFrontMatter => "it does not begin with a line '---' and its fields",
        EditFault::Unclosed => "the second line '---' is missing below its fields",
        EditFault::Unreadable => "its fields cannot be read, or stand in a way in which a change might harm others",
    }
}

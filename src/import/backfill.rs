//! Matches the rows of an old register to leaflets, and works out which fields each row fills in.

use std::collections::HashMap;

use super::register::ImportedRegister;

/// What is known of a leaflet that a row may refer to.
#[derive(Clone, Debug, Default)]
pub struct RegisteredLeaflet<'k> {
    pub title: Option<&'k str>,
    pub reference: Option<&'k str>,
    /// The fields that have a value, each with its value as it would be typed.
    pub values: Vec<(&'static str, String)>,
}

/// What a register changes, and what it leaves alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backfill {
    /// Leaflets that get new values.
    pub changes: Vec<FilledLeaflet>,
    /// Values that differ from the leaflet's: the leaflet, line, field, the leaflet's value and the register's.
    pub conflicts: Vec<(usize, u64, &'static str, String, String)>,
    /// Lines of rows that match no leaflet.
    pub unmatched: Vec<u64>,
    /// Lines of rows that match several leaflets, or whose reference and title match different ones, with the reason.
    pub unclear: Vec<(u64, String)>,
    /// Leaflets that no row matches.
    pub unnamed: Vec<usize>,
}

/// The new values of one leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledLeaflet {
    /// Its index in the list of leaflets.
    pub leaflet: usize,
    /// The line of the row in the register.
    pub line: u64,
    /// The new values, by field name.
    pub values: Vec<(&'static str, String)>,
}

/// Fills the blank fields of leaflets from a register. With `overwrite`, values that differ are replaced as well.
pub fn fill(register: &ImportedRegister, leaflets: &[RegisteredLeaflet<'_>], overwrite: bool) -> Backfill {
    let mut by_reference: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, leaflet) in leaflets.iter().enumerate() {
        if let Some(reference) = leaflet.reference {
            by_reference.entry(folded(reference)).or_default().push(index);
        }
        if let Some(title) = leaflet.title {
            by_title.entry(folded(title)).or_default().push(index);
        }
    }
    let mut filling = Backfill::default();
    let mut row_of: Vec<Option<u64>> = vec![None; leaflets.len()];
    for row in &register.rows {
        let find = |field: &str, among: &HashMap<String, Vec<usize>>| {
            row.value(field).and_then(|value| among.get(&folded(value))).cloned().unwrap_or_default()
        };
        let (referred, titled) = (find("reference", &by_reference), find("title", &by_title));
        let index = match (&referred[..], &titled[..]) {
            ([], []) => {
                filling.unmatched.push(row.line);
                continue;
            }
            ([index], []) => *index,
            ([index], titled) if titled.contains(index) => *index,
            // A leaflet with another reference is a different leaflet with the same title.
            ([], [index]) if leaflets[*index].reference.is_none() || row.value("reference").is_none() => *index,
            ([], [_]) => {
                filling.unclear.push((row.line, "the leaflet with this title has a different reference".to_owned()));
                continue;
            }
            ([_], [_, ..]) => {
                filling.unclear.push((row.line, "its reference and its title belong to different leaflets".to_owned()));
                continue;
            }
            _ => {
                filling.unclear.push((row.line, "several leaflets have this reference or title".to_owned()));
                continue;
            }
        };
        if let Some(first) = row_of[index] {
            filling.unclear.push((row.line, format!("line {first} is about the same leaflet")));
            continue;
        }
        row_of[index] = Some(row.line);
        let mut values = Vec::new();
        for (field, value) in &row.values {
            let existing = leaflets[index].values.iter().find(|(name, _)| name == field).map(|(_, value)| value);
            match existing {
                None => values.push((*field, value.clone())),
                Some(existing) if folded(existing) == folded(value) => {}
                // The fields by which the leaflet was found are never overwritten.
                Some(existing) if !overwrite || *field == "title" || *field == "reference" => {
                    filling.conflicts.push((index, row.line, field, existing.clone(), value.clone()));
                }
                Some(_) => values.push((*field, value.clone())),
            }
        }
        if !values.is_empty() {
            filling.changes.push(FilledLeaflet { leaflet: index, line: row.line, values });
        }
    }
    filling.unnamed = row_of.iter().enumerate().filter(|(_, row)| row.is_none()).map(|(index, _)| index).collect();
    filling
}

/// Normalised for comparison: capitals, spaces and punctuation are ignored.
fn folded(text: &str) -> String {
    let words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

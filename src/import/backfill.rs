//! Which leaflet each line of an old register speaks of, and what of the leaflet's fields it fills in.

use std::collections::HashMap;

use super::register::ImportedRegister;

/// What is known of a leaflet that a register may speak of.
#[derive(Clone, Debug, Default)]
pub struct RegisteredLeaflet<'k> {
    /// Its title.
    pub title: Option<&'k str>,
    /// Its reference.
    pub reference: Option<&'k str>,
    /// The fields that have a value, with it as a person would write it.
    pub values: Vec<(&'static str, String)>,
}

/// What a register changes, and what it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backfill {
    /// What leaflets get.
    pub changes: Vec<FilledLeaflet>,
    /// Values that differ from what the leaflet says: which one, line, field, the leaflet's value, the register's.
    pub conflicts: Vec<(usize, u64, &'static str, String, String)>,
    /// Rows that speak of no leaflet.
    pub unmatched: Vec<u64>,
    /// Rows that could speak of several leaflets, or whose reference and title name two: with the reason.
    pub unclear: Vec<(u64, String)>,
    /// Leaflets that no row speaks of.
    pub unnamed: Vec<usize>,
}

/// What one leaflet gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilledLeaflet {
    /// Which leaflet.
    pub leaflet: usize,
    /// The line of the register.
    pub line: u64,
    /// The new values.
    pub values: Vec<(&'static str, String)>,
}

/// Fills what leaflets leave blank with what a register says; with `overwrite` also what they say otherwise.
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
            // A leaflet that has another reference is another leaflet of the same name.
            ([], [index]) if leaflets[*index].reference.is_none() || row.value("reference").is_none() => *index,
            ([], [_]) => {
                filling.unclear.push((row.line, "the leaflet of this title has another reference".to_owned()));
                continue;
            }
            ([_], [_, ..]) => {
                filling
                    .unclear
                    .push((row.line, "its reference is that of one leaflet, its title that of another".to_owned()));
                continue;
            }
            _ => {
                filling.unclear.push((row.line, "several leaflets have this reference or title".to_owned()));
                continue;
            }
        };
        if let Some(first) = row_of[index] {
            filling.unclear.push((row.line, format!("line {first} speaks of the same leaflet already")));
            continue;
        }
        row_of[index] = Some(row.line);
        let mut values = Vec::new();
        for (field, value) in &row.values {
            let there = leaflets[index].values.iter().find(|(name, _)| name == field).map(|(_, value)| value);
            match there {
                None => values.push((*field, value.clone())),
                Some(there) if folded(there) == folded(value) => {}
                // The name by which it was found is not taken from the register.
                Some(there) if !overwrite || *field == "title" || *field == "reference" => {
                    filling.conflicts.push((index, row.line, field, there.clone(), value.clone()));
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

/// A text as it is compared: capitals, spaces and signs make no difference.
fn folded(text: &str) -> String {
    let words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

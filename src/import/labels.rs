//! Lines such as 'Leaflet reference: PT-001' and 'Review date: 23 November 2028', which become fields.

use super::draft::LeafletDraft;
use crate::date;

/// Labels that staff use for the fields. Of labels that begin alike, the longest comes first.
const LABELS: &[(&str, &str)] = &[
    ("leaflet reference number", "reference"),
    ("leaflet reference no", "reference"),
    ("leaflet reference", "reference"),
    ("leaflet ref no", "reference"),
    ("leaflet ref", "reference"),
    ("leaflet number", "reference"),
    ("leaflet code", "reference"),
    ("leaflet no", "reference"),
    ("document reference", "reference"),
    ("document ref", "reference"),
    ("document number", "reference"),
    ("reference number", "reference"),
    ("reference no", "reference"),
    ("reference code", "reference"),
    ("reference", "reference"),
    ("ref number", "reference"),
    ("ref no", "reference"),
    ("ref", "reference"),
    ("date last reviewed", "last_reviewed"),
    ("last reviewed on", "last_reviewed"),
    ("last reviewed", "last_reviewed"),
    ("date last updated", "last_updated"),
    ("date of last update", "last_updated"),
    ("last updated on", "last_updated"),
    ("last updated", "last_updated"),
    ("page last updated", "last_updated"),
    ("date updated", "last_updated"),
    ("date of issue", "last_updated"),
    ("date issued", "last_updated"),
    ("issue date", "last_updated"),
    ("date of publication", "last_updated"),
    ("date published", "last_updated"),
    ("publication date", "last_updated"),
    ("date produced", "last_updated"),
    ("date revised", "last_updated"),
    ("last revised", "last_updated"),
    ("archive date", "archive_date"),
    ("date of archive", "archive_date"),
    ("date of next review", "archive_date"),
    ("next review date", "archive_date"),
    ("next review due", "archive_date"),
    ("next review", "archive_date"),
    ("review due date", "archive_date"),
    ("review due", "archive_date"),
    ("review date", "archive_date"),
    ("date for review", "archive_date"),
    ("date of review", "archive_date"),
    ("due for review", "archive_date"),
    ("expiry date", "archive_date"),
    ("expires on", "archive_date"),
    ("expires", "archive_date"),
    ("expiry", "archive_date"),
    ("version number", "version"),
    ("version no", "version"),
    ("version", "version"),
];

/// A longer text after a label is not the value of a field.
const MAX_VALUE_LEN: usize = 60;

/// A field named by a label, with the value after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelledValue {
    pub field: &'static str,
    pub value: String,
}

/// Parses a line that holds nothing but labels with their values. In headers and footers (`loose`) the colon is
/// optional.
pub(super) fn labelled(line: &str, loose: bool) -> Option<Vec<LabelledValue>> {
    let line = line.trim().trim_matches('*').trim();
    if line.len() > 400 {
        return None;
    }
    let found = places(line, loose);
    if found.first()?.start != 0 {
        return None;
    }
    let mut labels = Vec::new();
    for (index, place) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(line.len(), |next| next.start);
        let between = |ch: char| ch.is_whitespace() || matches!(ch, '|' | ';' | ',' | '–' | '—' | '-' | '•' | '/');
        let value = line[place.value..end].trim_matches(between).trim_end_matches('.').trim();
        if value.chars().count() > MAX_VALUE_LEN {
            return None;
        }
        labels.push(LabelledValue { field: place.field, value: value.to_owned() });
    }
    Some(labels)
}

/// The field named by a label without a value, as in the first cell of a table row.
pub(super) fn field(label: &str) -> Option<&'static str> {
    let label = label.trim().trim_end_matches([':', '.']).trim().to_lowercase();
    LABELS.iter().find(|(name, _)| *name == label).map(|(_, field)| *field)
}

struct LabelPosition {
    field: &'static str,
    start: usize,
    value: usize,
}

fn places(line: &str, loose: bool) -> Vec<LabelPosition> {
    let lower = line.to_ascii_lowercase();
    let mut places = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let at_word = lower.is_char_boundary(at) && !lower[..at].ends_with(|before: char| before.is_alphanumeric());
        let found =
            at_word.then(|| LABELS.iter().filter(|(label, _)| lower[at..].starts_with(label))).into_iter().flatten();
        let ended = found.filter_map(|(label, field)| {
            Some(LabelPosition { field, start: at, value: value_start(&lower, at + label.len(), loose)? })
        });
        match ended.max_by_key(|place| place.value) {
            Some(place) => {
                at = place.value.max(at + 1);
                places.push(place);
            }
            None => at += 1,
        }
    }
    places
}

/// Where the value starts of a label that ends at `end`; `None` if the words are not a label here.
fn value_start(lower: &str, end: usize, loose: bool) -> Option<usize> {
    let rest = &lower[end..];
    let tail = rest.trim_start_matches('.').trim_start();
    if let Some(value) = tail.strip_prefix([':', '\u{ff1a}']) {
        return Some(lower.len() - value.len());
    }
    let dashed = ["- ", "– ", "— ", "= "].iter().any(|dash| tail.starts_with(dash));
    if (dashed || rest.starts_with('\t')) && tail.contains(|ch: char| ch.is_ascii_digit()) {
        return Some(lower.len() - tail.len());
    }
    let is_value = tail.split_whitespace().next().is_some_and(|word| word.contains(|ch: char| ch.is_ascii_digit()));
    (loose && is_value && rest.starts_with([' ', '.'])).then(|| lower.len() - tail.len())
}

/// Moves labelled values into the fields of a draft. `words` is the line in the file that they come from.
pub(super) fn take(draft: &mut LeafletDraft, labels: &[LabelledValue], words: &str) {
    for LabelledValue { field, value } in labels {
        let (value, how) = tidy(field, value);
        let existing = draft.fields.iter_mut().find(|(name, _)| name == field);
        match existing {
            Some((_, before)) if before.is_empty() => *before = value,
            Some((_, before)) if *before != value && !value.is_empty() => {
                let sentence =
                    format!("The file gives more than one value for '{field}'. '{before}' was used, and this was not:");
                draft.account.guess(&sentence, &value);
                continue;
            }
            Some(_) => {}
            None => draft.fields.push((field, value)),
        }
        if let Some(how) = how {
            draft.account.guess("How dates were read:", &how);
        }
    }
    draft.account.moved("These lines became fields:", words);
    if labels.iter().any(|label| label.field == "archive_date" && !label.value.is_empty())
        && !words.to_lowercase().contains("archive")
    {
        draft.account.guess("This was taken as the archive date, when the leaflet is removed from the site:", words);
    }
}

/// The value as it is written into a field, and how a date was read if that was a guess. An ambiguous date is kept as
/// it was typed, and `check` reports it.
fn tidy(field: &str, value: &str) -> (String, Option<String>) {
    if !matches!(field, "last_updated" | "archive_date" | "last_reviewed") || value.is_empty() {
        return (value.to_owned(), None);
    }
    match date::parse(value) {
        Ok(day) => (day.to_string(), None),
        Err(fault) => match date::certain(value, fault) {
            Some(day) => (day.to_string(), Some(format!("'{value}' as {}", date::in_english(day)))),
            None => (
                value.to_owned(),
                Some(format!("'{value}' was kept as it was typed, because it is not one definite date")),
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str, loose: bool) -> Option<Vec<(&'static str, String)>> {
        Some(labelled(line, loose)?.into_iter().map(|label| (label.field, label.value)).collect())
    }

    #[test]
    fn lines_of_labels_become_fields() {
        let one = |field, value: &str| Some(vec![(field, value.to_owned())]);
        assert_eq!(read("Leaflet reference:", false), one("reference", ""));
        assert_eq!(read("Leaflet Ref No: PIL/123 ", false), one("reference", "PIL/123"));
        assert_eq!(read("Date last updated – 23 November 2026", false), one("last_updated", "23 November 2026"));
        assert_eq!(
            read("Ref: PT-001 | Last updated: 11/2021 | Review date: 11/2023", false),
            Some(vec![
                ("reference", "PT-001".to_owned()),
                ("last_updated", "11/2021".to_owned()),
                ("archive_date", "11/2023".to_owned())
            ])
        );
        assert_eq!(
            read("Ref PT-001 Version 2.1", true),
            Some(vec![("reference", "PT-001".to_owned()), ("version", "2.1".to_owned())])
        );
        for none in
            ["Reference", "Version 2 of the treatment is new.", "References: a book", "See reference: 1", "Ref PT-001"]
        {
            assert_eq!(read(none, false), None, "{none}");
        }
    }
}

//! Changes fields in the text of a leaflet, line by line, without changing any other byte.

use super::fields::FIELDS;
use super::manuscript::{FileParts, field_lines, split};
use crate::source::TextRange;
use crate::yaml::{self, YamlNode, in_yaml};

/// Why the fields of a text cannot be changed line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditFault {
    /// The text does not start with a line `---`.
    NoFrontMatter,
    /// The second line `---` is missing.
    Unclosed,
    /// The fields cannot be read, or are written in a way that makes a change unsafe.
    Unreadable,
}

/// Sets some fields of a text, each given as name and value.
///
/// An existing field keeps its position; a new one is inserted in the order of the table of fields. Line ends stay
/// those of the file. Values are quoted if necessary.
///
/// # Errors
/// If the result would not parse as the same leaflet with only these fields changed.
pub fn with_fields(text: &str, changes: &[(&str, &str)]) -> Result<String, EditFault> {
    let changed = changes.iter().try_fold(text.to_owned(), |text, (name, value)| with_field(&text, name, value))?;
    if reads_back(text, &changed, changes) { Ok(changed) } else { Err(EditFault::Unreadable) }
}

fn with_field(text: &str, name: &str, value: &str) -> Result<String, EditFault> {
    let (inner, end) = inner(text)?;
    let line_end = if text[inner.start as usize..].starts_with("---\r\n") { "\r\n" } else { "\n" };
    let value = in_yaml(value);
    let space = if value.is_empty() { "" } else { " " };
    let lines = field_lines(text, inner);
    if let Some((_, range)) = lines.iter().find(|(there, _)| *there == name) {
        let range = without_rest(text, *range);
        let line = range.of(text);
        let note = note(line).map_or(String::new(), |note| format!("  {note}"));
        let line_end = if line.ends_with('\n') { line_end } else { "" };
        return Ok(replaced(text, range, &format!("{name}:{space}{value}{note}{line_end}")));
    }
    let at = place(text, &lines, name).unwrap_or(end);
    Ok(replaced(text, TextRange::new(at, at), &format!("{name}:{space}{value}{line_end}")))
}

/// The lines between the two `---`, and their end.
fn inner(text: &str) -> Result<(TextRange, usize), EditFault> {
    match split(text) {
        FileParts::Fields { inner, .. } => Ok((inner, inner.end as usize)),
        FileParts::Unclosed { .. } => Err(EditFault::Unclosed),
        FileParts::None | FileParts::Unopened { .. } => Err(EditFault::NoFrontMatter),
    }
}

/// Removes blank lines and comments after a field, which belong to the next field.
fn without_rest(text: &str, range: TextRange) -> TextRange {
    let is_rest = |line: &str| line.trim().is_empty() || line.starts_with('#');
    let mut end = range.end as usize;
    while let Some(line) = range.of(text)[..end - range.start as usize].split_inclusive('\n').next_back()
        && is_rest(line)
    {
        end -= line.len();
    }
    TextRange::new(range.start as usize, end)
}

/// The comment after a value on one line.
fn note(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let (_, value) = line.split_once(':').filter(|_| !line.contains('\n'))?;
    let value = value.trim_start();
    // A '#' within quotes does not start a comment, so only the part after them is searched.
    let rest = match value.chars().next() {
        Some(mark @ ('"' | '\'')) => after_quotes(value, mark)?,
        _ => value,
    };
    let start = line.len() - rest.len();
    let is_note = |at: &usize| line[..*at].ends_with([' ', '\t']);
    let at = rest.match_indices('#').map(|(at, _)| start + at).find(is_note)?;
    Some(&line[at..])
}

/// The part after a quoted value.
fn after_quotes(value: &str, mark: char) -> Option<&str> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, ch)) = chars.next() {
        let is_escaped = mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == mark);
        if (ch == '\\' && mark == '"') || (ch == mark && is_escaped) {
            chars.next();
        } else if ch == mark {
            return Some(&value[at + 1..]);
        }
    }
    None
}

/// The position of a new field: after the nearest existing field that precedes it in the table, otherwise before all
/// fields.
fn place(text: &str, lines: &[(&str, TextRange)], name: &str) -> Option<usize> {
    let rank = |name: &str| FIELDS.iter().position(|row| row.name == name);
    let own = rank(name)?;
    let before = lines.iter().filter(|(name, _)| rank(name).is_some_and(|other| other < own));
    let nearest = before.max_by_key(|(name, _)| rank(name));
    match nearest {
        Some((_, range)) => Some(without_rest(text, *range).end as usize),
        None => lines.first().map(|(_, range)| range.start as usize),
    }
}

fn replaced(text: &str, range: TextRange, with: &str) -> String {
    [&text[..range.start as usize], with, &text[range.end as usize..]].concat()
}

/// Whether only the changed fields differ, and the text below them is the same.
fn reads_back(before: &str, after: &str, changes: &[(&str, &str)]) -> bool {
    let (Some((old, old_rest)), Some((new, new_rest))) = (fields(before), fields(after)) else { return false };
    let is_changed = |name: &str| changes.iter().any(|(changed, _)| *changed == name);
    let others = |fields: &[(String, PlainValue)]| -> Vec<(String, PlainValue)> {
        fields.iter().filter(|(name, _)| !is_changed(name)).cloned().collect()
    };
    let value = |name: &str| new.iter().filter(|(there, _)| there == name).map(|(_, value)| value).collect::<Vec<_>>();
    let is_right = |(name, wanted): &(&str, &str)| match value(name)[..] {
        [PlainValue::Text(text)] => text == wanted,
        [PlainValue::Nothing] => wanted.is_empty(),
        _ => false,
    };
    old_rest == new_rest && others(&old) == others(&new) && changes.iter().all(is_right)
}

/// A value without its positions.
#[derive(Clone, Debug, PartialEq)]
enum PlainValue {
    Nothing,
    Text(String),
    List(Vec<PlainValue>),
    Map(Vec<(PlainValue, PlainValue)>),
}

impl PlainValue {
    fn of(node: &YamlNode<'_>) -> Self {
        match &node.value {
            yaml::YamlValue::Nothing => Self::Nothing,
            yaml::YamlValue::Text(text) => Self::Text(text.clone().into_owned()),
            yaml::YamlValue::List(items) => Self::List(items.iter().map(Self::of).collect()),
            yaml::YamlValue::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (Self::of(key), Self::of(value))).collect())
            }
        }
    }
}

/// The fields of a text in order, and the text below them.
fn fields(text: &str) -> Option<(Vec<(String, PlainValue)>, &str)> {
    let (inner, end) = inner(text).ok()?;
    let node = yaml::parse(inner.of(text), inner.start as usize).ok()?;
    let is_map = matches!(node.value, yaml::YamlValue::Map(_) | yaml::YamlValue::Nothing);
    let entries =
        node.entries().iter().map(|(key, value)| (key.text().unwrap_or_default().to_owned(), PlainValue::of(value)));
    is_map.then(|| (entries.collect(), &text[end..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "---\r\ntitle: A  # a note\r\n# Who looks after it\r\n\r\nowner: \"B: C\"\r\nat_a_glance:\r\n  \
                        Sessions: 5\r\nsources:\r\n- D\r\n---\r\n\r\nText: one\r\n---\r\n";

    #[test]
    fn changed_fields_keep_their_position_and_other_bytes_are_unchanged() {
        let changed = |changes: &[(&str, &str)]| with_fields(TEXT, changes).unwrap();
        assert_eq!(changed(&[("title", "X")]), TEXT.replace("title: A  #", "title: X  #"));
        assert_eq!(changed(&[("owner", "Y")]), TEXT.replace("\"B: C\"", "Y"));
        assert_eq!(changed(&[("reference", "PT-001")]), TEXT.replace("note\r\n", "note\r\nreference: PT-001\r\n"));
        assert_eq!(
            changed(&[("archived_because", "It: is old")]),
            TEXT.replace("- D\r\n", "- D\r\narchived_because: \"It: is old\"\r\n")
        );
        assert_eq!(changed(&[("version", "2")]), TEXT.replace("5\r\n", "5\r\nversion: 2\r\n"));
        assert_eq!(changed(&[("sources", "")]), TEXT.replace("sources:\r\n- D\r\n", "sources:\r\n"));
        let quoted = |text: &str| with_fields(&format!("---\n{text}\n---\n"), &[("owner", "Y")]).unwrap();
        assert_eq!(quoted("owner: \"A # \\\"b\" # it's 'x' \"y\""), "---\nowner: Y  # it's 'x' \"y\"\n---\n");
        assert_eq!(quoted("owner: 'it''s #1' # \"old\""), "---\nowner: Y  # \"old\"\n---\n");
        assert_eq!(quoted("owner: 'A #1'"), "---\nowner: Y\n---\n");
        let both = changed(&[("archive_date", "2028-11-23"), ("last_updated", "2026-11-23")]);
        assert_eq!(both, TEXT.replace("note\r\n", "note\r\nlast_updated: 2026-11-23\r\narchive_date: 2028-11-23\r\n"));
    }

    #[test]
    fn new_fields_can_be_first_or_alone() {
        assert_eq!(with_fields("---\nowner: A\n---\n", &[("title", "B")]).unwrap(), "---\ntitle: B\nowner: A\n---\n");
        assert_eq!(with_fields("---\n---\nText\n", &[("title", "B")]).unwrap(), "---\ntitle: B\n---\nText\n");
        assert_eq!(with_fields("---\ntitle:\n---\n", &[("title", "B")]).unwrap(), "---\ntitle: B\n---\n");
    }

    #[test]
    fn unsafe_changes_are_rejected() {
        for (text, fault) in [
            ("Text\n", EditFault::NoFrontMatter),
            ("---\ntitle: A\n\nText\n", EditFault::Unclosed),
            ("---\n{title: A, owner: B}\n---\n", EditFault::Unreadable),
            ("---\ntitle: [A\n---\n", EditFault::Unreadable),
            ("---\ntitle: A\ntitle: B\n---\n", EditFault::Unreadable),
            ("---\ntitle: &x A\nowner: *x\n---\n", EditFault::Unreadable),
        ] {
            assert_eq!(with_fields(text, &[("title", "New")]), Err(fault), "{text}");
        }
    }

    #[test]
    fn every_character_reads_back() {
        let text = "---\ntitle: A\n---\n";
        let characters = (1..=0xffff).chain([0x1_0000, 0x1_fffe, 0x1_ffff, 0x10_ffff]).filter_map(char::from_u32);
        let lost: Vec<char> = characters
            .filter(|character| with_fields(text, &[("title", &format!("a{character}b"))]).is_err())
            .collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    proptest! {
        #[test]
        fn any_value_reads_back(value in "\\PC{1,30}", odd in "[-:#\"'\\[\\]{}&*!|>%@`,? a]{1,8}") {
            for value in [value.trim(), odd.trim()] {
                prop_assert!(with_fields(TEXT, &[("title", value)]).is_ok(), "{value:?}");
            }
        }
    }
}

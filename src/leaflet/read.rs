//! Reads fields into the front matter and collects problems.

use super::fields::{self, FieldKind, FieldSlot};
use super::front_matter::{Exception, Fact, Field, FieldPresence, FrontMatter};
use super::problem::ManuscriptProblem;
use crate::date::{self, Date};
use crate::source::{FileRole, TextRange};
use crate::text::unseen::is_unseen;
use crate::yaml::{YamlNode, YamlValue};

impl FrontMatter {
    /// Reads a field with its value; problems are added to `problems`. `source` is the text of the file.
    pub(super) fn take(
        &mut self,
        role: FileRole,
        (key, value): (&YamlNode<'_>, &YamlNode<'_>),
        source: &str,
        problems: &mut Vec<ManuscriptProblem>,
    ) {
        let name = key.text().unwrap_or_default();
        let Some(row) = fields::find_in(role, name) else {
            problems.push(ManuscriptProblem::UnknownField { name: name.to_owned(), among: None, range: key.range });
            return;
        };
        if let Some(first) = self.given(row.name) {
            problems.push(ManuscriptProblem::RepeatedField {
                name: row.name.into(),
                range: key.range,
                first: first.key,
            });
            return;
        }
        let blank = nothing_to_read(value);
        self.given.push(FieldPresence { name: row.name, key: key.range, blank });
        if let Some(range) = cut_off(value, source) {
            problems.push(ManuscriptProblem::CutOff { name: row.name, range });
        }
        if !blank {
            FrontMatterReader { name: row.name, problems }.store(value, (row.slot)(self));
        }
    }

    /// Records a field whose value cannot be read.
    pub(super) fn take_unreadable(&mut self, role: FileRole, name: &str, key: TextRange) {
        if let Some(row) = fields::find_in(role, name).filter(|row| self.given(row.name).is_none()) {
            self.given.push(FieldPresence { name: row.name, key, blank: false });
        }
    }
}

/// Whether a value has no visible content.
fn nothing_to_read(value: &YamlNode<'_>) -> bool {
    value.is_blank() || value.text().is_some_and(|text| !text.is_empty() && text.chars().all(is_unseen))
}

/// The range after a value on its line, from a `#` on: a comment, or words that would be lost.
fn cut_off(value: &YamlNode<'_>, source: &str) -> Option<TextRange> {
    value.text()?;
    let end = value.range.end as usize;
    let rest = source.get(end..)?.lines().next()?;
    let note = rest.trim_start();
    let start = end + rest.len() - note.len();
    note.starts_with('#').then(|| TextRange::new(start, end + rest.trim_end().len()))
}

/// The keys of an entry of `exceptions`.
const EXCEPTION: &[&str] = &["rule", "reason", "until"];

struct FrontMatterReader<'p> {
    name: &'static str,
    problems: &'p mut Vec<ManuscriptProblem>,
}

impl FrontMatterReader<'_> {
    fn store(&mut self, node: &YamlNode<'_>, slot: FieldSlot<'_>) {
        match slot {
            FieldSlot::Text(place) => *place = self.text(node, self.name),
            FieldSlot::Date(place) => *place = self.date(node, self.name),
            FieldSlot::Flag(place) => *place = self.flag(node),
            FieldSlot::Texts(place) => *place = self.texts(node, FieldKind::Texts),
            FieldSlot::References(place) => *place = self.texts(node, FieldKind::References),
            FieldSlot::Facts(place) => *place = self.facts(node),
            FieldSlot::Exceptions(place) => *place = self.exceptions(node),
        }
    }

    fn wrong(&mut self, name: &str, expected: FieldKind, range: TextRange) {
        self.problems.push(ManuscriptProblem::WrongKind { name: name.to_owned(), expected, entry: false, range });
    }

    fn wrong_entry(&mut self, expected: FieldKind, range: TextRange) {
        self.problems.push(ManuscriptProblem::WrongKind { name: self.name.to_owned(), expected, entry: true, range });
    }

    fn text(&mut self, node: &YamlNode<'_>, name: &str) -> Option<Field<Box<str>>> {
        match node.text() {
            Some(text) => Some(Field { value: one_line(text), range: node.range }),
            None => {
                self.wrong(name, FieldKind::Text, node.range);
                None
            }
        }
    }

    fn date(&mut self, node: &YamlNode<'_>, name: &str) -> Option<Field<Date>> {
        let Some(text) = node.text() else {
            self.wrong(name, FieldKind::Date, node.range);
            return None;
        };
        match date::parse(text) {
            Ok(value) => Some(Field { value, range: node.range }),
            Err(fault) => {
                let (name, text) = (name.to_owned(), text.to_owned());
                self.problems.push(ManuscriptProblem::InvalidDate { name, text, fault, range: node.range });
                None
            }
        }
    }

    fn flag(&mut self, node: &YamlNode<'_>) -> Option<Field<bool>> {
        let value = match node.text() {
            Some("true" | "True" | "TRUE" | "yes" | "Yes" | "YES") => true,
            Some("false" | "False" | "FALSE" | "no" | "No" | "NO") => false,
            _ => {
                self.wrong(self.name, FieldKind::Flag, node.range);
                return None;
            }
        };
        Some(Field { value, range: node.range })
    }

    fn texts(&mut self, node: &YamlNode<'_>, kind: FieldKind) -> Vec<Field<Box<str>>> {
        let YamlValue::List(items) = &node.value else {
            self.wrong(self.name, kind, node.range);
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| !nothing_to_read(item)) {
            match item.text() {
                Some(text) => texts.push(Field { value: one_line(text), range: item.range }),
                None => self.wrong_entry(kind, item.range),
            }
        }
        texts
    }

    fn facts(&mut self, node: &YamlNode<'_>) -> Vec<Fact> {
        let YamlValue::Map(entries) = &node.value else {
            self.wrong(self.name, FieldKind::Facts, node.range);
            return Vec::new();
        };
        let mut facts = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match (key.text(), value.text()) {
                (Some(name), _) if let Some(first) = facts.iter().find(|fact: &&Fact| *fact.name.value == *name) => {
                    let (name, first) = (name.into(), first.name.range);
                    self.problems.push(ManuscriptProblem::RepeatedField { name, range: key.range, first });
                }
                _ if nothing_to_read(value) => {}
                (Some(name), Some(text)) => facts.push(Fact {
                    name: Field { value: one_line(name), range: key.range },
                    value: Field { value: one_line(text), range: value.range },
                }),
                _ => self.wrong_entry(FieldKind::Facts, value.range),
            }
        }
        facts
    }

    fn exceptions(&mut self, node: &YamlNode<'_>) -> Vec<Exception> {
        let YamlValue::List(items) = &node.value else {
            self.wrong(self.name, FieldKind::Exceptions, node.range);
            return Vec::new();
        };
        let mut exceptions = Vec::with_capacity(items.len());
        for item in items {
            let YamlValue::Map(entries) = &item.value else {
                self.wrong_entry(FieldKind::Exceptions, item.range);
                continue;
            };
            let mut exception = Exception { rule: None, reason: None, until: None, range: item.range };
            for (key, value) in entries.iter().filter(|(_, value)| !value.is_blank()) {
                match key.text() {
                    Some("rule") => exception.rule = self.text(value, "rule"),
                    Some("reason") => exception.reason = self.text(value, "reason"),
                    Some("until") => exception.until = self.date(value, "until"),
                    other => {
                        let name = other.unwrap_or_default().to_owned();
                        self.problems.push(ManuscriptProblem::UnknownField {
                            name,
                            among: Some(EXCEPTION),
                            range: key.range,
                        });
                    }
                }
            }
            exceptions.push(exception);
        }
        exceptions
    }
}

/// Joins the lines of a text, and replaces control characters with spaces.
fn one_line(text: &str) -> Box<str> {
    let trimmed = text.trim();
    if trimmed.contains(char::is_control) || trimmed.contains("  ") {
        trimmed
            .split(|ch: char| ch.is_whitespace() || ch.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        trimmed.into()
    }
}

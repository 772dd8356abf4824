//! Reading fields into the front matter; what cannot be used becomes a problem.

use super::fields::{self, Kind, Slot};
use super::front_matter::{Exception, Fact, Field, FrontMatter, Given};
use super::problem::Problem;
use crate::date::{self, Date};
use crate::source::{Role, TextRange};
use crate::unseen::is_unseen;
use crate::yaml::{Node, Value};

impl FrontMatter {
    /// Takes a field with its value; what cannot be used goes to `problems`. `source` is the text of the file.
    pub(super) fn take(
        &mut self,
        role: Role,
        (key, value): (&Node<'_>, &Node<'_>),
        source: &str,
        problems: &mut Vec<Problem>,
    ) {
        let name = key.text().unwrap_or_default();
        let Some(row) = fields::find_in(role, name) else {
            problems.push(Problem::UnknownField { name: name.to_owned(), among: None, range: key.range });
            return;
        };
        if let Some(first) = self.given(row.name) {
            problems.push(Problem::RepeatedField { name: row.name.into(), range: key.range, first: first.key });
            return;
        }
        let blank = nothing_to_read(value);
        self.given.push(Given { name: row.name, key: key.range, blank });
        if let Some(range) = cut_off(value, source) {
            problems.push(Problem::CutOff { name: row.name, range });
        }
        if !blank {
            Reader { name: row.name, problems }.store(value, (row.slot)(self));
        }
    }

    /// Notes that a field stands there whose value cannot be read.
    pub(super) fn take_unreadable(&mut self, role: Role, name: &str, key: TextRange) {
        if let Some(row) = fields::find_in(role, name).filter(|row| self.given(row.name).is_none()) {
            self.given.push(Given { name: row.name, key, blank: false });
        }
    }
}

/// Whether a value says nothing that readers could see.
fn nothing_to_read(value: &Node<'_>) -> bool {
    value.is_blank() || value.text().is_some_and(|text| !text.is_empty() && text.chars().all(is_unseen))
}

/// What stands behind a text on its line, from a `#` on: a note to colleagues, or words that would be lost.
fn cut_off(value: &Node<'_>, source: &str) -> Option<TextRange> {
    value.text()?;
    let end = value.range.end as usize;
    let rest = source.get(end..)?.lines().next()?;
    let note = rest.trim_start();
    let start = end + rest.len() - note.len();
    note.starts_with('#').then(|| TextRange::new(start, end + rest.trim_end().len()))
}

/// What an entry of `exceptions` holds.
const EXCEPTION: &[&str] = &["rule", "reason", "until"];

struct Reader<'p> {
    name: &'static str,
    problems: &'p mut Vec<Problem>,
}

impl Reader<'_> {
    fn store(&mut self, node: &Node<'_>, slot: Slot<'_>) {
        match slot {
            Slot::Text(place) => *place = self.text(node, self.name),
            Slot::Date(place) => *place = self.date(node, self.name),
            Slot::Flag(place) => *place = self.flag(node),
            Slot::Texts(place) => *place = self.texts(node, Kind::Texts),
            Slot::References(place) => *place = self.texts(node, Kind::References),
            Slot::Facts(place) => *place = self.facts(node),
            Slot::Exceptions(place) => *place = self.exceptions(node),
        }
    }

    fn wrong(&mut self, name: &str, expected: Kind, range: TextRange) {
        self.problems.push(Problem::WrongKind { name: name.to_owned(), expected, entry: false, range });
    }

    fn wrong_entry(&mut self, expected: Kind, range: TextRange) {
        self.problems.push(Problem::WrongKind { name: self.name.to_owned(), expected, entry: true, range });
    }

    fn text(&mut self, node: &Node<'_>, name: &str) -> Option<Field<Box<str>>> {
        match node.text() {
            Some(text) => Some(Field { value: one_line(text), range: node.range }),
            None => {
                self.wrong(name, Kind::Text, node.range);
                None
            }
        }
    }

    fn date(&mut self, node: &Node<'_>, name: &str) -> Option<Field<Date>> {
        let Some(text) = node.text() else {
            self.wrong(name, Kind::Date, node.range);
            return None;
        };
        match date::parse(text) {
            Ok(value) => Some(Field { value, range: node.range }),
            Err(fault) => {
                let (name, text) = (name.to_owned(), text.to_owned());
                self.problems.push(Problem::InvalidDate { name, text, fault, range: node.range });
                None
            }
        }
    }

    fn flag(&mut self, node: &Node<'_>) -> Option<Field<bool>> {
        let value = match node.text() {
            Some("true" | "True" | "TRUE" | "yes" | "Yes" | "YES") => true,
            Some("false" | "False" | "FALSE" | "no" | "No" | "NO") => false,
            _ => {
                self.wrong(self.name, Kind::Flag, node.range);
                return None;
            }
        };
        Some(Field { value, range: node.range })
    }

    fn texts(&mut self, node: &Node<'_>, kind: Kind) -> Vec<Field<Box<str>>> {
        let Value::List(items) = &node.value else {
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

    fn facts(&mut self, node: &Node<'_>) -> Vec<Fact> {
        let Value::Map(entries) = &node.value else {
            self.wrong(self.name, Kind::Facts, node.range);
            return Vec::new();
        };
        let mut facts = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match (key.text(), value.text()) {
                (Some(name), _) if let Some(first) = facts.iter().find(|fact: &&Fact| *fact.name.value == *name) => {
                    let (name, first) = (name.into(), first.name.range);
                    self.problems.push(Problem::RepeatedField { name, range: key.range, first });
                }
                _ if nothing_to_read(value) => {}
                (Some(name), Some(text)) => facts.push(Fact {
                    name: Field { value: one_line(name), range: key.range },
                    value: Field { value: one_line(text), range: value.range },
                }),
                _ => self.wrong_entry(Kind::Facts, value.range),
            }
        }
        facts
    }

    fn exceptions(&mut self, node: &Node<'_>) -> Vec<Exception> {
        let Value::List(items) = &node.value else {
            self.wrong(self.name, Kind::Exceptions, node.range);
            return Vec::new();
        };
        let mut exceptions = Vec::with_capacity(items.len());
        for item in items {
            let Value::Map(entries) = &item.value else {
                self.wrong_entry(Kind::Exceptions, item.range);
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
                        self.problems.push(Problem::UnknownField { name, among: Some(EXCEPTION), range: key.range });
                    }
                }
            }
            exceptions.push(exception);
        }
        exceptions
    }
}

/// Text over several lines is one line to a page, and signs that no page can show are spaces.
fn one_line(text: &str) -> Box<str> {
    let trimmed = text.trim();
    if trimmed.contains(char::is_control) || trimmed.contains("  ") {
        trimmed
            .split(|sign: char| sign.is_whitespace() || sign.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into()
    } else {
        trimmed.into()
    }
}

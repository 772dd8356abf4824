//! The fields at the top of a manuscript, each value with its position.

use crate::date::Date;
use crate::source::TextRange;

/// A value and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<T> {
    pub value: T,
    /// Its position in the file.
    pub range: TextRange,
}

/// A short fact of `at_a_glance`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name: 'Number of sessions'.
    pub name: Field<Box<str>>,
    pub value: Field<Box<str>>,
}

/// A rule that is not applied to a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The rule's name.
    pub rule: Option<Field<Box<str>>>,
    pub reason: Option<Field<Box<str>>>,
    /// The date on which the exception ends.
    pub until: Option<Field<Date>>,
    /// The whole entry.
    pub range: TextRange,
}

/// A field that is present in the front matter, whether or not its value is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPresence {
    /// The field's name.
    pub name: &'static str,
    /// The position of its name.
    pub key: TextRange,
    /// Whether it has no value.
    pub blank: bool,
}

/// The fields of a manuscript, as far as they could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    pub title: Option<Field<Box<str>>>,
    pub reference: Option<Field<Box<str>>>,
    pub last_updated: Option<Field<Date>>,
    pub archive_date: Option<Field<Date>>,
    pub summary: Option<Field<Box<str>>>,
    pub also_known_as: Vec<Field<Box<str>>>,
    pub conditions: Vec<Field<Box<str>>>,
    pub audience: Vec<Field<Box<str>>>,
    pub kind: Option<Field<Box<str>>>,
    pub department: Option<Field<Box<str>>>,
    pub owner: Option<Field<Box<str>>>,
    pub alternatives: Vec<Field<Box<str>>>,
    pub related: Vec<Field<Box<str>>>,
    pub replaces: Vec<Field<Box<str>>>,
    pub replaced_by: Vec<Field<Box<str>>>,
    pub at_a_glance: Vec<Fact>,
    pub last_reviewed: Option<Field<Date>>,
    pub version: Option<Field<Box<str>>>,
    pub changes: Vec<Field<Box<str>>>,
    pub approved_by: Option<Field<Box<str>>>,
    pub sources: Vec<Field<Box<str>>>,
    pub at_risk: Option<Field<bool>>,
    pub auto_links: Option<Field<bool>>,
    pub archived_because: Option<Field<Box<str>>>,
    pub moved_from: Vec<Field<Box<str>>>,
    pub exceptions: Vec<Exception>,
    pub leaflets: Vec<Field<Box<str>>>,
    pub(super) given: Vec<FieldPresence>,
}

impl FrontMatter {
    /// The presence of a field, with its position; `None` if the field is absent.
    pub fn given(&self, name: &str) -> Option<FieldPresence> {
        self.given.iter().find(|given| given.name == name).copied()
    }
}

//! The tables of fields of leaflets and packs. A new field is a struct field in `front_matter.rs` and a row here.

use super::front_matter::{Exception, Fact, Field, FrontMatter};
use crate::date::Date;
use crate::source::FileRole;

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Text,
    Date,
    /// Yes or no: `true` or `false`.
    Flag,
    /// A list of strings.
    Texts,
    /// A list of references of leaflets.
    References,
    /// Names with short texts.
    Facts,
    /// A list of rules that are not applied, each with a reason and a date.
    Exceptions,
}

impl FieldKind {
    /// Whether the value is a list of strings.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Texts | Self::References)
    }
}

/// Whether a field is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldNeed {
    /// Nothing is published without it.
    Required,
    /// A leaflet without it is published with a warning.
    Expected,
    /// It may be left out.
    Optional,
}

/// The place of a value in [`FrontMatter`].
pub(super) enum FieldSlot<'a> {
    Text(&'a mut Option<Field<Box<str>>>),
    Date(&'a mut Option<Field<Date>>),
    Flag(&'a mut Option<Field<bool>>),
    Texts(&'a mut Vec<Field<Box<str>>>),
    References(&'a mut Vec<Field<Box<str>>>),
    Facts(&'a mut Vec<Fact>),
    Exceptions(&'a mut Vec<Exception>),
}

impl FieldSlot<'_> {
    pub(super) fn kind(&self) -> FieldKind {
        match self {
            Self::Text(_) => FieldKind::Text,
            Self::Date(_) => FieldKind::Date,
            Self::Flag(_) => FieldKind::Flag,
            Self::Texts(_) => FieldKind::Texts,
            Self::References(_) => FieldKind::References,
            Self::Facts(_) => FieldKind::Facts,
            Self::Exceptions(_) => FieldKind::Exceptions,
        }
    }
}

/// A field of the front matter.
pub struct FieldRow {
    pub name: &'static str,
    /// Whether it is required.
    pub need: FieldNeed,
    /// Its meaning, for documentation.
    pub meaning: &'static str,
    pub(super) slot: fn(&mut FrontMatter) -> FieldSlot<'_>,
}

impl FieldRow {
    /// Its type.
    pub fn kind(&self) -> FieldKind {
        (self.slot)(&mut FrontMatter::default()).kind()
    }
}

macro_rules! fields {
    ($(#[$about:meta])* $table:ident: $($field:ident: $slot:ident, $need:ident, $meaning:literal;)*) => {
        $(#[$about])*
        pub static $table: &[FieldRow] = &[$(FieldRow {
            name: stringify!($field),
            need: FieldNeed::$need,
            meaning: $meaning,
            slot: |front_matter| FieldSlot::$slot(&mut front_matter.$field),
        }),*];
    };
}

fields! {
    /// All fields of a leaflet, in their order. Pages and blocks may have the same fields.
    FIELDS:
    title: Text, Required, "the leaflet's name";
    reference: Text, Required, "the leaflet reference: unique in the site, never reused for another leaflet";
    last_updated: Date, Required, "the date of the last change; not in the future";
    archive_date: Date, Required, "the date from which the leaflet must not be used";
    summary: Text, Expected, "one or two sentences, for lists and search";
    also_known_as: Texts, Optional, "other names, for the A to Z and for links";
    conditions: Texts, Optional, "what the leaflet helps with; makes the condition pages";
    audience: Texts, Optional, "the readers it is written for";
    kind: Text, Optional, "treatment, condition, service or medicine";
    department: Text, Optional, "the department that gives the leaflet to patients";
    owner: Text, Optional, "the team responsible for it, never a person";
    alternatives: References, Optional, "references of leaflets about alternatives to choose from; works both ways";
    related: References, Optional, "references of related leaflets";
    replaces: References, Optional, "references of older leaflets that this one replaces";
    replaced_by: References, Optional, "references of newer leaflets that replace it";
    at_a_glance: Facts, Optional, "short facts, used to compare the leaflet with its alternatives";
    last_reviewed: Date, Optional, "the date on which its owner last reviewed all of it; correcting a typing mistake \
                                    is not a review";
    version: Text, Optional, "a version number, if the organisation uses them";
    changes: Texts, Optional, "what changed, newest first";
    approved_by: Text, Optional, "who approved it";
    sources: Texts, Optional, "where the facts come from, each as 'Name <https://address>'";
    at_risk: Flag, Optional, "true if readers may be in danger";
    auto_links: Flag, Optional, "false to switch off automatic links";
    archived_because: Text, Optional, "why it was archived, shown on the archived notice";
    moved_from: Texts, Optional, "old addresses that must lead here";
    exceptions: Exceptions, Optional, "rules not applied to this leaflet, each with rule, reason and until";
}

fields! {
    /// All fields of a pack.
    PACK_FIELDS:
    title: Text, Required, "the pack's name, such as 'Your first appointment'";
    leaflets: References, Required, "references of its leaflets, in reading order";
    summary: Text, Expected, "one or two sentences, for lists";
    reference: Text, Optional, "its own reference, unique among all leaflets and packs; it makes a short address";
    last_updated: Date, Optional, "the date of the last change; not in the future";
    owner: Text, Optional, "the team responsible for it, never a person";
    exceptions: Exceptions, Optional, "rules not applied to this pack, each with rule, reason and until";
}

/// The fields of a text with this role.
pub fn of(role: FileRole) -> &'static [FieldRow] {
    if role == FileRole::Pack { PACK_FIELDS } else { FIELDS }
}

/// The row of a field of a leaflet.
pub fn find(name: &str) -> Option<&'static FieldRow> {
    find_in(FileRole::Leaflet, name)
}

/// The row of a field of a text with this role.
pub fn find_in(role: FileRole, name: &str) -> Option<&'static FieldRow> {
    of(role).iter().find(|row| row.name == name)
}

//! The rows of the desk: every leaflet and draft with its state, dates and problems.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::preview_state::RuleTally;
use crate::date::{Date, months_before};
use crate::diagnostic::Severity;
use crate::leaflet::{Field, FrontMatter};
use crate::library::ManuscriptId;
use crate::pipeline::preview::PreviewSite;
use crate::source::FileRole;

/// The state of a leaflet on the current day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowState {
    /// A mandatory field is missing.
    Unfinished,
    /// Its archive date is near.
    Due,
    /// It is published.
    Current,
    /// It is not approved yet.
    Draft,
    /// Its archive date has passed.
    Archived,
}

impl RowState {
    /// All states, in the order of the filter.
    pub const ALL: [Self; 5] = [Self::Current, Self::Due, Self::Archived, Self::Draft, Self::Unfinished];

    /// The name in query strings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Due => "due",
            Self::Archived => "archived",
            Self::Draft => "draft",
            Self::Unfinished => "unfinished",
        }
    }
}

/// A row of the desk.
pub(super) struct DeskRow<'a> {
    pub id: ManuscriptId,
    pub title: &'a str,
    pub reference: &'a str,
    pub owner: &'a str,
    pub file: &'a str,
    pub state: RowState,
    pub last_updated: Option<Date>,
    pub archive_date: Option<Date>,
    /// The fields that are there, but cannot be read.
    pub unreadable: Vec<&'static str>,
    pub tallies: &'a [RuleTally],
}

impl DeskRow<'_> {
    /// The number of findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.tallies.iter().filter(|tally| tally.severity == severity).map(|tally| tally.count).sum()
    }
}

/// All rows, in the order of the files.
pub(super) fn all<'a>(open: &PreviewSite<'a>, found: &'a HashMap<Box<str>, Box<[RuleTally]>>) -> Vec<DeskRow<'a>> {
    let site = open.site;
    let notice = site.settings.review.notice;
    let text = |field: &'a Option<Field<Box<str>>>| field.as_ref().map_or("", |field| &*field.value);
    let all = site.library.manuscripts().iter().enumerate();
    let leaflets = all.filter(|(_, manuscript)| matches!(manuscript.role, FileRole::Leaflet | FileRole::Draft));
    leaflets
        .map(|(id, manuscript)| {
            let fields = &manuscript.front_matter;
            let archive_date = site.library.archive_date(id);
            let state = match (manuscript.role, site.library.leaflet(id)) {
                (FileRole::Draft, _) => RowState::Draft,
                (_, None) => RowState::Unfinished,
                (_, Some(_)) if site.library.is_archived(id) => RowState::Archived,
                (_, Some(leaflet)) if site.today() >= months_before(leaflet.archive_date, notice) => RowState::Due,
                _ => RowState::Current,
            };
            let file = site.library.path(id);
            DeskRow {
                id,
                title: text(&fields.title),
                reference: text(&fields.reference),
                owner: text(&fields.owner),
                file,
                state,
                last_updated: fields.last_updated.as_ref().map(|day| day.value),
                archive_date,
                unreadable: unreadable(fields),
                tallies: found.get(file).map_or(&[], |tallies| tallies),
            }
        })
        .collect()
}

/// The fields of the list that are there, but cannot be read.
fn unreadable(fields: &FrontMatter) -> Vec<&'static str> {
    let columns = [
        ("reference", fields.reference.is_some()),
        ("last_updated", fields.last_updated.is_some()),
        ("archive_date", fields.archive_date.is_some()),
        ("owner", fields.owner.is_some()),
    ];
    let is_given = |name| fields.given(name).is_some_and(|given| !given.blank);
    columns.into_iter().filter(|(name, is_read)| !is_read && is_given(name)).map(|(name, _)| name).collect()
}

/// The sort orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum RowOrder {
    #[default]
    Title,
    Reference,
    State,
    Updated,
    Archive,
    Owner,
    Problems,
}

impl RowOrder {
    /// All orders, in the order of the columns.
    pub const ALL: [Self; 7] =
        [Self::Title, Self::Reference, Self::State, Self::Updated, Self::Archive, Self::Owner, Self::Problems];

    /// The name in query strings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Reference => "reference",
            Self::State => "state",
            Self::Updated => "updated",
            Self::Archive => "archive",
            Self::Owner => "owner",
            Self::Problems => "problems",
        }
    }

    /// Sorts rows. Empty values come last; rows with the most problems come first.
    pub fn sort(self, rows: &mut [DeskRow<'_>]) {
        let texts = |a: &str, b: &str| match (a.is_empty(), b.is_empty()) {
            (false, false) => a.to_lowercase().cmp(&b.to_lowercase()),
            (a, b) => a.cmp(&b),
        };
        let days = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        let problems = |row: &DeskRow<'_>| {
            [Severity::Error, Severity::Warning, Severity::Advice]
                .map(|severity| std::cmp::Reverse(row.count(severity)))
        };
        match self {
            Self::Title => rows.sort_by_cached_key(|row| (row.title.is_empty(), row.title.to_lowercase())),
            Self::Problems => rows.sort_by_cached_key(problems),
            _ => rows.sort_by(|a, b| match self {
                Self::Reference => texts(a.reference, b.reference),
                Self::State => a.state.cmp(&b.state),
                Self::Updated => days(a.last_updated, b.last_updated),
                Self::Archive => days(a.archive_date, b.archive_date),
                Self::Owner => texts(a.owner, b.owner),
                Self::Title | Self::Problems => Ordering::Equal,
            }),
        }
    }
}

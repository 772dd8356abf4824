//! The register and its entries.

use super::period::Period;
use crate::date::{Date, months_before};
use crate::leaflet::Manuscript;
use crate::library::archive_date;
use crate::settings::Settings;
use crate::site::address_of;
use crate::source::{FileRole, Sources};
use crate::text::unseen::visible_in_line;

/// Every leaflet with its dates and its state on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The site's name.
    pub site: String,
    /// The host name of the site, if it has a web address.
    pub host: Option<String>,
    /// The day.
    pub today: Date,
    /// The leaflets by archive date; those without one come first, because they need attention.
    pub entries: Vec<RegisterEntry>,
    /// How long before its archive date a leaflet is due.
    pub notice: Period,
    /// The leaflet with the next archive date, if nothing was selected.
    pub next: Option<RegisterEntry>,
}

/// A leaflet in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterEntry {
    /// The leaflet reference.
    pub reference: Option<String>,
    pub title: Option<String>,
    /// The tag of its language, if it is a translation.
    pub language: Option<String>,
    /// What needs to be done with it.
    pub state: LeafletState,
    /// Whether it is not approved yet.
    pub draft: bool,
    /// The day of the last change.
    pub last_updated: Option<Date>,
    /// The day on which its owner last reviewed it.
    pub last_reviewed: Option<Date>,
    /// The day from which its review is due.
    pub notice_date: Option<Date>,
    /// The day from which it must not be used.
    pub archive_date: Option<Date>,
    /// The team that looks after it.
    pub owner: Option<String>,
    /// The department that publishes it.
    pub department: Option<String>,
    /// The path of its file in the site folder.
    pub file: String,
    /// Its web address, if the site has one.
    pub address: Option<String>,
}

/// What needs to be done with a leaflet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeafletState {
    /// It has no archive date.
    Undated,
    /// Its archive date has passed.
    Archived,
    /// Its archive date is near.
    Due,
    /// Nothing needs to be done.
    Current,
    /// It is not published yet, so its dates do not count.
    Draft,
}

impl LeafletState {
    /// All states, the most urgent first.
    pub const ALL: [Self; 5] = [Self::Undated, Self::Archived, Self::Due, Self::Current, Self::Draft];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Undated => "undated",
            Self::Archived => "archived",
            Self::Due => "due",
            Self::Current => "current",
            Self::Draft => "draft",
        }
    }
}

impl Register {
    /// The register of a site.
    pub fn of(sources: &Sources, manuscripts: &[Manuscript], settings: &Settings, today: Date) -> Self {
        let leaflets =
            manuscripts.iter().filter(|manuscript| matches!(manuscript.role, FileRole::Leaflet | FileRole::Draft));
        let mut entries: Vec<RegisterEntry> = leaflets
            .map(|manuscript| {
                let archive_date = archive_date(manuscripts, manuscript);
                entry(sources, manuscript, archive_date, settings, today)
            })
            .collect();
        entries.sort_by(|a, b| (a.archive_date, &a.reference, &a.file).cmp(&(b.archive_date, &b.reference, &b.file)));
        let host = settings.base_url.as_ref().and_then(|base| base.split('/').nth(2)).map(str::to_owned);
        let notice = Period::Months(settings.review.notice);
        Self { site: settings.title.clone(), host, today, entries, notice, next: None }
    }

    /// The number of leaflets in a state.
    pub fn count(&self, state: LeafletState) -> usize {
        self.entries.iter().filter(|entry| entry.state == state).count()
    }
}

impl RegisterEntry {
    /// The title, or the file if it has none.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.file)
    }

    /// Replaces the period of notice of the site.
    pub(super) fn give_notice(&mut self, notice_date: Option<Date>, today: Date) {
        self.notice_date = notice_date;
        self.state = state(self.draft, self.archive_date, notice_date, today);
    }
}

fn entry(
    sources: &Sources,
    manuscript: &Manuscript,
    archive_date: Option<Date>,
    settings: &Settings,
    today: Date,
) -> RegisterEntry {
    let fields = &manuscript.front_matter;
    let text = |field: &Option<crate::leaflet::Field<Box<str>>>| field.as_ref().map(|field| field.value.to_string());
    let notice_date = archive_date.map(|day| months_before(day, settings.review.notice));
    let draft = manuscript.role == FileRole::Draft;
    let on_web = |base: &String| Some(address_of(manuscript)?.on_web(base));
    RegisterEntry {
        reference: text(&fields.reference),
        title: text(&fields.title),
        language: manuscript.translation.as_ref().map(|translation| translation.language.tag().to_owned()),
        state: state(draft, archive_date, notice_date, today),
        draft,
        last_updated: fields.last_updated.as_ref().map(|field| field.value),
        last_reviewed: fields.last_reviewed.as_ref().map(|field| field.value),
        notice_date,
        archive_date,
        owner: text(&fields.owner),
        department: text(&fields.department),
        file: visible_in_line(&sources.file(manuscript.source).path).into_owned(),
        address: settings.base_url.as_ref().filter(|_| !draft).and_then(on_web),
    }
}

fn state(draft: bool, archive_date: Option<Date>, notice_date: Option<Date>, today: Date) -> LeafletState {
    match (archive_date, notice_date) {
        _ if draft => LeafletState::Draft,
        (None, _) => LeafletState::Undated,
        (Some(archive), _) if archive <= today => LeafletState::Archived,
        (_, Some(notice)) if notice <= today => LeafletState::Due,
        _ => LeafletState::Current,
    }
}

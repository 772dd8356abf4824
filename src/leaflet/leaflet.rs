//! A complete leaflet.

use super::front_matter::FrontMatter;
use super::manuscript::Manuscript;
use crate::date::Date;

/// A manuscript with everything that a leaflet must have. Only leaflets are planned and rendered.
#[derive(Clone, Copy, Debug)]
pub struct Leaflet<'a> {
    /// Its name.
    pub title: &'a str,
    /// The leaflet reference.
    pub reference: &'a str,
    /// The day of the last change.
    pub last_updated: Date,
    /// The day from which it must not be used. For a translation in the library, its original's where that is earlier.
    pub archive_date: Date,
    /// What its author handed in.
    pub manuscript: &'a Manuscript,
}

impl<'a> Leaflet<'a> {
    /// A leaflet, where nothing that is required is missing.
    pub fn complete(manuscript: &'a Manuscript) -> Option<Self> {
        let fields = &manuscript.front_matter;
        Some(Self {
            title: &fields.title.as_ref()?.value,
            reference: &fields.reference.as_ref()?.value,
            last_updated: fields.last_updated.as_ref()?.value,
            archive_date: fields.archive_date.as_ref()?.value,
            manuscript,
        })
    }

    /// A leaflet is current while today is before its archive date; from that day on it is archived.
    pub fn is_archived(&self, today: Date) -> bool {
        self.archive_date <= today
    }

    /// The fields that not every leaflet has.
    pub fn fields(&self) -> &'a FrontMatter {
        &self.manuscript.front_matter
    }

    /// Its other names as readers see them: what differs from the title only in capitals is written there so that mentions of
    /// it are found.
    pub fn other_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let title = self.title.to_lowercase();
        let names = self.fields().also_known_as.iter().map(|name| &*name.value);
        names.filter(move |name| name.to_lowercase() != title)
    }

    /// One or two sentences about it, where its author wrote them.
    pub fn summary(&self) -> Option<&'a str> {
        self.fields().summary.as_ref().map(|summary| &*summary.value)
    }
}

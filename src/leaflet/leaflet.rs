//! A complete leaflet.

use super::front_matter::FrontMatter;
use super::manuscript::Manuscript;
use crate::date::Date;

/// A manuscript with all required fields. Only leaflets are planned and rendered.
#[derive(Clone, Copy, Debug)]
pub struct Leaflet<'a> {
    /// Its name.
    pub title: &'a str,
    /// The leaflet reference.
    pub reference: &'a str,
    /// The date of the last change.
    pub last_updated: Date,
    /// The date from which it must not be used. For a translation in the library, that of its original if earlier.
    pub archive_date: Date,
    pub manuscript: &'a Manuscript,
}

impl<'a> Leaflet<'a> {
    /// The leaflet, if no required field is missing.
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

    /// Whether it is archived on a date: a leaflet is archived from its archive date on, and current before.
    pub fn is_archived(&self, today: Date) -> bool {
        self.archive_date <= today
    }

    pub fn fields(&self) -> &'a FrontMatter {
        &self.manuscript.front_matter
    }

    /// Its other names as shown to readers, without those that differ from the title only in case: these only make
    /// mentions match.
    pub fn other_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let title = self.title.to_lowercase();
        let names = self.fields().also_known_as.iter().map(|name| &*name.value);
        names.filter(move |name| name.to_lowercase() != title)
    }

    /// One or two sentences about it, if the author wrote them.
    pub fn summary(&self) -> Option<&'a str> {
        self.fields().summary.as_ref().map(|summary| &*summary.value)
    }
}

//! A leaflet as it was last published.

use serde::{Deserialize, Serialize};

/// A leaflet as it was last published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    pub reference: Box<str>,
    pub title: Box<str>,
    /// The address of its page, relative to the root of the site: `leaflets/cbt/`.
    pub address: Box<str>,
    /// The addresses of its translations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Box<str>>,
    /// Earlier addresses of it or its translations in this site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Box<str>>,
    /// Old addresses listed by the author in `moved_from`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_from: Vec<Box<str>>,
    /// The date of its last change.
    pub last_updated: Box<str>,
    /// The date from which it must not be used.
    pub archive_date: Box<str>,
}

impl LogEntry {
    /// All addresses of its pages in this site: the latest ones, then earlier ones.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        let last = std::iter::once(&self.address).chain(&self.translations);
        last.chain(&self.earlier).map(|address| &**address)
    }
}

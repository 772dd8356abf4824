//! A new site folder with one example leaflet, ready to build.

use crate::date::{Date, months_after};

/// A file of a new site folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path in the site folder.
    pub path: &'static str,
    pub text: String,
}

const SETTINGS: &str = include_str!("site/site.yaml");
const GLOSSARY: &str = include_str!("site/glossary.yaml");
const LEAFLET: &str = include_str!("site/leaflet.md");
/// A built site does not belong in version control.
const IGNORED: &str = "# The built site. 'pamphlet build' makes it again.\n/public/\n";
/// The months until the archive date of the example.
const MONTHS: u16 = 24;

/// The files of a new site folder. Settings come last, so that a folder with settings is complete.
pub fn site(today: Date) -> Vec<NewFile> {
    let leaflet = LEAFLET
        .replace("LAST_UPDATED", &today.to_string())
        .replace("ARCHIVE_DATE", &months_after(today, MONTHS).to_string());
    let file = |path, text: &str| NewFile { path, text: text.to_owned() };
    vec![
        file(".gitignore", IGNORED),
        file("content/leaflets/sleeping-well.md", &leaflet),
        file("content/glossary.yaml", GLOSSARY),
        file("content/site.yaml", SETTINGS),
    ]
}

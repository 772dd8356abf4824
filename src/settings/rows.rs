//! The table of settings, for editors. A test compares it with the settings that are read.

/// The type of a setting.
#[derive(Clone, Copy, Debug)]
pub enum SettingKind {
    /// A line of text.
    Text,
    WebAddress,
    /// `24 months`, `2 years`
    Months,
    /// `true` or `false`
    Flag,
    Date,
    /// A list of strings.
    Texts,
    /// A section with these settings.
    Section(&'static [SettingRow]),
    /// Any names, each with these settings.
    Named(&'static [SettingRow]),
    /// Kinds of leaflet, each with its sections and their words.
    Sections,
    /// A list of formats.
    Formats,
    /// Rules and their severities.
    Checks,
    /// Colours by name, and those for dark screens.
    Colours,
    /// A list of leaflet fields.
    Fields,
    /// `recorded` or `required`
    Approval,
}

#[derive(Clone, Copy, Debug)]
pub struct SettingRow {
    pub name: &'static str,
    /// Its type.
    pub kind: SettingKind,
    /// Its meaning, for documentation.
    pub meaning: &'static str,
}

const fn row(name: &'static str, kind: SettingKind, meaning: &'static str) -> SettingRow {
    SettingRow { name, kind, meaning }
}

use SettingKind::{
    Approval, Checks, Colours, Date, Fields, Flag, Formats, Months, Named, Section, Sections, Text, Texts, WebAddress,
};

/// The row of a setting at any depth.
pub(super) fn find(name: &str) -> Option<&'static SettingRow> {
    fn among(rows: &'static [SettingRow], name: &str) -> Option<&'static SettingRow> {
        rows.iter().find_map(|row| match row.kind {
            _ if row.name == name => Some(row),
            Section(rows) | Named(rows) => among(rows, name),
            _ => None,
        })
    }
    among(SETTINGS, name)
}

/// All settings of `site.yaml`, in their usual order.
pub static SETTINGS: &[SettingRow] = &[
    row("title", Text, "the site's name"),
    row("base_url", WebAddress, "the web address of the site, for example https://leaflets.example.org/"),
    row("language", Text, "the language of the leaflets, for example en-GB"),
    row("timezone", Text, "the time zone that decides what day it is, for example Europe/London"),
    row("organisation", Section(ORGANISATION), "the organisation that publishes the site"),
    row("notice", Text, "a sentence on every page"),
    row("reference", Section(REFERENCE), "what leaflet references look like"),
    row("review", Section(REVIEW), "how long a leaflet may be used"),
    row("approval", Approval, "required to publish only words that somebody approved"),
    row("require", Fields, "additional fields that every leaflet must have"),
    row("checks", Checks, "the severity of each rule: error, warning, advice or off"),
    row("sections", Sections, "the sections that leaflets of each kind should have"),
    row("contacts", Named(CONTACT), "telephone numbers that leaflets may contain; each becomes a link that calls it"),
    row("exit_to", WebAddress, "where 'Exit this page' leads"),
    row("formats", Formats, "the formats to make; by default every format that this computer can make"),
    row("auto_links", Flag, "false to switch off automatic links to other leaflets"),
    row("keep", Texts, "files that the web host needs in the built site, for example .htaccess; builds keep them"),
    row("removed", Named(REMOVED), "leaflets whose file was deleted, by reference; their notices stay"),
    row("theme", Section(THEME), "how the pages look"),
];

const ORGANISATION: &[SettingRow] = &[
    row("name", Text, "its name"),
    row("phone", Text, "a telephone number for questions about leaflets"),
    row("email", Text, "an email address for questions about leaflets"),
    row("logo", Text, "a picture in content/static, for example static/logo.svg"),
];
const REFERENCE: &[SettingRow] = &[row("pattern", Text, "a regular expression that matches the whole reference")];
const REVIEW: &[SettingRow] = &[
    row("usual", Months, "from last update to archive date, for new leaflets"),
    row("longest", Months, "from last update or review to archive date, at most"),
    row("notice", Months, "how long before the archive date warnings start"),
];
const CONTACT: &[SettingRow] = &[
    row("name", Text, "who answers"),
    row("phone", Text, "the number"),
    row("hours", Text, "when they answer"),
    row("email", Text, "an email address"),
    row("retired", Texts, "numbers that are no longer in use"),
];
const REMOVED: &[SettingRow] = &[
    row("title", Text, "its title"),
    row("on", Date, "the date on which it was removed"),
    row("because", Text, "the reason, shown on its notice"),
    row("replaced_by", Texts, "references of leaflets that replace it"),
];
const THEME: &[SettingRow] = &[
    row("name", Text, "a folder in themes/, or default"),
    row("colours", Colours, "the site's colours; those for dark screens are under 'dark'"),
];

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn names(rows: &[SettingRow]) -> Vec<&str> {
        rows.iter().map(|row| row.name).collect()
    }

    #[test]
    fn the_table_lists_the_settings_that_are_read() {
        assert_eq!(names(SETTINGS), read::TOP);
        assert_eq!(names(ORGANISATION), read::ORGANISATION);
        assert_eq!(names(REFERENCE), read::REFERENCE);
        assert_eq!(names(REVIEW), read::REVIEW);
        assert_eq!(names(CONTACT), read::CONTACT);
        assert_eq!(names(REMOVED), read::REMOVED);
        assert_eq!(names(THEME), read::THEME);
    }
}

//! The table of settings, for editors. A test holds it against what is read.

/// What a setting holds.
#[derive(Clone, Copy, Debug)]
pub enum SettingKind {
    /// A line of text.
    Text,
    /// A web address.
    WebAddress,
    /// `24 months`, `2 years`
    Months,
    /// `true` or `false`
    Flag,
    /// A day.
    Date,
    /// A list of texts.
    Texts,
    /// Settings of their own.
    Section(&'static [SettingRow]),
    /// Names, each with settings of their own.
    Named(&'static [SettingRow]),
    /// Kinds of leaflet, each with its sections and their words.
    Sections,
    /// A list of formats.
    Formats,
    /// Rules with their severities.
    Checks,
    /// Colours by their names, and those for dark screens.
    Colours,
    /// A list of fields of a leaflet.
    Fields,
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct SettingRow {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: SettingKind,
    /// What it does, for people.
    pub meaning: &'static str,
}

const fn row(name: &'static str, kind: SettingKind, meaning: &'static str) -> SettingRow {
    SettingRow { name, kind, meaning }
}

use SettingKind::{
    Checks, Colours, Date, Fields, Flag, Formats, Months, Named, Section, Sections, Text, Texts, WebAddress,
};

/// All settings of `site.yaml`, in the order in which people write them.
pub static SETTINGS: &[SettingRow] = &[
    row("title", Text, "the site's name"),
    row("base_url", WebAddress, "the web address of the site, for example https://leaflets.example.org/"),
    row("language", Text, "the language of the leaflets, for example en-GB"),
    row("timezone", Text, "the time zone that decides which day it is, for example Europe/London"),
    row("organisation", Section(ORGANISATION), "whose site it is"),
    row("notice", Text, "a sentence on every page"),
    row("reference", Section(REFERENCE), "what leaflet references look like"),
    row("review", Section(REVIEW), "how long a leaflet may stay without review"),
    row("require", Fields, "further fields that every leaflet must have"),
    row("checks", Checks, "the severity of each rule: error, warning, advice or off"),
    row("sections", Sections, "what leaflets of a kind should say"),
    row("contacts", Named(CONTACT), "numbers that leaflets may give; each becomes a link that calls it"),
    row("exit_to", WebAddress, "where 'Exit this page' leads"),
    row("formats", Formats, "the formats to make; without it, all that this machine can make"),
    row("auto_links", Flag, "false to switch off automatic links to other leaflets"),
    row(
        "keep",
        Texts,
        "files that the web host needs in the built site, for example .htaccess; builds leave them there",
    ),
    row("removed", Named(REMOVED), "leaflets whose file is gone, by their references; their notices stay"),
    row("theme", Section(THEME), "how the pages look"),
];

const ORGANISATION: &[SettingRow] = &[
    row("name", Text, "its name"),
    row("phone", Text, "a telephone number for questions about leaflets"),
    row("email", Text, "an e-mail address for questions about leaflets"),
    row("logo", Text, "a picture in content/static, for example static/logo.svg"),
];
const REFERENCE: &[SettingRow] = &[row("pattern", Text, "a regular expression that matches the whole reference")];
const REVIEW: &[SettingRow] = &[
    row("usual", Months, "from last update to archive date, for new leaflets"),
    row("longest", Months, "from last update or review to archive date, at most"),
    row("notice", Months, "how long before the archive date a warning begins"),
];
const CONTACT: &[SettingRow] = &[
    row("name", Text, "who answers"),
    row("phone", Text, "the number"),
    row("hours", Text, "when they answer"),
    row("email", Text, "an e-mail address"),
    row("retired", Texts, "numbers that no longer reach anybody"),
];
const REMOVED: &[SettingRow] = &[
    row("title", Text, "its title"),
    row("on", Date, "the day on which it was removed"),
    row("because", Text, "why, shown on its notice"),
    row("replaced_by", Texts, "references of what replaced it"),
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
    fn the_table_names_what_is_read() {
        assert_eq!(names(SETTINGS), read::TOP);
        assert_eq!(names(ORGANISATION), read::ORGANISATION);
        assert_eq!(names(REFERENCE), read::REFERENCE);
        assert_eq!(names(REVIEW), read::REVIEW);
        assert_eq!(names(CONTACT), read::CONTACT);
        assert_eq!(names(REMOVED), read::REMOVED);
        assert_eq!(names(THEME), read::THEME);
    }
}

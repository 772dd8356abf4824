//! The settings and their problems.

use jiff::tz::TimeZone;
use regex::Regex;

use crate::date::Date;
use crate::language::Language;
use crate::settings::reference::ReferenceFault;
use crate::source::{SourceId, TextRange};

/// The settings of a site. All except the title have defaults.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file.
    pub source: SourceId,
    /// The site's name.
    pub title: String,
    /// The web address of the site, ending with `/`.
    pub base_url: Option<String>,
    /// The language of its leaflets.
    pub language: Language,
    /// The time zone that decides what day it is.
    pub time_zone: TimeZone,
    /// The organisation that publishes the site.
    pub organisation: Organisation,
    /// A sentence shown on every page.
    pub notice: Option<String>,
    pub reference: ReferencePattern,
    /// How long a leaflet may be used.
    pub review: Review,
    /// The position of `review.usual`, if set.
    pub usual_at: Option<TextRange>,
    /// Whether only approved words are published. Otherwise approvals are only recorded.
    pub is_approval_required: bool,
    /// Additional required fields.
    pub require: Vec<Setting<String>>,
    /// The severity of rules, by name, as written.
    pub checks: Vec<(Setting<String>, Setting<String>)>,
    /// The expected sections of leaflets by kind, in addition to the built-in ones.
    pub sections: Vec<KindSections>,
    /// Telephone numbers that leaflets may contain.
    pub contacts: Vec<Contact>,
    /// The target of 'Exit this page' on at-risk leaflets.
    pub exit_to: String,
    /// The formats to make; `None` means all that can be made.
    pub formats: Option<Vec<Setting<String>>>,
    /// Whether texts get automatic links to other leaflets.
    pub auto_links: bool,
    /// Files of the web host that builds keep in the output; folders of such files end with `/`.
    pub keep: Vec<String>,
    /// Leaflets whose file was deleted.
    pub removed: Vec<RemovedEntry>,
    /// The position of `removed`, if present.
    pub removed_at: Option<TextRange>,
    /// The theme's folder.
    pub theme: Setting<String>,
    /// The theme's colours.
    pub colours: Colours,
    /// Problems in the file.
    pub problems: Vec<SettingProblem>,
}

/// A value with its position in `site.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting<T> {
    pub value: T,
    /// Its position.
    pub range: TextRange,
}

/// The theme's colours by name, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// The colours for light screens.
    pub light: Vec<(Setting<String>, Setting<String>)>,
    /// The colours for dark screens.
    pub dark: Vec<(Setting<String>, Setting<String>)>,
}

/// The organisation that publishes a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    pub name: Option<String>,
    /// A telephone number for questions about leaflets.
    pub phone: Option<String>,
    /// An email address for questions about leaflets.
    pub email: Option<String>,
    /// A picture in `content/static/`.
    pub logo: Option<Setting<String>>,
}

#[derive(Clone, Debug)]
pub struct ReferencePattern {
    /// As written in `site.yaml`.
    pub text: String,
    /// Matches a whole reference and nothing else.
    pub regex: Regex,
}

/// How long a leaflet may be used, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// From last update to archive date, for new leaflets.
    pub usual: u16,
    /// The maximum. Trusts review every two to three years.
    pub longest: u16,
    /// How long before the archive date warnings start.
    pub notice: u16,
}

/// The sections that leaflets of a kind are expected to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindSections {
    /// The kind: `treatment`.
    pub kind: Setting<String>,
    /// Its sections, each with words that their headings may contain; a section without words is not expected.
    pub sections: Vec<(Setting<String>, Vec<Setting<String>>)>,
}

/// A telephone number that leaflets may contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Its key in `site.yaml`.
    pub id: String,
    /// Who answers.
    pub name: Option<String>,
    /// The number.
    pub phone: Option<String>,
    /// When they answer.
    pub hours: Option<String>,
    /// An email address.
    pub email: Option<String>,
    /// Numbers that are no longer in use.
    pub retired: Vec<String>,
}

/// A leaflet whose file was deleted; its notice stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedEntry {
    pub reference: Setting<String>,
    pub title: Option<String>,
    /// The date of its removal.
    pub on: Option<Date>,
    /// The reason.
    pub because: Option<String>,
    /// References of leaflets that replace it.
    pub replaced_by: Vec<Setting<String>>,
}

impl Settings {
    /// The telephone numbers of the contacts, as they are written.
    pub fn phones_of_contacts(&self) -> Vec<&str> {
        self.contacts.iter().filter_map(|contact| contact.phone.as_deref()).collect()
    }
}

/// A problem in `site.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingProblem {
    /// An unknown setting.
    Unknown {
        /// Its name as written.
        name: String,
        /// The allowed settings.
        known: &'static [&'static str],
        /// The position.
        range: TextRange,
    },
    /// A setting with an invalid value.
    Wrong {
        /// The setting with its section: `review.usual`.
        name: String,
        /// The value as written.
        text: String,
        expected: ExpectedValue,
        /// The position.
        range: TextRange,
    },
    /// An invalid reference.
    Reference {
        /// The reference as written.
        text: String,
        /// What is wrong with it.
        fault: ReferenceFault,
        /// The position.
        range: TextRange,
    },
    /// A repeated setting.
    Repeated {
        name: String,
        /// The second one.
        range: TextRange,
        /// The first one.
        first: TextRange,
    },
    /// The file is not a list of settings.
    NoSettings {
        /// The position.
        range: TextRange,
    },
    /// The title is missing.
    NoTitle {
        /// The position for it.
        range: TextRange,
    },
}

/// The expected type of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedValue {
    Text,
    List,
    Section,
    Flag,
    Approval,
    Language,
    TimeZone,
    WebAddress,
    SecureAddress,
    Pattern,
    Months,
    Date,
    Format,
    Colour,
    QuotedColour,
    HostFile,
}

/// A format in which leaflets are published in addition to their pages.
pub struct FormatRow {
    /// Its name in `formats`.
    pub name: &'static str,
    /// The end of its file names, after the slug of the leaflet.
    pub ending: &'static str,
    /// Its meaning, for documentation.
    pub meaning: &'static str,
}

/// The formats, in the order in which pages list them.
pub static FORMATS: &[FormatRow] = &[
    FormatRow { name: "pdf", ending: ".pdf", meaning: "A4, in 14 point type" },
    FormatRow { name: "large-print", ending: "-large-print.pdf", meaning: "laid out again in 18 point type" },
    FormatRow { name: "text", ending: ".txt", meaning: "plain text for email and messages" },
    FormatRow { name: "epub", ending: ".epub", meaning: "an e-book" },
    FormatRow { name: "braille", ending: ".brf", meaning: "braille for embossers" },
];

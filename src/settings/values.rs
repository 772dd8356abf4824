//! What can be set, and what can be wrong with it.

use jiff::tz::TimeZone;
use regex::Regex;

use crate::date::Date;
use crate::language::Language;
use crate::reference::ReferenceFault;
use crate::source::{SourceId, TextRange};

/// The settings of a site; each has a default but the title.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The file.
    pub source: SourceId,
    /// The site's name.
    pub title: String,
    /// The web address of the site, with a `/` at its end.
    pub base_url: Option<String>,
    /// The language of its leaflets.
    pub language: Language,
    /// Where 'today' is told.
    pub time_zone: TimeZone,
    /// Whose site it is.
    pub organisation: Organisation,
    /// A sentence shown on every page.
    pub notice: Option<String>,
    /// What references look like.
    pub reference: ReferencePattern,
    /// How long a leaflet may stand.
    pub review: Review,
    /// Where `review.usual` stands, where it is set.
    pub usual_at: Option<TextRange>,
    /// Fields that every leaflet must have besides the required ones.
    pub require: Vec<Setting<String>>,
    /// The severity of rules, by name, as written.
    pub checks: Vec<(Setting<String>, Setting<String>)>,
    /// What leaflets of a kind are expected to say, beside what is built in.
    pub sections: Vec<KindSections>,
    /// Numbers that leaflets may give.
    pub contacts: Vec<Contact>,
    /// Where readers of an at-risk leaflet are led who must leave it at once.
    pub exit_to: String,
    /// The formats that must be made; none: those that can be.
    pub formats: Option<Vec<Setting<String>>>,
    /// Whether links to other leaflets make themselves.
    pub auto_links: bool,
    /// Files of the web host in the output, which builds leave there; folders of such files end in `/`.
    pub keep: Vec<String>,
    /// Leaflets whose file is gone.
    pub removed: Vec<RemovedEntry>,
    /// Where the list of them stands, where there is one.
    pub removed_at: Option<TextRange>,
    /// The theme's folder.
    pub theme: Setting<String>,
    /// The theme's colours.
    pub colours: Colours,
    /// What must be mended in the file.
    pub problems: Vec<SettingProblem>,
}

/// A value with its place in `site.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub range: TextRange,
}

/// The theme's colours, each by its name, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// Those that hold unless the reader's screen is dark.
    pub light: Vec<(Setting<String>, Setting<String>)>,
    /// Those for dark screens.
    pub dark: Vec<(Setting<String>, Setting<String>)>,
}

/// Whose site it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its name.
    pub name: Option<String>,
    /// A telephone number for questions about leaflets.
    pub phone: Option<String>,
    /// An e-mail address for questions about leaflets.
    pub email: Option<String>,
    /// A picture in `content/static/`.
    pub logo: Option<Setting<String>>,
}

/// What references look like.
#[derive(Clone, Debug)]
pub struct ReferencePattern {
    /// As it is written in `site.yaml`.
    pub text: String,
    /// Matches a whole reference and nothing else.
    pub regex: Regex,
}

/// How long a leaflet may stand, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Review {
    /// From last update to archive date, for new leaflets.
    pub usual: u16,
    /// At most. Trusts review every two to three years.
    pub longest: u16,
    /// How long before the archive date a warning begins.
    pub notice: u16,
}

/// The sections that leaflets of a kind are expected to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindSections {
    /// The kind: `treatment`.
    pub kind: Setting<String>,
    /// Its sections, each with words that headings of such a section have; without any, it is not expected.
    pub sections: Vec<(Setting<String>, Vec<Setting<String>>)>,
}

/// A number that leaflets may give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// What `site.yaml` calls it.
    pub id: String,
    /// Who answers.
    pub name: Option<String>,
    /// The number.
    pub phone: Option<String>,
    /// When.
    pub hours: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// Numbers that no longer reach anybody.
    pub retired: Vec<String>,
}

/// A leaflet whose file is gone; its notice stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedEntry {
    /// Its reference.
    pub reference: Setting<String>,
    /// Its title.
    pub title: Option<String>,
    /// The day.
    pub on: Option<Date>,
    /// Why.
    pub because: Option<String>,
    /// References of what took its place.
    pub replaced_by: Vec<Setting<String>>,
}

/// Something in `site.yaml` that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingProblem {
    /// A setting that there is not.
    Unknown {
        /// What was written.
        name: String,
        /// The settings that there are at this place.
        known: &'static [&'static str],
        /// Where.
        range: TextRange,
    },
    /// A setting with a value that it cannot have.
    Wrong {
        /// The setting, with the one it belongs to: `review.usual`.
        name: String,
        /// What was written.
        text: String,
        /// What belongs there.
        expected: ExpectedValue,
        /// Where.
        range: TextRange,
    },
    /// A reference that cannot be one.
    Reference {
        /// What was written.
        text: String,
        /// What is wrong with it.
        fault: ReferenceFault,
        /// Where.
        range: TextRange,
    },
    /// A setting that stands twice.
    Repeated {
        /// Its name.
        name: String,
        /// The second one.
        range: TextRange,
        /// The first one.
        first: TextRange,
    },
    /// The file is no list of settings.
    NoSettings {
        /// What stands there.
        range: TextRange,
    },
    /// The title is missing.
    NoTitle {
        /// Where it could stand.
        range: TextRange,
    },
}

/// What a setting must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the rule `wrong-setting` says each in words")]
pub enum ExpectedValue {
    Text,
    List,
    Section,
    Flag,
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

/// The formats that can be named under `formats`.
pub const FORMATS: &[&str] = &["pdf", "large-print", "text", "epub", "braille"];

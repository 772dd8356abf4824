//! The data of templates. The fields have the names that templates use; `src/manual/theme.md` lists them.

use serde::Serialize;
use tera::{Map, Value};

use crate::render::view::{DetailFact, DetailValue, DisplayDate};

/// The data of every page.
#[derive(Serialize)]
pub(super) struct PageData<'a> {
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub language: &'a str,
    pub direction: &'a str,
    /// The path to the root of the site; every link starts with it.
    pub root: String,
    /// The web address of the page.
    pub canonical: Option<String>,
    /// Instructions for search engines.
    pub robots: Option<String>,
    pub home: bool,
    /// `lang` and `dir` of elements with words of the interface, if these are in another language.
    pub words_lang: Value,
    /// The content security policy.
    pub policy: &'a str,
    /// The target of the exit link, for readers who may have to leave the page quickly.
    pub exit: Option<&'a str>,
}

/// The data of the site, for every page.
#[derive(Serialize)]
pub(super) struct SiteData<'a> {
    pub title: &'a str,
    pub notice: Option<&'a str>,
    pub organisation: OrganisationData<'a>,
    pub logo: Option<String>,
    /// `None` if the logo has no intrinsic size.
    pub logo_size: Option<SizeData>,
    pub favicon: Option<String>,
    pub home: String,
    pub search: String,
    pub a_to_z: String,
    pub conditions: Option<String>,
    /// The path of the feed; `None` if the web address of the site is not known.
    pub feed: Option<&'static str>,
    /// `None` if no words are explained.
    pub glossary: Option<String>,
    pub pages: Vec<LinkData<'a>>,
}

#[derive(Serialize)]
pub(super) struct OrganisationData<'a> {
    pub name: Option<&'a str>,
    pub phone: Option<&'a str>,
    /// The number to dial.
    pub tel: Option<String>,
    pub email: Option<&'a str>,
}

/// The size of a picture in CSS pixels.
#[derive(Serialize)]
pub(super) struct SizeData {
    pub width: u32,
    pub height: u32,
}

/// A link; its path is relative to the root of the site.
#[derive(Serialize)]
pub(super) struct LinkData<'a> {
    pub title: &'a str,
    pub path: String,
}

/// A leaflet in a list.
#[derive(Serialize)]
pub(super) struct EntryData<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
    pub reference: &'a str,
}

/// A date, for people and for machines.
#[derive(Serialize)]
pub(super) struct DateData {
    pub iso: String,
    pub words: String,
}

impl From<&DisplayDate> for DateData {
    fn from(day: &DisplayDate) -> Self {
        Self { iso: day.iso.clone(), words: day.words.clone() }
    }
}

/// A leaflet on its own page.
#[derive(Serialize)]
pub(super) struct LeafletData<'a> {
    pub title: &'a str,
    pub summary: Option<&'a str>,
    pub reference: &'a str,
    pub last_updated: DateData,
    pub archive_date: DateData,
    pub last_reviewed: Option<DateData>,
    pub version: Option<String>,
    /// The check code.
    pub check: Option<String>,
    pub also_known_as: Vec<&'a str>,
    pub audience: Vec<LinkData<'a>>,
    pub department: Option<LinkData<'a>>,
    pub owner: Option<&'a str>,
    pub approved_by: Option<&'a str>,
    pub sources: Vec<SourceData<'a>>,
    pub conditions: Vec<LinkData<'a>>,
    /// The address to print and to write on forms.
    pub short_address: Option<String>,
    /// The same address as a QR code.
    pub qr: Option<QrData>,
    pub archived_because: Option<&'a str>,
    /// The reference, the version and the dates.
    pub identity: Vec<DetailData<'a>>,
    /// Other facts about the leaflet.
    pub about: Vec<DetailData<'a>>,
}

/// A fact about a leaflet, the same as in all other formats.
#[derive(Serialize)]
pub(super) struct DetailData<'a> {
    pub label: &'a str,
    pub values: Vec<DetailValueData<'a>>,
}

impl<'a> From<&'a DetailFact<'a>> for DetailData<'a> {
    fn from(fact: &'a DetailFact<'a>) -> Self {
        let value = |value: &'a DetailValue<'a>| DetailValueData {
            text: &value.text,
            iso: value.iso.as_deref(),
            path: value.path.as_deref(),
        };
        Self { label: fact.label, values: fact.values.iter().map(value).collect() }
    }
}

/// A value of a fact.
#[derive(Serialize)]
pub(super) struct DetailValueData<'a> {
    pub text: &'a str,
    /// The ISO date, if the value is a date.
    pub iso: Option<&'a str>,
    /// The page about the value.
    pub path: Option<&'a str>,
}

/// A QR code.
#[derive(Serialize)]
pub(super) struct QrData {
    /// The width in modules, including the quiet zone.
    pub size: usize,
    /// The dark modules, as an SVG path.
    pub path: String,
}

/// A leaflet whose file was removed.
#[derive(Serialize)]
pub(super) struct RemovedData<'a> {
    pub title: &'a str,
    pub reference: &'a str,
    /// The day of removal.
    pub on: Option<DateData>,
    pub last_updated: Option<DateData>,
    pub because: Option<&'a str>,
}

/// A source of the leaflet.
#[derive(Serialize)]
pub(super) struct SourceData<'a> {
    pub name: &'a str,
    pub address: Option<&'a str>,
}

/// Facts about the site's accessibility, as known to the build.
#[derive(Serialize)]
pub(super) struct FactsData<'a> {
    /// The day of the build.
    pub built: DateData,
    /// The program and its version.
    pub program: &'a str,
    /// The number of current leaflets.
    pub leaflets: usize,
    /// The number of checks that ran.
    pub rules: usize,
    pub off: Vec<RuleData<'a>>,
    /// Checks whose severity the site lowered.
    pub lighter: Vec<RuleData<'a>>,
    pub gaps: Vec<GapData<'a>>,
    /// The number of theme files that the site replaced.
    pub own_files: usize,
    pub own_colours: bool,
}

/// A check.
#[derive(Serialize)]
pub(super) struct RuleData<'a> {
    pub name: &'a str,
    pub summary: &'a str,
}

/// An exception: a check that is not applied to a leaflet.
#[derive(Serialize)]
pub(super) struct GapData<'a> {
    pub title: &'a str,
    pub path: String,
    pub rule: RuleData<'a>,
    pub reason: &'a str,
    pub until: DateData,
}

/// The shared block with urgent help, near the top of an at-risk leaflet.
#[derive(Serialize)]
pub(super) struct CrisisData<'a> {
    /// Whether the block starts with its own heading.
    pub headed: bool,
    /// The fragment identifier of the heading.
    pub id: &'a str,
    pub language: &'a str,
    pub direction: &'a str,
    pub body: Value,
}

/// A heading in the list of contents.
#[derive(Serialize)]
pub(super) struct HeadingData<'a> {
    pub id: &'a str,
    pub text: &'a str,
}

/// A leaflet and its alternatives, side by side.
pub(super) struct ComparisonData<'a> {
    /// The names of the facts.
    pub facts: Vec<&'a str>,
    /// The same names with their languages.
    pub heads: Vec<FactName<'a>>,
    /// The rows, each a [`ComparisonRow`].
    pub rows: Vec<Value>,
    /// The page to print; `None` if there are no facts.
    pub path: Option<String>,
}

impl From<ComparisonData<'_>> for Value {
    fn from(data: ComparisonData<'_>) -> Self {
        let ComparisonData { facts, heads, rows, path } = data;
        let data = [
            ("facts", Self::from_serializable(&facts)),
            ("heads", Self::from_serializable(&heads)),
            ("rows", Self::from(rows)),
            ("path", Self::from_serializable(&path)),
        ];
        Self::from(data.into_iter().map(|(name, value)| (name.into(), value)).collect::<Map>())
    }
}

/// The name of a fact.
#[derive(Serialize)]
pub(super) struct FactName<'a> {
    pub name: &'a str,
    /// The language of the name, if it is not that of the page.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

#[derive(Serialize)]
pub(super) struct ComparisonRow<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
    /// Whether the row is for the leaflet of this page.
    pub this: bool,
    /// The language of the leaflet, if it is not that of the page.
    pub language: Option<&'a str>,
    pub direction: &'a str,
    /// The values, in the order of the facts.
    pub values: Vec<Option<&'a str>>,
}

/// Another format of the leaflet.
#[derive(Serialize)]
pub(super) struct FormatData {
    pub name: String,
    pub path: String,
    /// `36KB`
    pub size: String,
    pub media_type: &'static str,
}

/// A leaflet on the page of a comparison.
#[derive(Serialize)]
pub(super) struct ComparedData<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
    pub reference: &'a str,
    pub archive_date: DateData,
    /// The language of the leaflet, if it is not that of the page.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

/// A fact on the page of a comparison.
#[derive(Serialize)]
pub(super) struct ComparedFactData<'a> {
    pub name: &'a str,
    /// The language of the name, if it is not that of the page.
    pub language: Option<&'a str>,
    pub direction: &'a str,
    /// The values, in the order of the leaflets.
    pub values: Vec<ComparedValueData<'a>>,
}

#[derive(Serialize)]
pub(super) struct ComparedValueData<'a> {
    /// The title of the leaflet.
    pub title: &'a str,
    pub value: Option<&'a str>,
    /// The language of the leaflet, if it is not that of the page.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

/// A pack in a list.
#[derive(Serialize)]
pub(super) struct PackData<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
}

/// A leaflet on the page of a pack.
#[derive(Serialize)]
pub(super) struct PackLeafletData<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
    pub reference: &'a str,
    pub last_updated: DateData,
    pub archive_date: DateData,
    /// The address to print.
    pub short_address: Option<String>,
    /// The language of the leaflet, if it is not that of the page.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

/// A way to group leaflets.
#[derive(Serialize)]
pub(super) struct GroupingData<'a> {
    /// `conditions`, `audience` or `department`.
    pub name: &'static str,
    /// The page of all groups.
    pub path: String,
    pub count: usize,
    /// Empty if there are too many groups to list.
    pub groups: Vec<LinkData<'a>>,
}

/// The same leaflet in another language.
#[derive(Serialize)]
pub(super) struct TranslationData<'a> {
    pub title: &'a str,
    pub path: String,
    /// The full web address, if it is known.
    pub address: Option<String>,
    pub language: &'a str,
    /// The name of the language in that language, if it is known.
    pub language_name: Option<&'static str>,
    pub direction: &'a str,
}

/// An explained word and its meaning.
#[derive(Serialize)]
pub(super) struct WordData<'a> {
    /// Unique on the page.
    pub id: String,
    pub word: &'a str,
    pub meaning: &'a str,
}

/// A letter of the A to Z.
#[derive(Serialize)]
pub(super) struct LetterData<'a> {
    pub letter: &'a str,
    pub id: String,
    /// The address of the list; `None` if no title starts with this letter.
    pub path: Option<String>,
    pub entries: Vec<LetterEntryData<'a>>,
}

#[derive(Serialize)]
pub(super) struct LetterEntryData<'a> {
    pub title: &'a str,
    pub path: String,
    /// The name under which the leaflet is listed, if it is not its title.
    pub other_name: Option<&'a str>,
}

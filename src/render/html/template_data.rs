//! What templates are given. The names are those that templates use; `src/manual/theme.md` lists them.

use serde::Serialize;
use tera::{Map, Value};

use crate::render::view::{DetailFact, DetailValue, DisplayDate};

/// What every page has.
#[derive(Serialize)]
pub(super) struct PageData<'a> {
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub language: &'a str,
    pub direction: &'a str,
    /// What leads to the root of the site; every link begins with it.
    pub root: String,
    /// Where the page stands on the web.
    pub canonical: Option<String>,
    /// What search engines are told.
    pub robots: Option<String>,
    pub home: bool,
    /// `lang` and `dir` of elements with words of the interface, where they are in another language.
    pub words_lang: Value,
    /// What a browser is to refuse on it.
    pub policy: &'a str,
    /// Where a reader who may be in danger is led who must leave it at once.
    pub exit: Option<&'a str>,
}

/// What every page knows of the site.
#[derive(Serialize)]
pub(super) struct SiteData<'a> {
    pub title: &'a str,
    pub notice: Option<&'a str>,
    pub organisation: OrganisationData<'a>,
    pub logo: Option<String>,
    /// None where the logo has no size of its own.
    pub logo_size: Option<SizeData>,
    pub favicon: Option<String>,
    pub home: String,
    pub search: String,
    pub a_to_z: String,
    pub conditions: Option<String>,
    /// The path of the feed; none where the site does not know its web address.
    pub feed: Option<&'static str>,
    /// None where nothing is explained.
    pub glossary: Option<String>,
    pub pages: Vec<LinkData<'a>>,
}

#[derive(Serialize)]
pub(super) struct OrganisationData<'a> {
    pub name: Option<&'a str>,
    pub phone: Option<&'a str>,
    /// The number as telephones take it.
    pub tel: Option<String>,
    pub email: Option<&'a str>,
}

/// The size of a picture in CSS pixels.
#[derive(Serialize)]
pub(super) struct SizeData {
    pub width: u32,
    pub height: u32,
}

/// A link: its address is from the root of the site.
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

/// A day, for people and for machines.
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
    pub version: Option<&'a str>,
    pub also_known_as: Vec<&'a str>,
    pub audience: Vec<LinkData<'a>>,
    pub department: Option<LinkData<'a>>,
    pub owner: Option<&'a str>,
    pub approved_by: Option<&'a str>,
    pub sources: Vec<SourceData<'a>>,
    pub conditions: Vec<LinkData<'a>>,
    /// Its address to print and to write on forms.
    pub short_address: Option<String>,
    /// The same as a code for telephones.
    pub qr: Option<QrData>,
    pub archived_because: Option<&'a str>,
    /// Its reference and its dates.
    pub identity: Vec<DetailData<'a>>,
    /// What else is known of it.
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

/// A value of such a fact.
#[derive(Serialize)]
pub(super) struct DetailValueData<'a> {
    pub text: &'a str,
    /// A day, for machines.
    pub iso: Option<&'a str>,
    /// The page about it.
    pub path: Option<&'a str>,
}

/// A QR code.
#[derive(Serialize)]
pub(super) struct QrData {
    /// How many squares it is wide, with the light edge around it.
    pub size: usize,
    /// Its dark squares, as lines of a path in SVG.
    pub path: String,
}

/// A leaflet whose file is gone.
#[derive(Serialize)]
pub(super) struct RemovedData<'a> {
    pub title: &'a str,
    pub reference: &'a str,
    /// Since when.
    pub on: Option<DateData>,
    pub last_updated: Option<DateData>,
    pub because: Option<&'a str>,
}

/// Where a fact comes from.
#[derive(Serialize)]
pub(super) struct SourceData<'a> {
    pub name: &'a str,
    pub address: Option<&'a str>,
}

/// What a build knows of a site's accessibility.
#[derive(Serialize)]
pub(super) struct FactsData<'a> {
    /// The day of the build.
    pub built: DateData,
    /// The program and its version.
    pub program: &'a str,
    /// How many leaflets are current.
    pub leaflets: usize,
    /// How many checks ran.
    pub rules: usize,
    pub off: Vec<RuleData<'a>>,
    /// Checks that weigh less than they usually do.
    pub lighter: Vec<RuleData<'a>>,
    pub gaps: Vec<GapData<'a>>,
    /// How many files of the theme are the site's own.
    pub own_files: usize,
    pub own_colours: bool,
}

/// A check.
#[derive(Serialize)]
pub(super) struct RuleData<'a> {
    pub name: &'a str,
    pub summary: &'a str,
}

/// A leaflet that a check is not applied to.
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
    /// Whether it begins with a heading of its own.
    pub headed: bool,
    /// The id of its heading.
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
    /// The same with their languages.
    pub heads: Vec<FactName<'a>>,
    /// Each a [`ComparisonRow`].
    pub rows: Vec<Value>,
    /// The page to print and take along; none where there are no facts.
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
    /// Its language, where that is not the page's.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

#[derive(Serialize)]
pub(super) struct ComparisonRow<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
    /// Whether it is the leaflet of this page.
    pub this: bool,
    /// Its language, where that is not the page's.
    pub language: Option<&'a str>,
    pub direction: &'a str,
    /// The facts in the order of their names.
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

/// A leaflet of a comparison to take along.
#[derive(Serialize)]
pub(super) struct ComparedData<'a> {
    pub title: &'a str,
    pub path: String,
    pub summary: Option<&'a str>,
    pub reference: &'a str,
    pub archive_date: DateData,
    /// Its language, where that is not the page's.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

/// A fact of a comparison to take along.
#[derive(Serialize)]
pub(super) struct ComparedFactData<'a> {
    pub name: &'a str,
    /// The language of its name, where that is not the page's.
    pub language: Option<&'a str>,
    pub direction: &'a str,
    /// In the order of the leaflets.
    pub values: Vec<ComparedValueData<'a>>,
}

#[derive(Serialize)]
pub(super) struct ComparedValueData<'a> {
    /// The leaflet's.
    pub title: &'a str,
    pub value: Option<&'a str>,
    /// Its language, where that is not the page's.
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
    /// Its address to print.
    pub short_address: Option<String>,
    /// Its language, where that is not the page's.
    pub language: Option<&'a str>,
    pub direction: &'a str,
}

/// A field by which readers can choose.
#[derive(Serialize)]
pub(super) struct GroupingData<'a> {
    /// `conditions`, `audience` or `department`.
    pub name: &'static str,
    /// The page of all of them.
    pub path: String,
    pub count: usize,
    /// Empty where there are too many to name.
    pub groups: Vec<LinkData<'a>>,
}

/// The same leaflet in another language.
#[derive(Serialize)]
pub(super) struct TranslationData<'a> {
    pub title: &'a str,
    pub path: String,
    /// Its whole web address, where that is known.
    pub address: Option<String>,
    pub language: &'a str,
    /// What speakers call the language, where that is known.
    pub language_name: Option<&'static str>,
    pub direction: &'a str,
}

/// A hard word with its meaning.
#[derive(Serialize)]
pub(super) struct WordData<'a> {
    /// What tells it apart from the others of the page.
    pub id: String,
    pub word: &'a str,
    pub meaning: &'a str,
}

/// A letter of the A to Z.
#[derive(Serialize)]
pub(super) struct LetterData<'a> {
    pub letter: &'a str,
    pub id: String,
    /// Where its names stand; none where no name begins with it.
    pub path: Option<String>,
    pub entries: Vec<LetterEntryData<'a>>,
}

#[derive(Serialize)]
pub(super) struct LetterEntryData<'a> {
    pub title: &'a str,
    pub path: String,
    /// The name it stands under, where that is not its title.
    pub other_name: Option<&'a str>,
}

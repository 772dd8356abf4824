//! What rendering met that an author must mend. `render` makes these values, `check` says what they mean.

use crate::source::{SourceId, TextRange};
use crate::theme::ThemeProblem;

/// Something that rendering met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderProblem {
    /// A mistake in the theme.
    Theme(ThemeProblem),
    /// Something wrong with another format of a leaflet than its page.
    Format(FormatProblem),
    /// A format that `site.yaml` names has no rules for the languages of some leaflets.
    NoLanguages {
        /// Its name in `site.yaml`.
        format: &'static str,
        /// Where it stands there.
        range: TextRange,
        /// The languages, each with the number of its leaflets.
        languages: Vec<(String, usize)>,
    },
    /// A page or another format of a leaflet does not say what it must say.
    LeftOut(MissingEssential),
    /// A format that `site.yaml` names cannot be made.
    NoFormat {
        /// Its name in `site.yaml`.
        format: String,
        /// Where it stands there.
        range: TextRange,
        /// Why.
        why: MissingCapability,
    },
}

/// That the theme leaves out what a leaflet must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEssential {
    /// What.
    pub what: Essential,
    /// The theme's file that makes it: `templates/leaflet.html`.
    pub file: String,
    /// The name of the format in `site.yaml`; `page` where it is the page itself.
    pub format: &'static str,
    /// The file of the leaflet.
    pub source: SourceId,
    /// Where in it the leaflet says so.
    pub range: TextRange,
}

/// What no leaflet may leave out, in any format, whatever its theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Essential {
    /// The leaflet reference.
    Reference,
    /// The date last updated.
    LastUpdated,
    /// The archive date.
    ArchiveDate,
    /// The sentence that says that a leaflet was archived.
    Notice,
    /// The block with urgent help of an at-risk leaflet, with its telephone numbers.
    UrgentHelp,
    /// The text.
    Text,
}

/// Something wrong with a format of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatProblem {
    /// The file of the leaflet.
    pub source: SourceId,
    /// Where in it, as far as that can be told.
    pub range: TextRange,
    /// The name of the format in `site.yaml`; `page` where it is the page itself.
    pub format: &'static str,
    /// What is wrong.
    pub fault: FormatFault,
}

/// What is wrong with a format of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatFault {
    /// It does not say the same words as the leaflet.
    Differs {
        /// The words that belong there, beginning with the first that is missing.
        expected: String,
        /// The words before them, up to which both say the same.
        after: String,
    },
    /// It is printed, and no font has these characters.
    MissingGlyphs(Vec<char>),
    /// It cannot be made. What made it says why.
    NotMade(String),
    /// These words have characters that the braille table of their language does not know.
    NotInBraille(String),
    /// The leaflet has more of something than the format can hold.
    TooLarge(FormatExcess),
}

/// More than a format can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatExcess {
    /// Of what.
    pub what: FormatLimit,
    /// How many there are, as far as they were counted.
    pub count: usize,
    /// How many there can be.
    pub most: usize,
    /// The heading below which they are, where there is one.
    pub under: Option<String>,
}

/// What a format can hold so many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatLimit {
    /// Letters in the whole leaflet.
    Letters,
    /// Letters in words that are longer than a line.
    LongWords,
    /// Headings in the whole leaflet.
    Headings,
    /// Paragraphs, list items, cells and the like in the whole leaflet.
    Parts,
    /// Cells of all tables together.
    Cells,
    /// Columns of one table.
    Columns,
    /// Lists, cards and quotes within one another.
    Depth,
    /// Pages.
    Pages,
}

/// Why a format cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingCapability {
    /// It needs a program, by its name, that this machine does not have.
    Program(&'static str),
    /// It does not know how to write the language of the site.
    Language,
    /// This Pamphlet was built without it.
    Feature(&'static str),
}

impl RenderProblem {
    /// What sorts problems as they are shown: by file and place.
    pub fn order(&self) -> (Option<SourceId>, TextRange, String) {
        match self {
            Self::Theme(problem) => (problem.source, problem.range, format!("{}: {}", problem.file, problem.detail)),
            Self::Format(problem) => (Some(problem.source), problem.range, problem.format.to_owned()),
            Self::LeftOut(left_out) => {
                (Some(left_out.source), left_out.range, format!("{}: {:?}", left_out.format, left_out.what))
            }
            Self::NoFormat { format, range, .. } => (None, *range, format.clone()),
            Self::NoLanguages { format, range, .. } => (None, *range, (*format).to_owned()),
        }
    }
}

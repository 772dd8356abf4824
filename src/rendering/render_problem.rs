//! Problems found in rendering that an author must fix. `render` creates them, `check` turns them into findings.

use crate::source::{SourceId, TextRange};
use crate::theme::ThemeProblem;

/// A problem found in rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RenderProblem {
    /// A mistake in the theme.
    Theme(ThemeProblem),
    /// A problem in a format of a leaflet.
    Format(FormatProblem),
    /// A format listed in `site.yaml` does not support the languages of some leaflets.
    NoLanguages {
        /// Its name in `site.yaml`.
        format: &'static str,
        /// Its position there.
        range: TextRange,
        /// The languages, each with the number of leaflets.
        languages: Vec<(String, usize)>,
    },
    /// A page or another format of a leaflet does not have all required content.
    LeftOut(MissingEssential),
    /// A format listed in `site.yaml` cannot be made.
    NoFormat {
        /// Its name in `site.yaml`.
        format: String,
        /// Its position there.
        range: TextRange,
        /// The reason.
        why: MissingCapability,
    },
}

/// Required content that the theme leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEssential {
    /// The missing content.
    pub what: Essential,
    /// The file of the theme for this output: `templates/leaflet.html`.
    pub file: String,
    /// The name of the format in `site.yaml`, or `page` for the page itself.
    pub format: &'static str,
    /// The file of the leaflet.
    pub source: SourceId,
    /// The position in it of the missing content.
    pub range: TextRange,
}

/// Content that no leaflet may leave out, in any format, with any theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Essential {
    /// The leaflet reference.
    Reference,
    /// The number and the check code of the version.
    Version,
    /// The date last updated.
    LastUpdated,
    ArchiveDate,
    /// The sentence that says that the leaflet was archived.
    Notice,
    /// The block with urgent help of an at-risk leaflet, with its telephone numbers.
    UrgentHelp,
    Text,
}

/// A problem in a format of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatProblem {
    /// The file of the leaflet.
    pub source: SourceId,
    /// The position in it, as far as known.
    pub range: TextRange,
    /// The name of the format in `site.yaml`, or `page` for the page itself.
    pub format: &'static str,
    /// What is wrong.
    pub fault: FormatFault,
}

/// What is wrong with a format of a leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatFault {
    /// Its words differ from those of the leaflet.
    Differs {
        /// The expected words, starting with the first that is missing.
        expected: String,
        /// The words before them, which are still the same.
        after: String,
    },
    /// No font for print has these characters.
    MissingGlyphs(Vec<char>),
    /// It cannot be made, for this reason.
    NotMade(String),
    /// These words have characters that the braille table of their language does not support.
    NotInBraille(String),
    /// The leaflet exceeds a limit of the format.
    TooLarge(FormatExcess),
}

/// An exceeded limit of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatExcess {
    pub what: FormatLimit,
    /// The number found before counting stopped.
    pub count: usize,
    /// The maximum.
    pub most: usize,
    /// The heading above them, if any.
    pub under: Option<String>,
}

/// A limit of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatLimit {
    /// Characters in the whole leaflet.
    Letters,
    /// Characters in words that are longer than a line.
    LongWords,
    /// Headings in the whole leaflet.
    Headings,
    /// Paragraphs, list items, cells and the like in the whole leaflet.
    Parts,
    /// Cells of all tables together.
    Cells,
    /// Columns of one table.
    Columns,
    /// Nesting depth of lists, cards and quotes.
    Depth,
    Pages,
}

/// Why a format cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingCapability {
    /// It needs this program, which is not installed.
    Program(&'static str),
    /// It does not support the language of the site.
    Language,
    /// Pamphlet was built without this feature.
    Feature(&'static str),
}

impl RenderProblem {
    /// The sort key for output: file and position first.
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

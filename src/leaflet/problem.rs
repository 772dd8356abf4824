//! What was seen in a manuscript that cannot be used as it is. The rules say what it means.

use crate::date::DateFault;
use crate::leaflet::fields::FieldKind;
use crate::markdown::MarkdownProblem;
use crate::source::TextRange;
use crate::yaml::YamlFaultKind;

/// Something in a manuscript that its author must mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManuscriptProblem {
    /// The file's bytes are not UTF-8.
    NotUtf8 {
        /// Where the first wrong byte stands.
        range: TextRange,
        /// Whether the file looks like UTF-16.
        utf16: bool,
    },
    /// A sign that no page can show: a zero byte, a page break of an old word processor.
    Control {
        /// Where it stands.
        range: TextRange,
    },
    /// The file is longer than any leaflet.
    TooLong {
        /// Its length in bytes.
        bytes: u64,
    },
    /// The file is a link of the file system to another one.
    Shortcut,
    /// The text does not begin with a line `---`.
    NoFrontMatter,
    /// The second line `---` is missing.
    UnclosedFrontMatter {
        /// The first one.
        opening: TextRange,
    },
    /// The front matter cannot be read.
    Yaml {
        /// What was seen.
        kind: YamlFaultKind,
        /// Where.
        range: TextRange,
    },
    /// A note behind a value, which is cut off it.
    CutOff {
        /// The field.
        name: &'static str,
        /// The note, from its `#` on.
        range: TextRange,
    },
    /// The front matter is no list of fields.
    NoFields {
        /// What stands there.
        range: TextRange,
    },
    /// A field that there is not.
    UnknownField {
        /// What was written.
        name: String,
        /// The names that there are at this place, where it is not the list of all fields.
        among: Option<&'static [&'static str]>,
        /// Where.
        range: TextRange,
    },
    /// A field that stands twice.
    RepeatedField {
        /// Its name.
        name: Box<str>,
        /// The second one.
        range: TextRange,
        /// The first one.
        first: TextRange,
    },
    /// A list where a text belongs, or the like.
    WrongKind {
        /// The field, or the part of one.
        name: String,
        /// What belongs there.
        expected: FieldKind,
        /// Whether it is one entry of a list that is wrong.
        entry: bool,
        /// What stands there.
        range: TextRange,
    },
    /// A date that cannot be read with certainty.
    InvalidDate {
        /// The field.
        name: String,
        /// What was written.
        text: String,
        /// What is wrong with it.
        fault: DateFault,
        /// Where.
        range: TextRange,
    },
    /// Something in the text itself.
    Markdown(MarkdownProblem),
}

impl ManuscriptProblem {
    /// Whether it says that the value of a field is not of its kind.
    pub fn is_about(&self, field: &str) -> bool {
        matches!(self, Self::WrongKind { name, .. } if name == field)
    }
}

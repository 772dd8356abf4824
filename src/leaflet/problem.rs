//! Problems found while parsing a manuscript. Rules turn them into findings.

use crate::date::DateFault;
use crate::leaflet::fields::FieldKind;
use crate::markdown::MarkdownProblem;
use crate::source::TextRange;
use crate::yaml::{YamlFaultKind, YamlSlip};

/// A problem that the author must fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManuscriptProblem {
    /// The file's bytes are not UTF-8.
    NotUtf8 {
        /// The position of the first invalid byte.
        range: TextRange,
        /// Whether the file looks like UTF-16.
        utf16: bool,
    },
    /// A control character, such as a zero byte or a page break of an old word processor.
    Control {
        /// Its position.
        range: TextRange,
    },
    /// The file is longer than any leaflet.
    TooLong {
        /// Its length in bytes.
        bytes: u64,
    },
    /// The file is a symbolic link.
    Shortcut,
    /// The text does not start with a line `---`.
    NoFrontMatter,
    /// The second line `---` is missing.
    UnclosedFrontMatter {
        /// The first one.
        opening: TextRange,
        /// The likely end of the fields.
        end: u32,
    },
    /// The text starts with fields, but without a line `---` before them.
    UnopenedFrontMatter {
        /// The likely position of the fields.
        inner: TextRange,
        /// Whether there is a line `---` after them.
        is_closed: bool,
    },
    /// A slip in the front matter that can be corrected in only one way.
    Slip(YamlSlip),
    /// The front matter cannot be read.
    Yaml {
        kind: YamlFaultKind,
        /// The position.
        range: TextRange,
    },
    /// A comment after a value, which is not part of the value.
    CutOff {
        /// The field.
        name: &'static str,
        /// The note, from its `#` on.
        range: TextRange,
    },
    /// The front matter is not a list of fields.
    NoFields {
        /// The position.
        range: TextRange,
    },
    UnknownField {
        /// Its name as written.
        name: String,
        /// The allowed names, if they are not those of all fields.
        among: Option<&'static [&'static str]>,
        /// The position.
        range: TextRange,
    },
    RepeatedField {
        name: Box<str>,
        /// The second one.
        range: TextRange,
        /// The first one.
        first: TextRange,
    },
    /// A value of the wrong type, such as a list instead of text.
    WrongKind {
        /// The field, or the part of one.
        name: String,
        /// The expected type.
        expected: FieldKind,
        /// Whether only one entry of a list is wrong.
        entry: bool,
        /// The position.
        range: TextRange,
    },
    /// A date that is invalid or ambiguous.
    InvalidDate {
        /// The field.
        name: String,
        /// The value as written.
        text: String,
        /// What is wrong with it.
        fault: DateFault,
        /// The position.
        range: TextRange,
    },
    /// Something in the text itself.
    Markdown(MarkdownProblem),
}

impl ManuscriptProblem {
    /// Whether it reports a wrong type of this field.
    pub fn is_about(&self, field: &str) -> bool {
        matches!(self, Self::WrongKind { name, .. } if name == field)
    }
}

//! One finding.

use crate::source::{Span, TextRange};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// It should be mended; it does not stop a build.
    Warning,
    /// It may make the text better.
    Advice,
}

impl Severity {
    /// Its name in settings and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Advice].into_iter().find(|severity| severity.name() == name)
    }
}

/// A place, and what it has to do with a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words about it.
    pub text: String,
}

/// Something an author must mend, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong and why it matters, in whole sentences.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Where.
    pub span: Span,
    /// Further places that have to do with it.
    pub related: Vec<Label>,
    /// The one certain way to mend it, where there is one: all of these together.
    pub fix: Vec<Edit>,
}

/// A change of a file's text: in the file where its finding stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is taken out; nothing where something is only put in.
    pub range: TextRange,
    /// What is put in its place.
    pub text: String,
}

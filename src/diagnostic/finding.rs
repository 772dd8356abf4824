//! One finding.

use crate::source::{Span, TextRange};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is fixed.
    Error,
    /// It should be fixed, but does not stop a build.
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

    /// The severity with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Advice].into_iter().find(|severity| severity.name() == name)
    }
}

/// A position related to a finding, with an explanation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The position.
    pub span: Span,
    /// A short explanation.
    pub text: String,
}

/// A problem that an author must or may fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong and why it matters, in full sentences.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Its position.
    pub span: Span,
    /// Related positions.
    pub related: Vec<Label>,
    /// The edits that fix it, to be applied together; empty unless there is only one possible fix.
    pub fix: Vec<Edit>,
}

/// A change to the text of the file that contains the finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The text to remove; empty for an insertion.
    pub range: TextRange,
    /// The replacement.
    pub text: String,
}

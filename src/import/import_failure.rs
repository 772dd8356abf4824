//! Reasons why a file cannot be imported as it is.

/// Why a file is not imported, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFailure {
    /// The reason, as a sentence.
    pub message: String,
    /// What to do, as a sentence.
    pub help: String,
}

impl ImportFailure {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

//! Files that a person must do something to first.

/// Why a file is not imported, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportFailure {
    /// Why.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl ImportFailure {
    /// With what to do about it.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

//! How a command ends.

use crate::diagnostic::{Failure, reason};

/// The result of a command that did not fail.
pub(super) enum Outcome {
    /// No findings of severity error.
    Clean,
    /// Findings of severity error.
    Findings,
}

/// A failure to write to standard output or standard error.
pub(super) fn cannot_print(error: &std::io::Error) -> Failure {
    Failure::new(format!("The output cannot be printed: {}.", reason(error)), "Check where it is sent.")
}

//! How a command ends.

use crate::failure::{self, Failure};

/// How a command ended that did not fail.
pub(super) enum Outcome {
    /// Nothing of severity error.
    Clean,
    /// Findings of severity error.
    Findings,
}

/// A failure to write to the terminal or the pipe behind it.
pub(super) fn cannot_print(error: &std::io::Error) -> Failure {
    Failure::new(
        format!("What was found cannot be printed: {}.", failure::reason(error)),
        "Check where the output is sent.",
    )
}

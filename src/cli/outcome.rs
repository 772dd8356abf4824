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
///
/// Empty if the reader has closed the pipe, such as `head`: it has all it wanted, so there is nothing to say.
pub(super) fn cannot_print(error: &std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        return Failure::new("", "");
    }
    Failure::new(format!("The output cannot be printed: {}.", reason(error)), "Check where it is sent.")
}

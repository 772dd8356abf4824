//! Findings: what an author must mend, and the report of all of them.

mod finding;
mod mend;
mod report;

pub use finding::{Edit, Finding, Label, Severity};
pub use mend::{Change, Mending, mendings};
pub use report::{Approved, Counts, Report, in_order};

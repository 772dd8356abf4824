//! Findings, their fixes, and the report of a run.

mod finding;
mod fix;
mod report;

pub use finding::{Edit, Finding, Label, Severity};
pub use fix::{Fix, LineChange, fixes};
pub use report::{ReleasePermit, Report, SeverityCounts, in_order};

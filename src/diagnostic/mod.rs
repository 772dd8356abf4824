//! Findings, their fixes, and the report of a run.

mod failure;
mod finding;
mod fix;
mod report;

pub use failure::{Failure, NotAFile, reason};
pub use finding::{Edit, Finding, Label, Severity};
pub use fix::{Fix, LineChange, fixes};
pub use report::{ReleasePermit, Report, SeverityCounts, in_order};

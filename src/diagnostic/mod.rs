//! Findings: what an author must mend, and the report of all of them.

mod finding;
mod fix;
mod report;

pub use finding::{Edit, Finding, Label, Severity};
pub use fix::{Fix, LineChange, fixes};
pub use report::{ReleasePermit, Report, SeverityCounts, in_order};

//! The result of checking a site folder.

use crate::date::Date;
use crate::diagnostic::Report;
use crate::source::Sources;

/// The findings of a site folder, and the files they refer to.
pub(super) struct CheckedSite {
    pub(super) sources: Sources,
    pub(super) report: Report,
    pub(super) today: Date,
}

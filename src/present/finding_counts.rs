//! The numbers of leaflets and findings of a report, in JSON.

use serde::Serialize;

use crate::diagnostic::Report;

/// The numbers of leaflets and findings of a report.
#[derive(Serialize)]
pub struct FindingCounts {
    leaflets: usize,
    archived: usize,
    errors: usize,
    warnings: usize,
    advice: usize,
}

impl FindingCounts {
    pub fn of(report: &Report) -> Self {
        let counts = report.counts();
        Self {
            leaflets: report.leaflets,
            archived: report.archived,
            errors: counts.errors,
            warnings: counts.warnings,
            advice: counts.advice,
        }
    }
}

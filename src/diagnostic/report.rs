//! All findings of a run, and the permit to publish a site.

use std::cmp::Ordering;

use rayon::slice::ParallelSliceMut;

use super::finding::{Finding, Severity};

/// The number of findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCounts {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity advice.
    pub advice: usize,
}

/// The findings of a run, sorted by file and position, without suppressing any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    findings: Vec<Finding>,
    /// The number of leaflets, including archived ones.
    pub leaflets: usize,
    /// How many of them are archived on the date of the run.
    pub archived: usize,
    /// How many of the others have no error that keeps them from being published; `None` if not all rules were run.
    pub ready: Option<usize>,
}

/// Proof that a report has no errors, or that nothing new is published. Required to put a site in place.
#[derive(Debug)]
pub struct ReleasePermit(());

impl Report {
    /// Sorts the findings.
    pub fn new(mut findings: Vec<Finding>, leaflets: usize, archived: usize) -> Self {
        sort(&mut findings);
        Self { findings, leaflets, archived, ready: None }
    }

    /// The findings by file and position.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Adds the findings of a later stage.
    pub fn merged(mut self, further: Vec<Finding>) -> Self {
        if !further.is_empty() {
            self.findings.extend(further);
            sort(&mut self.findings);
        }
        self
    }

    /// Keeps only the findings of one rule.
    pub fn only(mut self, rule: &str) -> Self {
        self.findings.retain(|finding| finding.rule == rule);
        self
    }

    /// The number of findings of each severity.
    pub fn counts(&self) -> SeverityCounts {
        let of = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        SeverityCounts { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
    }

    /// The permit to publish, if there are no errors.
    pub fn permit_release(&self) -> Option<ReleasePermit> {
        (self.counts().errors == 0).then_some(ReleasePermit(()))
    }

    /// The permit to publish content that was published before, and archived notices: no finding of a later day may
    /// keep an expired leaflet live.
    pub fn permit_release_again() -> ReleasePermit {
        ReleasePermit(())
    }
}

/// The order of findings: by file and position, then by severity and rule. Files are in the order of their paths.
pub fn in_order(a: &Finding, b: &Finding) -> Ordering {
    let key = |finding: &Finding| (finding.span.source, finding.span.range.start, finding.severity, finding.rule);
    key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
}

fn sort(findings: &mut Vec<Finding>) {
    findings.par_sort_by(in_order);
    findings.dedup();
}

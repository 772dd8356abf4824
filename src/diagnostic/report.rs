//! All findings of a run, and the key that lets a site be put in place.

use std::cmp::Ordering;

use rayon::slice::ParallelSliceMut;

use super::finding::{Finding, Severity};

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCounts {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity advice.
    pub advice: usize,
}

/// The findings of a run, sorted by file and place; none is hidden by another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    findings: Vec<Finding>,
    /// How many leaflets there are, archived ones included.
    pub leaflets: usize,
    /// How many of them are archived on the day of the run.
    pub archived: usize,
    /// How many of those that are not archived nothing keeps from readers; unknown where not all rules were run.
    pub ready: Option<usize>,
}

/// Proof that a report holds no error, or that there are no new words: the only key to put a site in place.
#[derive(Debug)]
pub struct ReleasePermit(());

impl Report {
    /// Sorts the findings.
    pub fn new(mut findings: Vec<Finding>, leaflets: usize, archived: usize) -> Self {
        sort(&mut findings);
        Self { findings, leaflets, archived, ready: None }
    }

    /// The findings by file and place.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The same report with what a later stage met.
    pub fn merged(mut self, further: Vec<Finding>) -> Self {
        if !further.is_empty() {
            self.findings.extend(further);
            sort(&mut self.findings);
        }
        self
    }

    /// The same report with only the findings of one rule.
    pub fn only(mut self, rule: &str) -> Self {
        self.findings.retain(|finding| finding.rule == rule);
        self
    }

    /// How many findings there are of each severity.
    pub fn counts(&self) -> SeverityCounts {
        let of = |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        SeverityCounts { errors: of(Severity::Error), warnings: of(Severity::Warning), advice: of(Severity::Advice) }
    }

    /// The key to publish, where nothing forbids it.
    pub fn permit_release(&self) -> Option<ReleasePermit> {
        (self.counts().errors == 0).then_some(ReleasePermit(()))
    }

    /// The key to publish once more what was published before, and archived notices: nothing that is found on a later day may
    /// keep an expired leaflet live.
    pub fn permit_release_again() -> ReleasePermit {
        ReleasePermit(())
    }
}

/// By file and place; what stands at the same place by severity and rule. Paths are in order, so their ids are.
pub fn in_order(a: &Finding, b: &Finding) -> Ordering {
    let key = |finding: &Finding| (finding.span.source, finding.span.range.start, finding.severity, finding.rule);
    key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
}

fn sort(findings: &mut Vec<Finding>) {
    findings.par_sort_by(in_order);
    findings.dedup();
}

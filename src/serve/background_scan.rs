//! Checks all leaflets in the background, a few at a time, while no requests come in.

use rayon::prelude::*;

use super::preview_state::{Memory, RuleTally, tally};
use crate::diagnostic::Finding;
use crate::library::ManuscriptId;
use crate::pipeline::preview::PreviewSite;

/// How many leaflets are checked in one step: a request in the meantime waits for some milliseconds.
const AT_ONCE: usize = 48;

/// Progress of the background check.
pub(super) struct BackgroundScan {
    next: ManuscriptId,
    count: usize,
    found: Vec<(Box<str>, Box<[RuleTally]>)>,
    together: Option<Vec<Finding>>,
}

impl BackgroundScan {
    pub fn new(open: &PreviewSite<'_>) -> Self {
        Self { next: 0, count: open.site.library.manuscripts().len(), found: Vec::new(), together: None }
    }

    /// Whether all leaflets were checked.
    pub fn is_done(&self) -> bool {
        self.together.is_some() && self.next >= self.count
    }

    /// The findings that need all texts at once, if they are known already.
    pub fn together(&self) -> Option<&[Finding]> {
        self.together.as_deref()
    }

    /// Checks the next few leaflets. The results are stored when all were checked.
    pub fn step(&mut self, open: &PreviewSite<'_>, memory: &mut Memory) {
        let Some(together) = &self.together else {
            self.together = Some(open.together());
            return;
        };
        let library = open.site.library;
        let end = (self.next + AT_ONCE).min(self.count);
        let found = (self.next..end).into_par_iter().map(|id| {
            let report = open.findings_in(id, together);
            (Box::from(library.path(id)), tally(report.findings()))
        });
        self.found.par_extend(found);
        self.next = end;
        if self.is_done() {
            memory.found = self.found.drain(..).collect();
        }
    }
}

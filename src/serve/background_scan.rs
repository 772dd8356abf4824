//! Looking at all leaflets, a few at a time, while nobody asks for anything.

use rayon::prelude::*;

use super::preview_state::{Memory, RuleTally, tally};
use crate::diagnostic::Finding;
use crate::library::ManuscriptId;
use crate::pipeline::preview::PreviewSite;

/// So many are looked at in one go: a page that is asked for meanwhile waits some milliseconds.
const AT_ONCE: usize = 48;

/// How far the look at all leaflets has come.
pub(super) struct BackgroundScan {
    next: ManuscriptId,
    count: usize,
    found: Vec<(Box<str>, Box<[RuleTally]>)>,
    together: Option<Vec<Finding>>,
}

impl BackgroundScan {
    /// Begins.
    pub fn new(open: &PreviewSite<'_>) -> Self {
        Self { next: 0, count: open.site.library.manuscripts().len(), found: Vec::new(), together: None }
    }

    /// Whether all is looked at.
    pub fn is_done(&self) -> bool {
        self.together.is_some() && self.next >= self.count
    }

    /// What only a look at all texts together finds, once that was done.
    pub fn together(&self) -> Option<&[Finding]> {
        self.together.as_deref()
    }

    /// Looks at the next few. What was found is remembered when all were looked at.
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

//! What a preview remembers between changes.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use crate::diagnostic::Failure;
use crate::diagnostic::{Finding, Severity};

/// The version of the preview: open pages compare it with the one they were made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PreviewState {
    /// The run of the preview.
    pub run: u64,
    /// The number of changes so far.
    pub changes: u64,
    /// Whether all leaflets were checked since the last change.
    pub swept: bool,
}

impl fmt::Display for PreviewState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.run, self.changes, u8::from(self.swept))
    }
}

/// The number of findings of one rule in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleTally {
    pub rule: &'static str,
    pub severity: Severity,
    pub count: usize,
}

/// Counts findings by rule and severity.
pub(super) fn tally(findings: &[Finding]) -> Box<[RuleTally]> {
    let mut tallies: Vec<RuleTally> = Vec::new();
    for finding in findings {
        match tallies.iter_mut().find(|known| known.rule == finding.rule && known.severity == finding.severity) {
            Some(known) => known.count += 1,
            None => tallies.push(RuleTally { rule: finding.rule, severity: finding.severity, count: 1 }),
        }
    }
    tallies.into()
}

/// How many pages are remembered.
const PAGES: usize = 24;

/// What a preview remembers between changes.
#[derive(Default)]
pub(super) struct Memory {
    /// The last good version of each page, most recent last.
    good: VecDeque<(String, String)>,
    /// The tallies of each file, by path, from the last complete check.
    pub found: HashMap<Box<str>, Box<[RuleTally]>>,
    /// Why the latest changes could not be read.
    pub trouble: Option<Failure>,
}

impl Memory {
    /// Stores a good version of a page.
    pub fn remember(&mut self, path: &str, html: &str) {
        self.good.retain(|(known, _)| known != path);
        if self.good.len() == PAGES {
            self.good.pop_front();
        }
        self.good.push_back((path.to_owned(), html.to_owned()));
    }

    /// The last good version of a page.
    pub fn last_good(&self, path: &str) -> Option<&str> {
        self.good.iter().find(|(known, _)| known == path).map(|(_, html)| html.as_str())
    }
}

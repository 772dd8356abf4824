//! What a preview remembers between changes.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use crate::diagnostic::{Finding, Severity};
use crate::failure::Failure;

/// How things stand: pages that are open compare it with what they were made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PreviewState {
    /// Which run of the preview.
    pub run: u64,
    /// How many changes there were.
    pub changes: u64,
    /// Whether all leaflets were looked at since the last one.
    pub swept: bool,
}

impl fmt::Display for PreviewState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.run, self.changes, u8::from(self.swept))
    }
}

/// How often a rule found something in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuleTally {
    /// The rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// How often.
    pub count: usize,
}

/// How often each rule found something.
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

/// So many pages that could be shown are remembered.
const PAGES: usize = 24;

/// What a preview remembers between changes.
#[derive(Default)]
pub(super) struct Memory {
    /// Pages as they were when they could last be shown, the latest last.
    good: VecDeque<(String, String)>,
    /// What was found in each file, by its path, when all were last looked at.
    pub found: HashMap<Box<str>, Box<[RuleTally]>>,
    /// Why the latest changes cannot be looked at.
    pub trouble: Option<Failure>,
}

impl Memory {
    /// Remembers a page that can be shown.
    pub fn remember(&mut self, path: &str, html: &str) {
        self.good.retain(|(known, _)| known != path);
        if self.good.len() == PAGES {
            self.good.pop_front();
        }
        self.good.push_back((path.to_owned(), html.to_owned()));
    }

    /// A page as it was when it could last be shown.
    pub fn last_good(&self, path: &str) -> Option<&str> {
        self.good.iter().find(|(known, _)| known == path).map(|(_, html)| html.as_str())
    }
}

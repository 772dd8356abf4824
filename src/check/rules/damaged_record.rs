//! `damaged-record`: the record of what was published must be readable.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::publication_log::LogFault;
use crate::source::TextRange;

/// The rule.
pub static RULE: Rule = Rule {
    name: "damaged-record",
    severity: Severity::Error,
    group: RuleGroup::Files,
    summary: "the record of what was published must be readable",
    documentation: include_str!("damaged_record.md"),
    locked: true,
    scope: Scope::Site(check),
};

fn check(world: &CheckContext<'_>, findings: &mut Findings<'_>) {
    let (Some(record), Some(fault)) = (world.record.source, world.record.fault) else { return };
    let (range, message, help) = match fault {
        LogFault::Unreadable => (
            TextRange::default(),
            "The record of what was published cannot be read as text, so nobody could tell whether a leaflet is missing.",
            "Take the file back from version control or from a copy of yesterday.",
        ),
        LogFault::Newer => (
            TextRange::default(),
            "The record of what was published was written by a newer version of Pamphlet, which this one cannot read.",
            "Use the newer version here too.",
        ),
        LogFault::Conflict(range) => (
            range,
            "Two versions of the record of what was published stand here side by side, since two people changed it at the same time.",
            "Keep the lines of both, each leaflet once, with a comma at the end of each line but the last; take out the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'.",
        ),
        LogFault::Broken(range) => (
            range,
            "The record of what was published cannot be read on from here, so nobody could tell whether a leaflet is missing.",
            "Take the file back from version control or from a copy of yesterday. Only if there is none, delete it: the next build writes a new one, which knows nothing of leaflets that are gone.",
        ),
    };
    findings.add(range.in_source(record), message, help);
}

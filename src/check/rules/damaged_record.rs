//! `damaged-record`: the record of what was published must be readable.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::publication_log::LogFault;
use crate::source::TextRange;

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
            "The record of what was published cannot be read as text. Until it is fixed, nothing is published, because nobody would notice a leaflet that went missing.",
            "Restore the file from version control or from a recent backup.",
        ),
        LogFault::Newer => (
            TextRange::default(),
            "The record of what was published was written by a newer version of Pamphlet, which this one cannot read. Until it is fixed, nothing is published.",
            "Use the newer version here too.",
        ),
        LogFault::Conflict(range) => (
            range,
            "The record of what was published contains two versions here, because two people changed it at the same time. Until it is fixed, nothing is published.",
            "Keep the lines of both versions, each leaflet once, with a comma at the end of each line except the last. Delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'.",
        ),
        LogFault::Broken(range) => (
            range,
            "There is a mistake here in the record of what was published, so none of it can be read. Until it is fixed, nothing is published, because nobody would notice a leaflet that went missing.",
            "Restore the file from version control or from a recent backup. If there is none, delete the file: the next build writes a new one, but leaflets that are missing by then will not be noticed.",
        ),
    };
    findings.add(range.in_source(record), message, help);
}

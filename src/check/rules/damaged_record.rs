//! `damaged-record`: the record of what was published must be readable.

use crate::check::rule::{CheckContext, Findings, Rule, RuleGroup, Scope};
use crate::diagnostic::{Failure, Severity};
use crate::publication_log::{LogFault, PublicationLog};
use crate::source::{Lines, Sources, TextRange};

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
    let (range, message, help) = in_words(fault, world.record.has_begun);
    findings.add(range.in_source(record), message, help);
}

/// Why a record cannot be used, for commands that only read the record; `None` if it can.
pub fn damage_of_record(sources: &Sources, record: &PublicationLog) -> Option<Failure> {
    let (range, message, help) = in_words(record.fault?, record.has_begun);
    let file = sources.file(record.source?);
    let line = Lines::new(file.text()).position(range.start).line;
    Some(Failure::new(format!("{message} It is in '{}', line {line}.", file.path), help))
}

/// `has_begun` tells the log from the record of an earlier program.
fn in_words(fault: LogFault, has_begun: bool) -> (TextRange, &'static str, &'static str) {
    match fault {
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
        LogFault::Conflict(range) if has_begun => (
            range,
            "The record of what was published contains two versions here, because two people published at the same time. Until it is fixed, nothing is published.",
            "Keep the record of one copy only: restore the folder '.pamphlet/versions' of the copy that your site was published from, and build again. What the other copy published is then recorded anew.",
        ),
        LogFault::Conflict(range) => (
            range,
            "The record of what was published contains two versions here, because two people changed it at the same time. Until it is fixed, nothing is published.",
            "Keep the lines of both versions, each leaflet once, with a comma at the end of each line except the last. Delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'.",
        ),
        LogFault::Broken(range) if has_begun => (
            range,
            "The record of what was published cannot be read from here on. Until it is fixed, nothing is published.",
            "Restore the folder '.pamphlet/versions' from version control or from a recent backup. Never edit it by hand.",
        ),
        LogFault::Broken(range) => (
            range,
            "There is a mistake here in the record of what was published, so none of it can be read. Until it is fixed, nothing is published, because nobody would notice a leaflet that went missing.",
            "Restore the file from version control or from a recent backup. If there is none, delete the file: the next build writes a new one, but leaflets that are missing by then will not be noticed.",
        ),
        LogFault::Changed(range) => (
            range,
            "This line of the record of what was published does not continue the line before it, so a line was changed, removed, inserted or moved. Until it is fixed, nothing is published.",
            "Restore the folder '.pamphlet/versions' from version control or from a recent backup. Never edit it by hand.",
        ),
        LogFault::Forked(range) => (
            range,
            "The record of what was published was continued in two copies of this site, and from here on the lines of both are mixed. Until it is fixed, nothing is published.",
            "Keep the lines of one copy only: restore the folder '.pamphlet/versions' of the copy that your site was published from, and build again. What the other copy published is then recorded anew.",
        ),
        LogFault::Cut => (
            TextRange::default(),
            "Lines at the end of the record of what was published are missing: its last line is not the one that the file 'head' names. Until it is fixed, nothing is published.",
            "Restore the folder '.pamphlet/versions' from version control or from a recent backup.",
        ),
    }
}

//! `pamphlet check --fix`: fixes in the files what can be fixed in only one way.

use std::io;

use super::checked_site::CheckedSite;
use super::outcome::cannot_print;
use crate::diagnostic::{Failure, Finding, Fix, fixes};
use crate::disk;
use crate::present;
use crate::source::{SourceContent, Sources};

/// One fix can reveal another finding, so the site is checked and fixed again, at most this many times.
const MAX_ROUNDS: usize = 5;

/// Prints a description of the changes.
type PrintChanges<'p> = &'p mut dyn FnMut(&[u8]) -> io::Result<()>;

/// Shows what would be fixed, and changes nothing.
pub(super) fn show(checked: CheckedSite, colour: bool, print: PrintChanges<'_>) -> Result<CheckedSite, Failure> {
    if !apply(&checked.sources, checked.report.findings(), true, colour, print)? {
        say_nothing_to_fix(print)?;
    }
    Ok(checked)
}

/// Applies fixes until none are left. `has_fixed` says whether something was fixed before. Returns the final check.
pub(super) fn fix(
    mut checked: CheckedSite,
    check_again: impl Fn() -> Result<CheckedSite, Failure>,
    has_fixed: bool,
    colour: bool,
    print: PrintChanges<'_>,
) -> Result<CheckedSite, Failure> {
    for round in 0..MAX_ROUNDS {
        if !apply(&checked.sources, checked.report.findings(), false, colour, print)? {
            if round == 0 && !has_fixed {
                say_nothing_to_fix(print)?;
            }
            break;
        }
        checked = check_again()?;
    }
    Ok(checked)
}

/// Applies the fixes of findings once, or only shows them. Returns whether there are any.
pub(super) fn apply(
    sources: &Sources,
    findings: &[Finding],
    only_show: bool,
    colour: bool,
    print: PrintChanges<'_>,
) -> Result<bool, Failure> {
    let fixes = fixes(findings, |source| match &sources.file(source).content {
        SourceContent::Text(text) => Some(text),
        _ => None,
    });
    // Every file is tested before any is changed, so that a foreseeable failure does not leave the site half fixed.
    for fix in fixes.iter().filter(|_| !only_show) {
        disk::may_fix(sources.file(fix.source))?;
    }
    for fix in &fixes {
        let file = sources.file(fix.source);
        if !only_show {
            disk::fix(file, &fix.apply(file.text()))?;
        }
        say(if only_show { "Would be fixed" } else { "Fixed" }, sources, fix, colour, print)?;
    }
    Ok(!fixes.is_empty())
}

fn say(heading: &str, sources: &Sources, fix: &Fix, colour: bool, print: PrintChanges<'_>) -> Result<(), Failure> {
    let file = sources.file(fix.source);
    let mut text = Vec::new();
    present::changes(heading, &file.path, &fix.changes(file.text()), colour, &mut text)
        .and_then(|()| print(&text))
        .map_err(|error| cannot_print(&error))
}

fn say_nothing_to_fix(print: PrintChanges<'_>) -> Result<(), Failure> {
    print(b"Nothing can be fixed automatically.\n\n").map_err(|error| cannot_print(&error))
}

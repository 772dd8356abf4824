//! `pamphlet check --fix`: fixes in the files what can be fixed in only one way.

use std::io;

use super::checked_site::CheckedSite;
use super::outcome::cannot_print;
use crate::diagnostic::Failure;
use crate::diagnostic::{Fix, fixes};
use crate::disk;
use crate::present;
use crate::source::SourceContent;

/// One fix can reveal another finding, so the site is checked and fixed again, at most this many times.
const MAX_ROUNDS: usize = 5;

/// Prints a description of the changes.
type PrintChanges<'p> = &'p mut dyn FnMut(&[u8]) -> io::Result<()>;

/// Shows what would be fixed, and changes nothing.
pub(super) fn show(checked: CheckedSite, colour: bool, print: PrintChanges<'_>) -> Result<CheckedSite, Failure> {
    let fixes = of(&checked);
    if fixes.is_empty() {
        say_nothing_to_fix(print)?;
    }
    for fix in &fixes {
        say("Would be fixed", &checked, fix, colour, print)?;
    }
    Ok(checked)
}

/// Applies fixes until none are left. Returns the final check.
pub(super) fn fix(
    mut checked: CheckedSite,
    check_again: impl Fn() -> Result<CheckedSite, Failure>,
    colour: bool,
    print: PrintChanges<'_>,
) -> Result<CheckedSite, Failure> {
    for round in 0..MAX_ROUNDS {
        let fixes = of(&checked);
        if fixes.is_empty() {
            if round == 0 {
                say_nothing_to_fix(print)?;
            }
            break;
        }
        // Every file is tested before any is changed, so that a foreseeable failure does not leave the site half fixed.
        for fix in &fixes {
            disk::may_fix(checked.sources.file(fix.source))?;
        }
        for fix in &fixes {
            let file = checked.sources.file(fix.source);
            disk::fix(file, &fix.apply(file.text()))?;
            say("Fixed", &checked, fix, colour, print)?;
        }
        checked = check_again()?;
    }
    Ok(checked)
}

/// The available fixes, in files that could be read as text.
fn of(checked: &CheckedSite) -> Vec<Fix> {
    fixes(checked.report.findings(), |source| match &checked.sources.file(source).content {
        SourceContent::Text(text) => Some(text),
        _ => None,
    })
}

fn say(heading: &str, checked: &CheckedSite, fix: &Fix, colour: bool, print: PrintChanges<'_>) -> Result<(), Failure> {
    let file = checked.sources.file(fix.source);
    let mut text = Vec::new();
    present::changes(heading, &file.path, &fix.changes(file.text()), colour, &mut text)
        .and_then(|()| print(&text))
        .map_err(|error| cannot_print(&error))
}

fn say_nothing_to_fix(print: PrintChanges<'_>) -> Result<(), Failure> {
    print(b"Nothing can be fixed automatically.\n\n").map_err(|error| cannot_print(&error))
}

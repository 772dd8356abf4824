//! `pamphlet check --fix`: mends in the files what can be mended in one certain way.

use std::io;

use super::check::CheckedSite;
use super::outcome::cannot_print;
use crate::diagnostic::{Fix, fixes};
use crate::disk;
use crate::failure::Failure;
use crate::present;
use crate::source::SourceContent;

/// Mending one thing can bring another to light; more often than this no text is gone over.
const MAX_ROUNDS: usize = 5;

/// Takes what is said of the changes.
type PrintChanges<'p> = &'p mut dyn FnMut(&[u8]) -> io::Result<()>;

/// Shows what would be mended, and changes nothing.
pub(super) fn show(checked: CheckedSite, colour: bool, print: PrintChanges<'_>) -> Result<CheckedSite, Failure> {
    let fixes = of(&checked);
    if fixes.is_empty() {
        say_nothing_to_fix(print)?;
    }
    for fix in &fixes {
        say("Would be mended", &checked, fix, colour, print)?;
    }
    Ok(checked)
}

/// Mends until nothing is left that can be mended. What is found then.
pub(super) fn fix(
    mut checked: CheckedSite,
    look: impl Fn() -> Result<CheckedSite, Failure>,
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
        // All of them are tried before any is made, so that no site is left half mended for a reason that can be known.
        for fix in &fixes {
            disk::may_fix(checked.sources.file(fix.source))?;
        }
        for fix in &fixes {
            let file = checked.sources.file(fix.source);
            disk::fix(file, &fix.apply(file.text()))?;
            say("Mended", &checked, fix, colour, print)?;
        }
        checked = look()?;
    }
    Ok(checked)
}

/// What can be mended, in files that are read as they are.
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
    print(b"There is nothing that can be mended in one certain way.\n\n").map_err(|error| cannot_print(&error))
}

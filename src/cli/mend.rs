//! `pamphlet check --fix`: mends in the files what can be mended in one certain way.

use std::io;

use super::check::Looked;
use super::outcome::cannot_print;
use crate::diagnostic::{Mending, mendings};
use crate::disk;
use crate::failure::Failure;
use crate::present;
use crate::source::Content;

/// Mending one thing can bring another to light; more often than this no text is gone over.
const MOST_ROUNDS: usize = 5;

/// Takes what is said of the changes.
type Print<'p> = &'p mut dyn FnMut(&[u8]) -> io::Result<()>;

/// Shows what would be mended, and changes nothing.
pub(super) fn show(looked: Looked, colour: bool, print: Print<'_>) -> Result<Looked, Failure> {
    let mendings = of(&looked);
    if mendings.is_empty() {
        say_nothing_to_mend(print)?;
    }
    for mending in &mendings {
        say("Would be mended", &looked, mending, colour, print)?;
    }
    Ok(looked)
}

/// Mends until nothing is left that can be mended. What is found then.
pub(super) fn mend(
    mut looked: Looked,
    look: impl Fn() -> Result<Looked, Failure>,
    colour: bool,
    print: Print<'_>,
) -> Result<Looked, Failure> {
    for round in 0..MOST_ROUNDS {
        let mendings = of(&looked);
        if mendings.is_empty() {
            if round == 0 {
                say_nothing_to_mend(print)?;
            }
            break;
        }
        // All of them are tried before any is made, so that no site is left half mended for a reason that can be known.
        for mending in &mendings {
            disk::may_mend(looked.sources.file(mending.source))?;
        }
        for mending in &mendings {
            let file = looked.sources.file(mending.source);
            disk::mend(file, &mending.apply(file.text()))?;
            say("Mended", &looked, mending, colour, print)?;
        }
        looked = look()?;
    }
    Ok(looked)
}

/// What can be mended, in files that are read as they are.
fn of(looked: &Looked) -> Vec<Mending> {
    mendings(looked.report.findings(), |source| match &looked.sources.file(source).content {
        Content::Text(text) => Some(text),
        _ => None,
    })
}

fn say(heading: &str, looked: &Looked, mending: &Mending, colour: bool, print: Print<'_>) -> Result<(), Failure> {
    let file = looked.sources.file(mending.source);
    let mut text = Vec::new();
    present::changes(heading, &file.path, &mending.changes(file.text()), colour, &mut text)
        .and_then(|()| print(&text))
        .map_err(|error| cannot_print(&error))
}

fn say_nothing_to_mend(print: Print<'_>) -> Result<(), Failure> {
    print(b"There is nothing that can be mended in one certain way.\n\n").map_err(|error| cannot_print(&error))
}

//! Shows changes to texts: old lines and new lines.

use std::io::{self, Write};

use crate::diagnostic::LineChange;
use crate::text::unseen::{is_obeyed, visible_in_line};

/// The maximum number of characters shown of a line.
const MAX_LINE_CHARS: usize = 200;
/// The number of characters shown before the first difference in a longer line.
const BEFORE: usize = 60;

/// Writes the changes to a file, each below a line such as `Fixed: content/leaflets/a.md, line 6`.
///
/// # Errors
/// If `out` cannot be written to.
pub fn changes(heading: &str, file: &str, changes: &[LineChange], colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let (red, green, off) = if colour { ("\x1b[31m", "\x1b[32m", "\x1b[0m") } else { ("", "", "") };
    for change in changes {
        writeln!(out, "{heading}: {}, line {}", visible_in_line(file), change.line)?;
        let same = match (change.before.as_slice(), change.after.as_slice()) {
            ([before, ..], [after, ..]) => {
                before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count()
            }
            _ => 0,
        };
        for line in &change.before {
            writeln!(out, "{red}- {}{off}", part(line, same))?;
        }
        for line in &change.after {
            writeln!(out, "{green}+ {}{off}", part(line, same))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A line, or the part of a long line around its first difference.
fn part(line: &str, same: usize) -> String {
    // A control character could move the cursor.
    let letters = line.chars().map(|letter| if is_obeyed(letter) && letter != '\t' { '\u{fffd}' } else { letter });
    let length = line.chars().count();
    if length <= MAX_LINE_CHARS {
        return letters.collect();
    }
    let from = same.saturating_sub(BEFORE).min(length - MAX_LINE_CHARS);
    let part: String = letters.skip(from).take(MAX_LINE_CHARS).collect();
    let before = if from > 0 { "... " } else { "" };
    let after = if from + MAX_LINE_CHARS < length { " ..." } else { "" };
    format!("{before}{part}{after}")
}

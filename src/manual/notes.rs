//! The file of a reference chapter: an introduction, notes on entries, and what follows them.

/// The parts of the file of a reference chapter.
#[derive(Debug)]
pub(super) struct Notes<'m> {
    /// The text above the entries.
    pub before: &'m str,
    /// Notes on entries, each with the name of the entry.
    pub of_entries: Vec<(&'m str, &'m str)>,
    /// The text below the entries.
    pub after: &'m str,
}

impl<'m> Notes<'m> {
    /// Splits the file at its level-2 headings outside code blocks.
    pub fn of(markdown: &'m str) -> Self {
        let starts = headings(markdown);
        let end_of = |index: usize| starts.get(index + 1).copied().unwrap_or(markdown.len());
        let mut notes = Self { before: markdown, of_entries: Vec::new(), after: "" };
        for (index, start) in starts.iter().enumerate() {
            let section = &markdown[*start..end_of(index)];
            if index == 0 {
                notes.before = &markdown[..*start];
            }
            let heading = section.lines().next().unwrap_or_default();
            let name = heading.strip_prefix("## `").and_then(|rest| rest.strip_suffix('`'));
            let Some(name) = name else {
                notes.after = &markdown[*start..];
                break;
            };
            notes.of_entries.push((name, section[heading.len()..].trim()));
        }
        notes
    }

    /// The note on an entry.
    pub fn on(&self, name: &str) -> Option<&'m str> {
        self.of_entries.iter().find(|(of, _)| *of == name).map(|(_, note)| *note)
    }
}

/// The start of each level-2 heading outside code blocks.
fn headings(markdown: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let (mut at, mut in_fence) = (0, false);
    for line in markdown.split_inclusive('\n') {
        in_fence ^= line.starts_with("```");
        if !in_fence && line.starts_with("## ") {
            starts.push(at);
        }
        at += line.len();
    }
    starts
}

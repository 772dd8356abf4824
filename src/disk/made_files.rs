//! The marker file of an output folder, which lists the files made by Pamphlet.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;

use super::open::read_text;

/// The name of the marker file.
pub(super) const MARKER: &str = ".pamphlet-site";
const HEAD: &str =
    "Made by Pamphlet. The next build replaces these files, and stops if there are other files in this folder.";
/// The start of the line with the hash of the record's last line. No path begins like this, because of the space.
const RECORD: &str = "Record: ";

/// The files that a build made in an output folder.
#[derive(Debug, Default, PartialEq)]
pub(super) struct MadeFiles {
    /// Their paths as lines of the marker file, in order.
    lines: Vec<String>,
    /// The hash of the record's last line when the site was put in place.
    record: Option<String>,
}

impl MadeFiles {
    /// Creates the list from unsorted lines, see [`marked`].
    pub(super) fn of(mut lines: Vec<String>) -> Self {
        lines.par_sort_unstable();
        lines.dedup();
        Self { lines, record: None }
    }

    /// The same list with the hash of the record's last line.
    pub(super) fn with_record(self, record: Option<&str>) -> Self {
        Self { record: record.map(str::to_owned), ..self }
    }

    /// The hash of the record's last line when the site was put in place.
    pub(super) fn record_head(&self) -> Option<&str> {
        self.record.as_deref()
    }

    /// Reads the marker file of a folder; `None` if Pamphlet did not make the folder.
    pub(super) fn read(place: &Path) -> Option<Self> {
        let text = read_text(&place.join(MARKER)).ok().filter(|text| text.starts_with("Made by Pamphlet"))?;
        let mut lines = text.lines().skip(1).peekable();
        let record = lines.next_if(|line| line.starts_with(RECORD)).and_then(|line| line.strip_prefix(RECORD));
        let record = record.map(str::to_owned);
        Some(Self { record, ..Self::of(lines.map(str::to_owned).collect()) })
    }

    /// Whether the file at a path was made by a build.
    pub(super) fn contains(&self, path: &str) -> bool {
        self.has_line(&marked(path))
    }

    /// Whether there is a line of the marker file.
    pub(super) fn has_line(&self, line: &str) -> bool {
        self.lines.binary_search_by(|known| known.as_str().cmp(line)).is_ok()
    }

    /// The files, as lines of the marker file.
    pub(super) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// How many files there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The text of the marker file.
    pub(super) fn text(&self) -> String {
        let record = self.record.as_ref().map(|record| format!("{RECORD}{record}\n")).unwrap_or_default();
        format!("{HEAD}\n{record}{}\n", self.lines.join("\n"))
    }
}

/// A path as one line of the marker file, escaped because a name may contain line ends.
pub(super) fn marked(path: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b' ');
    // The fast path: nearly all paths are plain, and there are tens of thousands.
    match path.bytes().all(is_plain) {
        true => path.into(),
        false => path.escape_debug().to_string().into(),
    }
}

/// Whether operating systems put such a file into any folder.
pub(super) fn is_of_the_system(name: &str) -> bool {
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

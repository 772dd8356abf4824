//! Files as they were read, and places in them.
//!
//! Every place that Pamphlet shows to a person is a [`Span`] into one of the [`Sources`]; nothing is read twice.

use std::path::PathBuf;

use crate::picture::{PictureFacts, PictureFault};

/// Which file of [`Sources`] a place stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The file's place among all files, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes of one file's text, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl TextRange {
    /// A range from byte positions.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The text it covers, empty where it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The same place in a file, as a place that can be shown.
    pub fn in_source(self, source: SourceId) -> Span {
        Span { source, range: self }
    }
}

/// Files are at most [`MAX_TEXT_SIZE`] long, so that every position fits.
fn clamp(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The longest text that is read, in bytes. A leaflet is some thousand bytes; what is larger is no leaflet.
pub const MAX_TEXT_SIZE: u64 = 16 * 1024 * 1024;

/// A place in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// Where in its text.
    pub range: TextRange,
}

/// What a file is for, told by the folder it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileRole {
    /// `content/site.yaml`
    Settings,
    /// `content/leaflets/**/*.md`
    Leaflet,
    /// `content/drafts/**/*.md`
    Draft,
    /// `content/pages/**/*.md`
    Page,
    /// `content/blocks/*.md`
    Block,
    /// `content/packs/*.md`: leaflets bundled for one visit.
    Pack,
    /// `content/static/**`, copied as it stands
    Static,
    /// Another file beside leaflets or pages: an image, an attached file.
    Asset,
    /// A file of `themes/<name>/`, which replaces the built-in one of that name.
    Theme,
    /// `content/glossary.yaml`: hard words with plain meanings.
    Glossary,
    /// `.pamphlet/publication_log.json`: what was published before.
    PublicationLog,
    /// A file that lies where nothing is looked for.
    Other,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceContent {
    /// Its text, without a byte-order mark; line ends as they were.
    Text(Box<str>),
    /// Its bytes are not UTF-8. What can be made out of them is looked at all the same, and never published.
    NotUtf8 {
        /// The text, with a sign in the place of what could not be read.
        text: Box<str>,
        /// Where the first wrong byte stands.
        at: usize,
        /// Whether the file looks like one saved as 'Unicode' (UTF-16) by an older editor.
        utf16: bool,
    },
    /// It is longer than [`MAX_TEXT_SIZE`].
    TooLong {
        /// Its length in bytes.
        bytes: u64,
    },
    /// Bytes that are no text, of a file that is used as it is.
    Bytes(Box<[u8]>),
    /// It is a link of the file system to somewhere else, which is not followed.
    Shortcut,
    /// It is a picture, of which only what must be known of it is kept.
    Picture(Box<PictureFacts>),
    /// Its name says that it is a picture, and it cannot be shown as one.
    BrokenPicture(PictureFault),
    /// It is only copied, never read as text.
    Unread,
}

/// One file of a site folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path below the site folder, with `/` between folders, composed (NFC).
    pub path: Box<str>,
    /// Where it lies, to copy it.
    pub on_disk: PathBuf,
    /// What it is for.
    pub role: FileRole,
    /// What was found in it.
    pub content: SourceContent,
}

impl SourceFile {
    /// Its text as far as it could be read.
    pub fn text(&self) -> &str {
        match &self.content {
            SourceContent::Text(text) | SourceContent::NotUtf8 { text, .. } => text,
            // A drawing keeps its text where places in it must be shown.
            SourceContent::Picture(picture) => picture.active.as_ref().map_or("", |drawing| &drawing.text),
            SourceContent::TooLong { .. }
            | SourceContent::Bytes(_)
            | SourceContent::Shortcut
            | SourceContent::BrokenPicture(_)
            | SourceContent::Unread => "",
        }
    }

    /// What is known of it, where it is a picture.
    pub fn picture(&self) -> Option<&PictureFacts> {
        match &self.content {
            SourceContent::Picture(picture) => Some(picture),
            _ => None,
        }
    }

    /// The path without the folder that gives its role: `content/leaflets/a/b.md` is `a/b.md`.
    pub fn path_in_role(&self) -> &str {
        let skip = match self.role {
            FileRole::Settings | FileRole::Glossary | FileRole::PublicationLog | FileRole::Other => 1,
            _ => 2,
        };
        let mut rest: &str = &self.path;
        for _ in 0..skip {
            rest = rest.split_once('/').map_or(rest, |(_, after)| after);
        }
        rest
    }

    /// The file's name without its folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// What became of one file of a site folder while it was being looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceChange {
    /// It is new, or something else stands in it.
    Written(SourceFile),
    /// Nothing is left at this path, nor below it.
    Gone(Box<str>),
}

/// All files of a site folder, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes the files in any order.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// All files with their ids, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (SourceId(clamp(index)), file))
    }

    /// All files of one role, sorted by path.
    pub fn of_role(&self, role: FileRole) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.iter().filter(move |(_, file)| file.role == role)
    }

    /// One file.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at a path below the site folder.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.files.binary_search_by(|file| (*file.path).cmp(path)).ok().map(|index| SourceId(clamp(index)))
    }

    /// Puts a file in the place of the one at its path, and gives that back; none where there is no such file.
    pub fn replace(&mut self, file: SourceFile) -> Option<(SourceId, SourceFile)> {
        let id = self.find(&file.path)?;
        Some((id, std::mem::replace(&mut self.files[id.index()], file)))
    }

    /// The files after some of them changed. Beside them, for each, which file it was before, where it is the same.
    pub fn changed(self, changes: Vec<SourceChange>) -> (Self, Vec<Option<SourceId>>) {
        let old = self.files.into_iter().enumerate().map(|(index, file)| (Some(SourceId(clamp(index))), file));
        let mut files: Vec<(Option<SourceId>, SourceFile)> = old.collect();
        let is_below = |path: &str, folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        for change in changes {
            match change {
                SourceChange::Gone(path) => {
                    files.retain(|(_, file)| file.path != path && !is_below(&file.path, &path));
                }
                SourceChange::Written(file) => match files.binary_search_by(|(_, known)| known.path.cmp(&file.path)) {
                    Ok(at) => files[at] = (None, file),
                    Err(at) => files.insert(at, (None, file)),
                },
            }
        }
        let (origins, files) = files.into_iter().unzip();
        (Self { files }, origins)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Where a byte stands for a person: line and column, both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// The line starts of one text, so that many places in it are found without reading it again.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// Where a line begins, from 1; the end of the text where it has fewer.
    pub fn start_of(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len())
    }

    /// Line and column of a byte.
    pub fn position(&self, byte: u32) -> Position {
        let byte = (byte as usize).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        let before = self.text.get(start..byte).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The text of a line, from 1, without its end.
    pub fn line(&self, line: usize) -> &'a str {
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else { return "" };
        let rest = self.text.get(*start..).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().trim_end_matches('\r')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_as_windows_ends_them() {
        let lines = Lines::new("né\r\nzwei\n");
        assert_eq!(lines.position(3), Position { line: 1, column: 3 });
        assert_eq!(lines.position(5), Position { line: 2, column: 1 });
        assert_eq!(lines.line(1), "né");
        assert_eq!(lines.line(2), "zwei");
        assert_eq!(lines.line(9), "");
    }
}

//! Files of a site folder, and positions in them.
//!
//! Every position shown to a person is a [`Span`] in one of the [`Sources`]; no file is read twice.

use std::path::PathBuf;

use crate::picture::{PictureFacts, PictureFault};

/// Identifies a file of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The index of the file among all files, from 0.
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

    /// The text in this range; empty if the range is invalid.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// This range in a file.
    pub fn in_source(self, source: SourceId) -> Span {
        Span { source, range: self }
    }
}

/// Files are at most [`MAX_TEXT_SIZE`] bytes long, so every position fits.
fn clamp(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The maximum size of a text, in bytes. A leaflet has a few thousand bytes.
pub const MAX_TEXT_SIZE: u64 = 16 * 1024 * 1024;

/// A range in one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The range in its text.
    pub range: TextRange,
}

/// What a file is for, by its folder.
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
    /// `content/static/**`, copied unchanged.
    Static,
    /// Another file next to leaflets or pages: an image, an attached file.
    Asset,
    /// A file of `themes/<name>/`, which replaces the built-in one of that name.
    Theme,
    /// `content/glossary.yaml`: words and their plain meanings.
    Glossary,
    /// `.pamphlet/published.json`: the record of published leaflets.
    PublicationLog,
    /// A file in any other place.
    Other,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceContent {
    /// Its text, without a byte-order mark, with original line ends.
    Text(Box<str>),
    /// Its bytes are not UTF-8. The readable part is checked but never published.
    NotUtf8 {
        /// The text, with replacement characters for invalid bytes.
        text: Box<str>,
        /// The position of the first invalid byte.
        at: usize,
        /// Whether the file looks like one saved as 'Unicode' (UTF-16) by an older editor.
        utf16: bool,
    },
    /// It is longer than [`MAX_TEXT_SIZE`].
    TooLong {
        /// Its length in bytes.
        bytes: u64,
    },
    /// Bytes of a file that is not text.
    Bytes(Box<[u8]>),
    /// It is a symbolic link, which is not followed.
    Shortcut,
    /// It is a picture; only facts about it are kept.
    Picture(Box<PictureFacts>),
    /// It has the name of a picture, but cannot be shown as one.
    BrokenPicture(PictureFault),
    /// It is only copied, never read as text.
    Unread,
}

/// One file of a site folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path in the site folder, with `/` between folders, composed (NFC).
    pub path: Box<str>,
    /// Its path on the disk.
    pub on_disk: PathBuf,
    /// What it is for.
    pub role: FileRole,
    pub content: SourceContent,
}

impl SourceFile {
    /// Its text as far as it could be read.
    pub fn text(&self) -> &str {
        match &self.content {
            SourceContent::Text(text) | SourceContent::NotUtf8 { text, .. } => text,
            // An SVG keeps its text if findings need positions in it.
            SourceContent::Picture(picture) => picture.active.as_ref().map_or("", |drawing| &drawing.text),
            SourceContent::TooLong { .. }
            | SourceContent::Bytes(_)
            | SourceContent::Shortcut
            | SourceContent::BrokenPicture(_)
            | SourceContent::Unread => "",
        }
    }

    /// Facts about it, if it is a picture.
    pub fn picture(&self) -> Option<&PictureFacts> {
        match &self.content {
            SourceContent::Picture(picture) => Some(picture),
            _ => None,
        }
    }

    /// The path without the folder that determines its role: `a/b.md` for `content/leaflets/a/b.md`.
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

/// A change to one file of a site folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceChange {
    /// It is new, or its content changed.
    Written(SourceFile),
    /// The file or folder at this path was removed.
    Gone(Box<str>),
}

/// All files of a site folder, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Sorts the files.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// All files with their ids, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (SourceId(clamp(index)), file))
    }

    /// All files with one role, sorted by path.
    pub fn of_role(&self, role: FileRole) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.iter().filter(move |(_, file)| file.role == role)
    }

    /// One file.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at a path in the site folder.
    pub fn find(&self, path: &str) -> Option<SourceId> {
        self.files.binary_search_by(|file| (*file.path).cmp(path)).ok().map(|index| SourceId(clamp(index)))
    }

    /// Replaces the file with the same path, and returns the old one; `None` if there is none.
    pub fn replace(&mut self, file: SourceFile) -> Option<(SourceId, SourceFile)> {
        let id = self.find(&file.path)?;
        Some((id, std::mem::replace(&mut self.files[id.index()], file)))
    }

    /// Applies changes. Also returns, for each file, its previous id if it is unchanged.
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

/// The position of a byte as line and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// The line starts of a text, to convert many positions.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds all line starts.
    pub fn new(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The start of a line, counted from 1; the end of the text if it has fewer lines.
    pub fn start_of(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.text.len())
    }

    /// The line and column of a byte.
    pub fn position(&self, byte: u32) -> Position {
        let byte = (byte as usize).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        let before = self.text.get(start..byte).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The text of a line, counted from 1, without its line end.
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
    fn columns_count_characters_and_line_ends_may_be_those_of_windows() {
        let lines = Lines::new("né\r\nzwei\n");
        assert_eq!(lines.position(3), Position { line: 1, column: 3 });
        assert_eq!(lines.position(5), Position { line: 2, column: 1 });
        assert_eq!(lines.line(1), "né");
        assert_eq!(lines.line(2), "zwei");
        assert_eq!(lines.line(9), "");
    }
}

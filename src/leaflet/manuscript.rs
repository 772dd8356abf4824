//! Parses the text of a file into a manuscript.

use super::front_matter::FrontMatter;
use super::problem::ManuscriptProblem;
use crate::language::Language;
use crate::markdown::{self, Document};
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, TextRange};
use crate::yaml::{self, YamlFault, YamlFaultKind, YamlNode, YamlValue};

/// A file written by an author: its fields, its text as a tree, and its problems.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The file.
    pub source: SourceId,
    /// Whether it is a leaflet, a draft of one, a page, a pack or a block.
    pub role: FileRole,
    /// The last part of its address: the file name in lower case with hyphens.
    pub slug: Box<str>,
    /// The language and original, if it is a translation.
    pub translation: Option<Translation>,
    /// The fields at its top.
    pub front_matter: FrontMatter,
    /// Their position, including the two lines `---`.
    pub front_matter_range: TextRange,
    /// Its text.
    pub document: Document,
    pub problems: Vec<ManuscriptProblem>,
}

impl Manuscript {
    /// Whether another version of the same file has exactly the same fields; `own` and `others` are the two texts.
    pub fn has_fields_of(&self, own: &str, other: &Self, others: &str) -> bool {
        let range = self.front_matter_range;
        range == other.front_matter_range && range.of(own) == range.of(others)
    }

    /// Updates the parts that depend on which other files exist.
    pub fn among(self, id: SourceId, file: &SourceFile, find: impl Fn(&str) -> Option<SourceId>) -> Self {
        let (slug, translation) = name(file, find);
        Self { source: id, slug, translation, ..self }
    }
}

/// Marks a manuscript as a translation of another one in the same folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    pub language: Language,
    /// The file of its original.
    pub of: SourceId,
}

/// Parses a file. `find` looks up other files: `name.cy.md` is a translation if `name.md` exists in the same folder.
pub fn parse(id: SourceId, file: &SourceFile, find: impl Fn(&str) -> Option<SourceId>) -> Manuscript {
    let text = file.text();
    let mut problems = Vec::new();
    match &file.content {
        SourceContent::NotUtf8 { at, utf16, .. } => {
            problems.push(ManuscriptProblem::NotUtf8 { range: TextRange::new(*at, *at), utf16: *utf16 });
        }
        SourceContent::TooLong { bytes } => problems.push(ManuscriptProblem::TooLong { bytes: *bytes }),
        SourceContent::Shortcut => problems.push(ManuscriptProblem::Shortcut),
        SourceContent::Text(_)
        | SourceContent::Bytes(_)
        | SourceContent::Picture(_)
        | SourceContent::BrokenPicture(_)
        | SourceContent::Unread => {}
    }
    let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    // Hardly any text has one, so this first tests all bytes without an early exit, which is fast.
    if text.bytes().fold(false, |found, byte| found | is_control(byte))
        && let Some(at) = text.bytes().position(is_control)
    {
        problems.push(ManuscriptProblem::Control { range: TextRange::new(at, at + 1) });
    }
    let readable = matches!(file.content, SourceContent::Text(_) | SourceContent::NotUtf8 { .. });
    let split = split(text);
    let (front_matter, front_matter_range) = match split {
        FileParts::Fields { inner, whole, .. } => (fields(text, inner, file.role, &mut problems), whole),
        FileParts::None => {
            // A block needs no fields, and an unreadable file has another problem.
            if readable && file.role != FileRole::Block {
                problems.push(ManuscriptProblem::NoFrontMatter);
            }
            (FrontMatter::default(), TextRange::default())
        }
        FileParts::Unclosed { opening, inner } => {
            problems.push(ManuscriptProblem::UnclosedFrontMatter { opening });
            (fields(text, inner, file.role, &mut problems), inner)
        }
    };
    let body = match split {
        FileParts::Fields { whole, .. } => after_line(text, whole.end as usize),
        FileParts::Unclosed { inner, .. } => inner.end as usize,
        FileParts::None => 0,
    };
    let document = markdown::parse(text, body);
    problems.extend(document.problems().iter().copied().map(ManuscriptProblem::Markdown));
    let (slug, translation) = name(file, find);
    Manuscript { source: id, role: file.role, slug, translation, front_matter, front_matter_range, document, problems }
}

#[derive(Clone, Copy)]
pub(super) enum FileParts {
    /// The fields are between two lines `---`: `inner` is from the first to before the second, `whole` includes both.
    Fields { inner: TextRange, whole: TextRange },
    /// The text has no such lines.
    None,
    /// The second line is missing: the first one, and the likely position of the fields.
    Unclosed { opening: TextRange, inner: TextRange },
}

pub(super) fn split(text: &str) -> FileParts {
    // Blank lines before the first line are harmless.
    let lead = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let mut lines = text[lead..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return FileParts::None };
    let mut at = lead + first.len();
    for line in lines {
        if line.trim_end() == "---" {
            return FileParts::Fields {
                inner: TextRange::new(lead, at),
                whole: TextRange::new(lead, at + line.trim_end().len()),
            };
        }
        at += line.len();
    }
    FileParts::Unclosed {
        opening: TextRange::new(lead, lead + 3),
        inner: TextRange::new(lead, lead + unclosed_end(&text[lead..])),
    }
}

/// The likely end of fields without a closing line: before the first blank line or heading.
fn unclosed_end(text: &str) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && (line.trim().is_empty() || line.starts_with('#')) {
            break;
        }
        at += line.len();
    }
    at
}

fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn fields(text: &str, inner: TextRange, role: FileRole, problems: &mut Vec<ManuscriptProblem>) -> FrontMatter {
    let mut front_matter = FrontMatter::default();
    match yaml::parse(inner.of(text), inner.start as usize) {
        Ok(YamlNode { value: YamlValue::Nothing, .. }) => {}
        Ok(node) if !matches!(node.value, YamlValue::Map(_)) => {
            problems.push(ManuscriptProblem::NoFields { range: node.range })
        }
        Ok(node) => {
            for (key, value) in node.entries() {
                front_matter.take(role, (key, value), text, problems);
            }
        }
        Err(fault) => salvage(text, inner, role, fault, &mut front_matter, problems),
    }
    front_matter
}

/// Parses fields one by one if they cannot be parsed together, so that a mistake in one does not hide the others.
fn salvage(
    text: &str,
    inner: TextRange,
    role: FileRole,
    whole: YamlFault,
    front_matter: &mut FrontMatter,
    problems: &mut Vec<ManuscriptProblem>,
) {
    let before = problems.len();
    let hopeless = matches!(whole.kind, YamlFaultKind::TooDeep | YamlFaultKind::TooMuch);
    let mut faulty = false;
    for (name, range) in field_lines(text, inner) {
        let chunk = TextRange::new(range.start as usize, range.end as usize);
        let key = TextRange::new(range.start as usize, range.start as usize + name.len());
        match yaml::parse(chunk.of(text), chunk.start as usize) {
            Ok(node) => {
                for (key, value) in node.entries() {
                    front_matter.take(role, (key, value), text, problems);
                }
            }
            Err(fault) => {
                faulty = true;
                front_matter.take_unreadable(role, name, key);
                if !hopeless {
                    problems.push(ManuscriptProblem::Yaml {
                        kind: kind_in_field(chunk.of(text), fault.kind),
                        range: fault.range,
                    });
                }
            }
        }
    }
    if !faulty || hopeless {
        problems.insert(before, ManuscriptProblem::Yaml { kind: whole.kind, range: whole.range });
    }
}

/// The lines of each field: from an unindented name to before the next one.
pub(super) fn field_lines(text: &str, inner: TextRange) -> Vec<(&str, TextRange)> {
    let mut found: Vec<(&str, TextRange)> = Vec::new();
    let mut at = inner.start as usize;
    for line in inner.of(text).split_inclusive('\n') {
        let name = line.split_once(':').map(|(name, _)| name);
        let is_name = |name: &&str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        let end = at + line.len();
        match (name.filter(is_name), found.last_mut()) {
            (Some(name), _) => found.push((name, TextRange::new(at, end))),
            (None, Some((_, range))) => *range = TextRange::new(range.start as usize, end),
            (None, None) => {}
        }
        at = end;
    }
    found
}

/// A value that starts with a special character of YAML was probably meant as text.
fn kind_in_field(field: &str, kind: YamlFaultKind) -> YamlFaultKind {
    let value = field.split_once(':').map_or("", |(_, value)| value.lines().next().unwrap_or_default().trim());
    let closed = |close: char| value.find(close).is_some_and(|at| at + 1 < value.len());
    let is_text = match value.chars().next() {
        Some('[') => closed(']'),
        Some('{') => closed('}'),
        Some('-' | '?' | '|' | '>' | '&' | '*' | '!' | '%' | '@' | '`') => true,
        _ => false,
    };
    if is_text { YamlFaultKind::Sign } else { kind }
}

/// The slug of a file, and its translation if it is one.
fn name(file: &SourceFile, find: impl Fn(&str) -> Option<SourceId>) -> (Box<str>, Option<Translation>) {
    let stem = file.name().strip_suffix(".md").unwrap_or(file.name());
    if let Some((original, tag)) = stem.rsplit_once('.')
        && let Some(language) = Language::parse(tag)
        && let Some(of) = find(&format!("{}{original}.md", file.path.strip_suffix(file.name()).unwrap_or_default()))
    {
        return (slug(original), Some(Translation { language, of }));
    }
    (slug(stem), None)
}

/// A part of an address made from a name: lower case, hyphens for spaces.
pub fn slug(name: &str) -> Box<str> {
    let slug = name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    // A file called ' .md' has an empty name, and '..' would be the parent folder.
    if slug.trim_matches('.').is_empty() { "unnamed".into() } else { slug.into() }
}

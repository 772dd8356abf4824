//! From the text of a file to a manuscript.

use super::front_matter::FrontMatter;
use super::problem::ManuscriptProblem;
use crate::language::Language;
use crate::markdown::{self, Document};
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, TextRange};
use crate::yaml::{self, YamlFault, YamlFaultKind, YamlNode, YamlValue};

/// What an author handed in: the metadata that is there, the text as a tree, and what must be mended.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// The file.
    pub source: SourceId,
    /// Whether it is a leaflet, a draft of one, a page, a pack or a block.
    pub role: FileRole,
    /// The last part of its address: the file's name in lower case with hyphens.
    pub slug: Box<str>,
    /// The language, where the file is a translation of the one beside it.
    pub translation: Option<Translation>,
    /// The fields at its head.
    pub front_matter: FrontMatter,
    /// Where they stand, with the lines `---` around them.
    pub front_matter_range: TextRange,
    /// Its text.
    pub document: Document,
    /// What must be mended.
    pub problems: Vec<ManuscriptProblem>,
}

impl Manuscript {
    /// Whether the fields of another text are written as those of this one; both of the same file.
    pub fn has_fields_of(&self, own: &str, other: &Self, others: &str) -> bool {
        let range = self.front_matter_range;
        range == other.front_matter_range && range.of(own) == range.of(others)
    }

    /// The same manuscript where there are other files around its own than before.
    pub fn among(self, id: SourceId, file: &SourceFile, find: impl Fn(&str) -> Option<SourceId>) -> Self {
        let (slug, translation) = name(file, find);
        Self { source: id, slug, translation, ..self }
    }
}

/// That a manuscript says in another language what the one beside it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The language.
    pub language: Language,
    /// The file it translates.
    pub of: SourceId,
}

/// Reads a file. `find` tells which other files there are: `name.cy.md` is a translation where `name.md` stands beside it.
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
    // Hardly any text has one: a look at all of it goes many bytes at a time.
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
            // A block needs no fields, and a file that could not be read lacks them for another reason.
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
    /// The fields stand between two lines `---`: from the first of them to before the second, and with both.
    Fields { inner: TextRange, whole: TextRange },
    /// The text has no such lines.
    None,
    /// The second line is missing: the first one, and where the fields most likely stand.
    Unclosed { opening: TextRange, inner: TextRange },
}

pub(super) fn split(text: &str) -> FileParts {
    // Blank lines before the first line are an author's slip without harm.
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

/// Where fields without a closing line most likely end: before the first blank line or heading.
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

/// Reads fields one by one where they cannot be read together: a slip in one must not hide the others.
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

/// The lines of each field: from a name at the very left to before the next one.
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

/// A value that begins with a sign of YAML's own was most likely meant as text.
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

/// The slug of a file, and the language where it is a translation.
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

/// The part of an address that a name gives: lower case, hyphens for spaces.
pub fn slug(name: &str) -> Box<str> {
    let slug = name.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    // A file called ' .md' has no name of its own, and '..' would be another folder.
    if slug.trim_matches('.').is_empty() { "unnamed".into() } else { slug.into() }
}

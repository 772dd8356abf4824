//! Parses the text of a file into a manuscript.

use super::fields;
use super::front_matter::FrontMatter;
use super::problem::ManuscriptProblem;
use crate::language::Language;
use crate::markdown::{self, Document};
use crate::source::{FileRole, SourceContent, SourceFile, SourceId, TextRange};
use crate::yaml::{self, KnownNames, YamlFault, YamlFaultKind, YamlNode, YamlValue};

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
        FileParts::Fields { inner, whole, .. } => (front_matter(text, inner, file.role, &mut problems), whole),
        FileParts::None => {
            // A block needs no fields, and an unreadable file has another problem.
            if readable && file.role != FileRole::Block {
                problems.push(ManuscriptProblem::NoFrontMatter);
            }
            (FrontMatter::default(), TextRange::default())
        }
        FileParts::Unclosed { opening, inner } => {
            problems.push(ManuscriptProblem::UnclosedFrontMatter { opening, end: inner.end });
            (front_matter(text, inner, file.role, &mut problems), inner)
        }
        FileParts::Unopened { inner, body } => {
            let is_closed = body > inner.end as usize;
            problems.push(ManuscriptProblem::UnopenedFrontMatter { inner, is_closed });
            (front_matter(text, inner, file.role, &mut problems), inner)
        }
    };
    let body = match split {
        FileParts::Fields { whole, .. } => after_line(text, whole.end as usize),
        FileParts::Unclosed { inner, .. } => inner.end as usize,
        FileParts::Unopened { body, .. } => body,
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
    /// The text starts with fields, but the first line is missing, or both are: the likely position of the fields, and
    /// where the text after them starts.
    Unopened { inner: TextRange, body: usize },
}

pub(super) fn split(text: &str) -> FileParts {
    // Blank lines before the first line are harmless.
    let lead = text.len() - text.trim_start_matches(['\n', '\r']).len();
    let rest = &text[lead..];
    let first = rest.split_inclusive('\n').next().unwrap_or_default();
    let is_open = first.trim_end() == "---";
    if !is_open && !first.split_once(':').is_some_and(|(name, _)| is_field_name(name)) {
        return FileParts::None;
    }
    let from = lead + if is_open { first.len() } else { 0 };
    let likely = TextRange::new(lead, from + unclosed_end(&text[from..]));
    let closing = closing_line(text, from);
    match (is_open, closing) {
        (true, Some((start, end))) => {
            FileParts::Fields { inner: TextRange::new(lead, start), whole: TextRange::new(lead, end) }
        }
        (true, None) => FileParts::Unclosed { opening: TextRange::new(lead, lead + 3), inner: likely },
        // A line '---' far below is a line across the page.
        (false, Some((start, end))) if text[likely.end as usize..start].trim().is_empty() => {
            FileParts::Unopened { inner: TextRange::new(lead, start), body: after_line(text, end) }
        }
        (false, _) => FileParts::Unopened { inner: likely, body: likely.end as usize },
    }
}

/// The position of the line `---` that ends the fields. One after a heading is part of the text.
fn closing_line(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((at, at + line.trim_end().len()));
        }
        if line.starts_with("##") && line.trim_start_matches('#').starts_with(' ') {
            return None;
        }
        at += line.len();
    }
    None
}

/// The likely end of fields without a closing line: before the first line that cannot be part of them.
fn unclosed_end(text: &str) -> usize {
    let (mut at, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        let is_after_blank = at > end;
        let is_field = start_of_field(line).is_some_and(|name| !is_after_blank || is_field_name(name));
        let is_more = !is_after_blank && at > 0 && (line.starts_with([' ', '\t']) || line.starts_with("- "));
        at += line.len();
        match line.trim().is_empty() {
            true => {}
            false if is_field || is_more => end = at,
            false => break,
        }
    }
    end
}

fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

fn front_matter(text: &str, inner: TextRange, role: FileRole, problems: &mut Vec<ManuscriptProblem>) -> FrontMatter {
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
    let known = KnownNames {
        is_name: &|name| fields::find_in(role, name).is_some(),
        is_list: &|name| fields::find_in(role, name).is_some_and(|row| row.kind().is_list()),
    };
    let mut faulty = false;
    for (name, chunk) in field_lines(text, inner) {
        let start = chunk.start as usize;
        let fault = match yaml::parse(chunk.of(text), start) {
            Ok(node) if matches!(node.value, YamlValue::Map(_)) => {
                for (key, value) in node.entries() {
                    front_matter.take(role, (key, value), text, problems);
                }
                continue;
            }
            Ok(_) => None,
            Err(fault) => Some(fault),
        };
        let slips = if hopeless { Vec::new() } else { yaml::slips(text, chunk, known) };
        if slips.is_empty() && fault.is_none() {
            continue;
        }
        faulty = true;
        let key = TextRange::new(start, start + name.len());
        for name in std::iter::once(name).chain(chunk.of(text).lines().filter_map(|line| start_of_field(line.trim()))) {
            front_matter.take_unreadable(role, name, key);
        }
        match fault {
            Some(fault) if slips.is_empty() && !hopeless => {
                let kind = kind_in_field(chunk.of(text), fault.kind);
                problems.push(ManuscriptProblem::Yaml { kind, range: fault.range });
            }
            _ => problems.extend(slips.into_iter().map(ManuscriptProblem::Slip)),
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
        let end = at + line.len();
        match (start_of_field(line), found.last_mut()) {
            (Some(name), _) => found.push((name, TextRange::new(at, end))),
            (None, Some((_, range))) => *range = TextRange::new(range.start as usize, end),
            (None, None) => {}
        }
        at = end;
    }
    found
}

/// The name at the start of a line, if a field starts there: before a colon, or a known one without its colon.
fn start_of_field(line: &str) -> Option<&str> {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let before_colon = line.split_once(':').map(|(name, _)| name).filter(|name| is_name(name));
    before_colon.or_else(|| line.split([' ', '=']).next().filter(|name| name.len() < line.len() && is_field_name(name)))
}

/// Whether leaflets or packs have a field of this name.
fn is_field_name(name: &str) -> bool {
    [FileRole::Leaflet, FileRole::Pack].into_iter().any(|role| fields::find_in(role, name).is_some())
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

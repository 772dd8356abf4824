//! Parses YAML into a tree of strings with positions, for front matter, `site.yaml` and word lists.
//!
//! Values are not converted into numbers, dates or booleans: a reference such as `007` stays as the author typed it.
//! Limits on depth, nodes and repetition protect against hostile files.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_yaml::granit_parser::{self, ErrorKind, Event, Parser, ScalarStyle};

use crate::source::TextRange;

/// A value with its position.
#[derive(Clone, Debug, PartialEq)]
pub struct YamlNode<'a> {
    pub value: YamlValue<'a>,
    /// Its position.
    pub range: TextRange,
}

/// The value of a [`YamlNode`].
#[derive(Clone, Debug, PartialEq)]
pub enum YamlValue<'a> {
    /// No value, or an unquoted null (`null`, `~`).
    Nothing,
    /// A string, without quotes.
    Text(Cow<'a, str>),
    List(Vec<YamlNode<'a>>),
    /// Names with values, in the author's order; names may be repeated.
    Map(Vec<(YamlNode<'a>, YamlNode<'a>)>),
}

impl<'a> YamlNode<'a> {
    /// The string, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            YamlValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is empty: no value, blank text, or a list of empty values.
    pub fn is_blank(&self) -> bool {
        match &self.value {
            YamlValue::Nothing => true,
            YamlValue::Text(text) => text.trim().is_empty(),
            YamlValue::List(items) => items.iter().all(YamlNode::is_blank),
            YamlValue::Map(entries) => entries.is_empty(),
        }
    }

    /// The entries, if it is a map.
    pub fn entries(&self) -> &[(YamlNode<'a>, YamlNode<'a>)] {
        match &self.value {
            YamlValue::Map(entries) => entries,
            _ => &[],
        }
    }
}

/// Why a text is not valid YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YamlFault {
    pub kind: YamlFaultKind,
    /// Its position.
    pub range: TextRange,
}

/// The kind of a YAML fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlFaultKind {
    /// A tab where only spaces are allowed.
    Tab,
    /// An unclosed quotation mark.
    Quote,
    /// Text after a closing quotation mark.
    AfterQuote,
    /// An unmatched bracket.
    Bracket,
    /// An inconsistently indented line.
    Indentation,
    /// A name without a colon, or a misplaced colon.
    Colon,
    /// Too deeply nested lists.
    TooDeep,
    /// More values or repetitions than any legitimate file has.
    TooMuch,
    /// `*name` without `&name` before it, or an anchor or tag that YAML does not allow there.
    Marker,
    /// A special character of YAML at the start of a value: `@`, `` ` ``, `%`, `&`, `*`, `!`.
    Sign,
    SecondDocument,
    /// Something else.
    Other,
}

/// The maximum nesting depth.
const MAX_DEPTH: usize = 16;
/// The maximum number of values.
const MAX_NODES: usize = 20_000;

/// Parses one document. `offset` is the position of `text` in its file; ranges are relative to the file.
///
/// # Errors
/// The first fault.
pub fn parse(text: &str, offset: usize) -> Result<YamlNode<'_>, YamlFault> {
    let options = granit_parser::options! { emit_comments: false, disallow_directives: true };
    let mut reader = YamlReader { text, offset, nodes: 0, anchors: HashMap::new() };
    let mut events = Parser::new_from_str_with_options(text, options);
    let mut root = None;
    while let Some((event, range)) = reader.next(&mut events)? {
        match event {
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            Event::StreamEnd => break,
            _ if root.is_some() => return Err(YamlFault { kind: YamlFaultKind::SecondDocument, range }),
            event => root = Some(reader.node(event, range, &mut events, 0)?),
        }
    }
    let nothing = YamlNode { value: YamlValue::Nothing, range: TextRange::new(offset, offset) };
    Ok(root.unwrap_or(nothing))
}

struct YamlReader<'a> {
    text: &'a str,
    offset: usize,
    nodes: usize,
    anchors: HashMap<usize, YamlNode<'a>>,
}

type YamlEvents<'a> = Parser<'a, granit_parser::StrInput<'a>>;

impl<'a> YamlReader<'a> {
    fn next(&mut self, events: &mut YamlEvents<'a>) -> Result<Option<(Event<'a>, TextRange)>, YamlFault> {
        match events.next() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or_default();
                Ok(Some((event, TextRange::new(range.start + self.offset, range.end + self.offset))))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
                let kind = kind_of(error.kind());
                Err(YamlFault { kind, range: TextRange::new(at + self.offset, at + self.offset) })
            }
        }
    }

    fn node(
        &mut self,
        event: Event<'a>,
        range: TextRange,
        events: &mut YamlEvents<'a>,
        depth: usize,
    ) -> Result<YamlNode<'a>, YamlFault> {
        let fault = |kind| YamlFault { kind, range };
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(fault(YamlFaultKind::TooMuch));
        }
        if depth > MAX_DEPTH {
            return Err(fault(YamlFaultKind::TooDeep));
        }
        let (value, anchor, end) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let blank = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                (if blank { YamlValue::Nothing } else { YamlValue::Text(text) }, anchor, range.end)
            }
            Event::SequenceStart(_, anchor, _) => {
                let mut items = Vec::new();
                let end = loop {
                    match self.next(events)? {
                        None | Some((Event::StreamEnd, _)) => break range.end,
                        Some((Event::SequenceEnd, end)) => break end.end,
                        Some((event, range)) => items.push(self.node(event, range, events, depth + 1)?),
                    }
                };
                (YamlValue::List(items), anchor, end)
            }
            Event::MappingStart(_, anchor, _) => {
                let mut entries = Vec::new();
                let end = loop {
                    let key = match self.next(events)? {
                        None | Some((Event::StreamEnd, _)) => break range.end,
                        Some((Event::MappingEnd, end)) => break end.end,
                        Some((event, range)) => self.node(event, range, events, depth + 1)?,
                    };
                    let Some((event, range)) = self.next(events)? else { break key.range.end };
                    entries.push((key, self.node(event, range, events, depth + 1)?));
                };
                (YamlValue::Map(entries), anchor, end)
            }
            Event::Alias(id) => {
                let Some(known) = self.anchors.get(&id).cloned() else { return Err(fault(YamlFaultKind::Marker)) };
                // A repetition counts as much as the value it repeats, so that a few lines cannot grow without end.
                self.nodes += count(&known);
                if self.nodes > MAX_NODES {
                    return Err(fault(YamlFaultKind::TooMuch));
                }
                return Ok(YamlNode { value: known.value, range });
            }
            _ => return Err(fault(YamlFaultKind::Other)),
        };
        let node = YamlNode { value, range: TextRange { start: range.start, end: end.max(range.start) } };
        if anchor > 0 {
            self.nodes += count(&node);
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }
}

/// The number of values in a node, including itself.
fn count(node: &YamlNode<'_>) -> usize {
    1 + match &node.value {
        YamlValue::Nothing | YamlValue::Text(_) => 0,
        YamlValue::List(items) => items.iter().map(count).sum(),
        YamlValue::Map(entries) => entries.iter().map(|(key, value)| count(key) + count(value)).sum(),
    }
}

/// Maps about eighty kinds of parser errors to the few that matter to people.
fn kind_of(kind: &ErrorKind) -> YamlFaultKind {
    use ErrorKind as K;
    match kind {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabAtBlockScalarStart
        | K::TabInIndentation
        | K::TabInPlainScalar => YamlFaultKind::Tab,
        K::UnclosedQuotedScalar
        | K::InvalidQuotedScalarIndent
        | K::UnknownQuotedScalarEscape
        | K::DocumentIndicatorInQuotedScalar => YamlFaultKind::Quote,
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => YamlFaultKind::AfterQuote,
        K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::UnclosedFlowCollection { .. }
        | K::MismatchedFlowCollectionEnd { .. }
        | K::MisplacedFlowCollectionEnd
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::InvalidFlowScalarIndent
        | K::FlowMappingValueAdjacentCollection => YamlFaultKind::Bracket,
        K::InvalidIndentation
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed
        | K::ExpectedBlockMappingKey
        | K::InvalidBlockScalarIndent => YamlFaultKind::Indentation,
        K::SimpleKeyExpected
        | K::InvalidSimpleKey
        | K::MappingKeyNotAllowed
        | K::InvalidMappingValueWhitespace
        | K::InvalidColonPlacement
        | K::MappingValueNotAllowed => YamlFaultKind::Colon,
        K::RecursionLimitExceeded => YamlFaultKind::TooDeep,
        K::UnknownAnchor
        | K::AnchorCountOverflow
        | K::MissingAnchorOrAliasName
        | K::UndeclaredTagHandle
        | K::ExpectedTagBang
        | K::MissingTagUri => YamlFaultKind::Marker,
        K::UnexpectedCharacter { .. } | K::PlainScalarStartsWithDashFlowIndicator | K::DirectiveDisallowed => {
            YamlFaultKind::Sign
        }
        K::ExpectedDocumentStart | K::MultipleDocumentsUnsupported => YamlFaultKind::SecondDocument,
        _ => YamlFaultKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_positions_are_preserved() {
        let text = "reference: 007\nempty:\nlist: [a, 'b: c']\n";
        let Ok(node) = parse(text, 100) else { unreachable!("good YAML") };
        let entries = node.entries();
        assert_eq!(entries[0].1.text(), Some("007"));
        assert_eq!(entries[0].1.range, TextRange::new(111, 114));
        assert!(entries[1].1.is_blank());
        assert!(matches!(&entries[2].1.value, YamlValue::List(items) if items[1].text() == Some("b: c")));
    }

    #[test]
    fn hostile_files_end_quickly() {
        let kind = |text: &str| parse(text, 0).map_err(|fault| fault.kind).err();
        assert_eq!(kind(&"[".repeat(100_000)), Some(YamlFaultKind::TooDeep));
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let below = format!("*a{}, ", level - 1).repeat(10);
            bomb.push_str(&format!("a{level}: &a{level} [{}]\n", below.trim_end_matches(", ")));
        }
        assert_eq!(kind(&bomb), Some(YamlFaultKind::TooMuch));
        assert_eq!(kind("a: \"b\n"), Some(YamlFaultKind::Quote));
        assert_eq!(kind("a:\n\t- b\n"), Some(YamlFaultKind::Tab));
    }
}

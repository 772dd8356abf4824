//! Parses Markdown into a tree.

use std::collections::HashSet;

use pulldown_cmark::{Alignment as CellAlignment, BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use super::marks::{is_name, marks_in_text};
use super::tree::{Alignment, Document, Link, LinkStyle, MarkdownProblem, Node, NodeKind, Unseen};
use crate::source::TextRange;

/// Deeper nesting does not occur in leaflets, and would take too long.
const MAX_DEPTH: usize = 40;

/// Parses the Markdown from byte `offset` of a file on. Ranges are positions in the file.
pub fn parse(source: &str, offset: usize) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let text = source.get(offset..).unwrap_or_default();
    let mut unknown_labels = Vec::new();
    let note_label = |link: BrokenLink<'_>| {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            unknown_labels.push(TextRange::new(link.span.start + offset, link.span.end + offset));
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let events = Parser::new_with_broken_link_callback(text, options, Some(note_label));
    let mut builder = Builder {
        has_blocks: text.contains("{{"),
        source,
        offset,
        document: Document::default(),
        open: Vec::new(),
        paragraph: None,
        too_deep: 0,
        labels: HashSet::new(),
    };
    builder.document.nodes.reserve(text.len() / 32);
    let mut events = events.into_offset_iter();
    for (event, range) in events.by_ref() {
        builder.take(event, TextRange::new(range.start + offset, range.end + offset));
    }
    let unused = events.reference_definitions().iter().filter(|(label, _)| !builder.labels.contains(&label_of(label)));
    let unused =
        unused.map(|(_, definition)| TextRange::new(definition.span.start + offset, definition.span.end + offset));
    let unused: Vec<TextRange> = unused.collect();
    let mut document = builder.document;
    document.problems.extend(unused.into_iter().map(|range| MarkdownProblem::Unseen(range, Unseen::Label)));
    let misplaced = marks_in_text(&document, source);
    document.problems.extend(misplaced);
    document.problems.extend(unknown_labels.into_iter().map(MarkdownProblem::UnknownLabel));
    document.nodes.shrink_to_fit();
    document.links.shrink_to_fit();
    document
}

struct Builder<'a> {
    source: &'a str,
    /// Whether any line may include a shared block.
    has_blocks: bool,
    offset: usize,
    document: Document,
    /// The open nodes.
    open: Vec<usize>,
    /// The open paragraph, if lines in it include shared blocks.
    paragraph: Option<Includes>,
    /// The number of open elements below the deepest level.
    too_deep: usize,
    /// The labels used by links.
    labels: HashSet<String>,
}

/// The lines of a paragraph that include shared blocks.
struct Includes {
    /// The remaining lines, last first: the line, and the name in it.
    lines: Vec<(TextRange, TextRange)>,
    /// Events before this position belong to a line that is done.
    skip_until: u32,
    /// The number of elements around the paragraph.
    depth: usize,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, range: TextRange) {
        if self.too_deep > 0 {
            match event {
                Event::Start(_) => self.too_deep += 1,
                Event::End(_) => self.too_deep -= 1,
                _ => {}
            }
            return;
        }
        if self.paragraph.is_some() && self.takes_include(&event, range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(NodeKind::Text, &text, range),
            Event::Code(text) => self.text(NodeKind::Code, &text, range),
            Event::Html(text) | Event::InlineHtml(text) => self.text(NodeKind::Html, &text, range),
            Event::FootnoteReference(label) => {
                let data = self.own(&label);
                self.leaf(NodeKind::FootnoteMark, range, data);
            }
            Event::SoftBreak => self.leaf(NodeKind::SoftBreak, range, 0),
            Event::HardBreak => self.leaf(NodeKind::HardBreak, range, 0),
            Event::Rule => self.leaf(NodeKind::Rule, range, 0),
            // Not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(NodeKind::Text, &text, range),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: TextRange) {
        if self.open.len() >= MAX_DEPTH {
            self.document.problems.push(MarkdownProblem::TooDeep(range));
            self.too_deep = 1;
            return;
        }
        let (kind, data) = match tag {
            Tag::Paragraph => {
                let lines = if self.has_blocks { include_lines(self.source, range) } else { Vec::new() };
                if !lines.is_empty() {
                    let depth = self.open.len();
                    self.paragraph = Some(Includes { lines, skip_until: 0, depth });
                }
                (NodeKind::Paragraph, 0)
            }
            Tag::Heading { level, id, .. } => {
                let data = id.map_or(0, |id| self.own(&id));
                (NodeKind::Heading(level as u8), data)
            }
            Tag::BlockQuote(_) => (NodeKind::Quote, 0),
            Tag::CodeBlock(_) => (NodeKind::CodeBlock, 0),
            Tag::HtmlBlock => (NodeKind::HtmlBlock, 0),
            Tag::List(None) => (NodeKind::BulletList, 0),
            Tag::List(Some(first)) => (NodeKind::NumberedList, u32::try_from(first).unwrap_or(1)),
            Tag::Item => (NodeKind::Item, 0),
            Tag::FootnoteDefinition(label) => (NodeKind::Footnote, self.own(&label)),
            Tag::DefinitionList => (NodeKind::Definitions, 0),
            Tag::DefinitionListTitle => (NodeKind::Term, 0),
            Tag::DefinitionListDefinition => (NodeKind::Meaning, 0),
            Tag::Table(alignments) => {
                self.document.tables.push(alignments.iter().map(alignment).collect());
                (NodeKind::Table, small(self.document.tables.len() - 1))
            }
            Tag::TableHead => (NodeKind::TableHead, 0),
            Tag::TableRow => (NodeKind::TableRow, 0),
            Tag::TableCell => (NodeKind::TableCell, 0),
            Tag::Emphasis => (NodeKind::Emphasis, 0),
            Tag::Strong => (NodeKind::Strong, 0),
            Tag::Link { link_type, dest_url, title, id } => {
                self.note_label(link_type, &id);
                (NodeKind::Link, self.link(link_type, &dest_url, &title, range))
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.note_label(link_type, &id);
                (NodeKind::Image, self.link(link_type, &dest_url, &title, range))
            }
            // Not enabled.
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => (NodeKind::Emphasis, 0),
        };
        self.open.push(self.document.nodes.len());
        self.document.nodes.push(Node { kind, range, last: 0, data });
    }

    fn close(&mut self) {
        let Some(id) = self.open.pop() else { return };
        self.document.nodes[id].last = small(self.document.nodes.len());
        match self.document.nodes[id].kind {
            NodeKind::TableRow => self.note_unseen(id, Unseen::Cells, |rest| {
                !rest.trim_matches(|ch: char| ch == '|' || ch.is_whitespace()).is_empty()
            }),
            NodeKind::Heading(_) => self.note_unseen(id, Unseen::Braces, has_words_in_braces),
            _ => {}
        }
        if self.paragraph.as_ref().is_some_and(|paragraph| paragraph.depth == self.open.len()) {
            self.paragraph = None;
            self.drop_if_empty(id);
        }
    }

    /// Removes a paragraph of which only includes were left.
    fn drop_if_empty(&mut self, id: usize) {
        while self.document.nodes.len() > id + 1
            && self.document.nodes.last().is_some_and(|node| node.kind == NodeKind::SoftBreak)
        {
            self.document.nodes.pop();
        }
        self.document.nodes[id].last = small(self.document.nodes.len());
        if self.document.nodes.len() == id + 1 {
            self.document.nodes.pop();
        }
    }

    /// Handles events in a line that includes a shared block. Such a line ends the paragraph around it.
    fn takes_include(&mut self, event: &Event<'_>, range: TextRange) -> bool {
        let Some(paragraph) = &mut self.paragraph else { return false };
        let depth = paragraph.depth;
        let inside = self.open.len() > depth + 1;
        if matches!(event, Event::End(_)) {
            // An include may be the last line of a paragraph.
            return false;
        }
        if range.start < paragraph.skip_until
            || (matches!(event, Event::SoftBreak) && range.start == paragraph.skip_until)
        {
            return true;
        }
        let Some(&(line, name)) = paragraph.lines.last() else { return false };
        if inside || range.start < line.start {
            return false;
        }
        paragraph.lines.pop();
        paragraph.skip_until = line.end;
        let Some(id) = self.open.pop() else { return false };
        self.drop_if_empty(id);
        let data = self.own(name.of(self.source));
        self.leaf(NodeKind::Include, line, data);
        let rest = TextRange { start: line.end, end: line.end };
        self.open.push(self.document.nodes.len());
        self.document.nodes.push(Node { kind: NodeKind::Paragraph, range: rest, last: 0, data: 0 });
        true
    }

    /// Records text after the last child of an element, which would not be shown.
    fn note_unseen(&mut self, id: usize, why: Unseen, is_unseen: impl Fn(&str) -> bool) {
        let element = self.document.nodes[id].range;
        // The last node may lie within a link or bold words, which end after it.
        let inside = self.document.nodes[id + 1..].iter().map(|node| node.range.end);
        let start = inside.max().unwrap_or(element.start).clamp(element.start, element.end);
        let rest = TextRange { start, end: element.end };
        if start > element.start && is_unseen(rest.of(self.source)) {
            let text = rest.of(self.source);
            let lead = text.len() - text.trim_start_matches(|ch: char| ch == '|' || ch.is_whitespace()).len();
            let seen = TextRange::new(start as usize + lead, start as usize + text.trim_end().len());
            self.document.problems.push(MarkdownProblem::Unseen(seen, why));
        }
    }

    fn note_label(&mut self, link_type: LinkType, label: &str) {
        if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            self.labels.insert(label_of(label));
        }
    }

    fn leaf(&mut self, kind: NodeKind, range: TextRange, data: u32) {
        let last = small(self.document.nodes.len() + 1);
        self.document.nodes.push(Node { kind, range, last, data });
    }

    fn text(&mut self, kind: NodeKind, text: &str, range: TextRange) {
        let as_written = range.of(self.source) == text;
        if kind == NodeKind::Text
            && as_written
            && let Some(id) = self.document.nodes.len().checked_sub(1)
        {
            let parent = self.open.last().copied();
            let before = &mut self.document.nodes[id];
            if before.kind == NodeKind::Text
                && before.data == 0
                && before.range.end == range.start
                && parent.is_none_or(|parent| parent < id)
            {
                before.range.end = range.end;
                return;
            }
        }
        let data = if as_written { 0 } else { self.own(text) };
        self.leaf(kind, range, data);
    }

    fn link(&mut self, link_type: LinkType, destination: &str, title: &str, range: TextRange) -> u32 {
        let style = match link_type {
            LinkType::Autolink | LinkType::Email => LinkStyle::Bare,
            LinkType::WikiLink { has_pothole: false } => LinkStyle::Wiki,
            LinkType::WikiLink { has_pothole: true } => LinkStyle::WikiWithText,
            _ => LinkStyle::Inline,
        };
        let written = range.of(self.source);
        let at = match style {
            LinkStyle::Inline => written.rfind("](").map(|end| end + 2),
            LinkStyle::Bare => Some(1),
            LinkStyle::Wiki | LinkStyle::WikiWithText => Some(2),
        };
        let found = at.and_then(|at| Some(at + written.get(at..)?.find(destination)?));
        let place = found.map_or(range, |at| {
            let start = range.start as usize + at;
            TextRange::new(start, start + destination.len())
        });
        let destination = match link_type {
            LinkType::Email => format!("mailto:{destination}").into(),
            _ => destination.into(),
        };
        let node = small(self.document.nodes.len());
        self.document.links.push(Link { destination, title: title.into(), style, range: place, node });
        small(self.document.links.len() - 1)
    }

    /// Stores a string that differs from the source; its index is counted from 1.
    fn own(&mut self, text: &str) -> u32 {
        debug_assert!(self.offset <= self.source.len());
        self.document.texts.push(text.into());
        small(self.document.texts.len())
    }
}

/// A label in the form in which labels are compared: case and the number of spaces are ignored.
fn label_of(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether there are braces that contain words, not only an id (`{#risks}`) or a class.
fn has_words_in_braces(rest: &str) -> bool {
    let inner =
        rest.trim_end().trim_end_matches('#').trim_end().strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    inner.is_some_and(|(_, inner)| inner.split_whitespace().any(|part| !part.starts_with(['#', '.'])))
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn alignment(alignment: &CellAlignment) -> Alignment {
    match alignment {
        CellAlignment::None | CellAlignment::Left => Alignment::Start,
        CellAlignment::Center => Alignment::Centre,
        CellAlignment::Right => Alignment::End,
    }
}

/// The lines of a paragraph that consist of `{{ name }}`, last first, each with its name.
fn include_lines(source: &str, paragraph: TextRange) -> Vec<(TextRange, TextRange)> {
    let text = paragraph.of(source);
    if !text.contains("{{") {
        return Vec::new();
    }
    let mut start = paragraph.start as usize;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let inner = line.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
        if let Some(name) = inner.map(str::trim).filter(|name| is_name(name)) {
            let lead = line.len() - line.trim_start().len();
            let whole = TextRange::new(start + lead, start + lead + line.trim().len());
            let at = line.find(name).unwrap_or(lead);
            lines.push((whole, TextRange::new(start + at, start + at + name.len())));
        }
        start += line.len();
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<NodeKind> {
        parse(text, 0).nodes.iter().map(|node| node.kind).collect()
    }

    #[test]
    fn a_separate_line_includes_a_block() {
        assert_eq!(kinds("{{ letters }}\n"), [NodeKind::Include]);
        assert_eq!(
            kinds("Before\n{{ my_block-2 }}\nafter\n"),
            [NodeKind::Paragraph, NodeKind::Text, NodeKind::Include, NodeKind::Paragraph, NodeKind::Text]
        );
        assert_eq!(kinds("{{ a }}\n{{ b }}\n"), [NodeKind::Include, NodeKind::Include]);
        assert_eq!(kinds("- item\n\n  {{ a }}\n").iter().filter(|kind| **kind == NodeKind::Include).count(), 1);
        let within = parse("Text {{ a }} text\n", 0);
        assert_eq!(within.problems, [MarkdownProblem::MisplacedBlock(TextRange::new(5, 12))]);
        assert!(parse("    {{ a }}\n", 0).problems.is_empty());
    }

    #[test]
    fn strings_are_only_stored_if_they_differ_from_the_source() {
        let text = "A &amp; B \\* C, don't.\n";
        let document = parse(text, 0);
        assert_eq!(document.plain_text(0, text), "A & B * C, don't.");
        let plain = "Just words, and (more) words.\n";
        assert!(parse(plain, 0).texts.is_empty());
        assert_eq!(parse(plain, 0).nodes.len(), 2);
    }

    #[test]
    fn deep_nesting_is_limited() {
        for ch in ["> ", "- ", "* ", "1. ", "[", "*a **a ", "![", "`", "| ", "<a>", "[^1]: "] {
            let started = std::hint::black_box(parse(&ch.repeat(50_000), 0));
            assert!(started.nodes.len() < 200_000);
        }
        assert!(matches!(parse(&"> ".repeat(1000), 0).problems[..], [MarkdownProblem::TooDeep(_)]));
    }

    #[test]
    fn text_that_would_not_be_shown_is_reported() {
        let seen = |text: &str| {
            let problems = parse(text, 0).problems;
            let unseen = problems.into_iter().map(|problem| match problem {
                MarkdownProblem::Unseen(range, _) | MarkdownProblem::UnfinishedLink(range) => range.of(text).to_owned(),
                other => format!("{other:?}"),
            });
            unseen.collect::<Vec<_>>()
        };
        assert_eq!(seen("[Warning]: stop\n\nText.\n"), ["[Warning]: stop"]);
        assert_eq!(seen("| a | b |\n|---|---|\n| 1 | 2 | do not drive |\n| 1 | 2 |\n"), ["do not drive |"]);
        assert_eq!(seen("## Doses {in mg}\n\n## Risks {#risks}\n\n## Sets {a, b} of it\n"), ["{in mg}"]);
        assert_eq!(seen("See [it](my leaflet.md) now, and [that](b.md).\n"), ["[it](my leaflet.md)"]);
        for text in [
            "[a], [b][c] and [D  e][]\n\n[a]: a.md\n[C]: c.md\n[d e]: d.md\n",
            "| a |\n|---|\n| 1 |  | |\n",
            "`[a](b c)` \\[a](b c)\n",
        ] {
            assert!(seen(text).is_empty(), "{text} {:?}", seen(text));
        }
    }

    #[test]
    fn ranges_of_links_are_those_of_their_destinations() {
        let text = "See [CBT](cbt.md#who) and [[PT-002]].\n";
        let document = parse(text, 0);
        let places: Vec<&str> = document.links.iter().map(|link| link.range.of(text)).collect();
        assert_eq!(places, ["cbt.md#who", "PT-002"]);
    }
}

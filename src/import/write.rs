//! Writes a draft as front matter and Markdown that the program's own parser reads back as the same words.

use super::draft::{DraftBlock, DraftInline, DraftList, LeafletDraft, TextRun, line, words};
use super::marks::{destination, guard_start, is_entity};
use crate::leaflet::fields::{FIELDS, FieldNeed};
use crate::leaflet::in_yaml;
use crate::markdown::{self, Document, NodeKind};

/// The whole text: front matter between two `---` lines, then the body.
pub(super) fn leaflet(draft: &mut LeafletDraft) -> String {
    let mut text = String::from("---\n");
    for row in FIELDS {
        let given = match row.name {
            "title" => draft.title.as_deref(),
            name => draft.fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value.as_str()),
        };
        let value = match given {
            Some(value) => value,
            // Mandatory fields are written blank, to be filled in.
            None if row.need != FieldNeed::Optional => "",
            None => continue,
        };
        let space = if value.is_empty() { "" } else { " " };
        text.push_str(&format!("{}:{space}{}\n", row.name, in_yaml(value)));
    }
    text.push_str("---\n");
    let body = body(draft);
    if !body.is_empty() {
        text.push('\n');
        text.push_str(&body);
    }
    text
}

/// How much is escaped in the Markdown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EscapeLevel {
    /// With bold and italics, and backslashes only where necessary.
    Usual,
    /// Without bold and italics.
    Plain,
    /// Without bold and italics, and with a backslash before every punctuation character.
    Every,
}

fn body(draft: &mut LeafletDraft) -> String {
    let notes = draft.notes.iter().map(|note| words(note));
    let expected: Vec<String> =
        std::iter::once(words(&draft.blocks)).chain(notes).flat_map(|words| split(&words)).collect();
    let mut text = String::new();
    for care in [EscapeLevel::Usual, EscapeLevel::Plain, EscapeLevel::Every] {
        text = MarkdownWriter { draft, care }.whole();
        if found(&markdown::parse(&text, 0), &text) == expected {
            if care != EscapeLevel::Usual {
                let sentence =
                    "Bold and italics were left out, because special characters in the text would make them ambiguous.";
                draft.account.lost_thing(sentence, "");
            }
            return text;
        }
    }
    draft
        .account
        .guess("Some characters in the text may be read as Markdown formatting. Compare it with the file.", "");
    text
}

fn split(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// The words that the program's own parser finds.
fn found(document: &Document, source: &str) -> Vec<String> {
    let mut line = String::new();
    for (id, node) in document.nodes().iter().enumerate() {
        match node.kind {
            NodeKind::Text | NodeKind::Code | NodeKind::Html => line.push_str(document.text(id, source)),
            NodeKind::Emphasis | NodeKind::Strong | NodeKind::Link | NodeKind::FootnoteMark => {}
            _ => line.push(' '),
        }
        // The words of a picture, like those of a block, end with it.
        if let Some(picture) = node_before_end(document, id) {
            line.push_str(picture);
        }
    }
    split(&line)
}

/// A space if the next node is no longer part of a picture.
fn node_before_end(document: &Document, id: usize) -> Option<&'static str> {
    let nodes = document.nodes();
    let inside = |id: usize| {
        (0..id)
            .rev()
            .take(4)
            .any(|above| nodes[above].kind == NodeKind::Image && document.descendants(above).contains(&id))
    };
    (nodes[id].kind == NodeKind::Text && inside(id) && !inside(id + 1)).then_some(" ")
}

struct MarkdownWriter<'d> {
    draft: &'d LeafletDraft,
    care: EscapeLevel,
}

impl MarkdownWriter<'_> {
    fn whole(&self) -> String {
        let mut text = String::new();
        self.blocks(&self.draft.blocks, "", &mut text);
        for (index, note) in self.draft.notes.iter().enumerate() {
            let mut inner = String::new();
            self.blocks(note, "    ", &mut inner);
            text.push_str(&format!("\n[^{}]: {}", index + 1, inner.trim_start()));
        }
        text
    }

    /// Writes blocks, with `indent` before each line and a blank line between blocks.
    fn blocks(&self, blocks: &[DraftBlock], indent: &str, text: &mut String) {
        let mut list_before: Option<(bool, bool)> = None;
        let mut first = true;
        for block in blocks {
            if is_empty(block) {
                continue;
            }
            if !first {
                text.push_str(&format!("{}\n", indent.trim_end()));
            }
            first = false;
            let mut other = false;
            if let DraftBlock::List(list) = block {
                // Consecutive lists of the same kind alternate their marks, or they would be read as one.
                other = list_before.is_some_and(|(numbered, other)| numbered == list.first.is_some() && !other);
                self.list(list, indent, other, text);
            } else {
                self.block(block, indent, text);
            }
            list_before = match block {
                DraftBlock::List(list) => Some((list.first.is_some(), other)),
                _ => None,
            };
        }
    }

    fn block(&self, block: &DraftBlock, indent: &str, text: &mut String) {
        match block {
            DraftBlock::Heading { level, text: words, .. } => {
                let marks = "#".repeat(usize::from(*level));
                let line = self.one_line(words, LinePosition::Heading);
                text.push_str(&format!("{indent}{marks} {line}\n"));
            }
            DraftBlock::Paragraph(words) => {
                for line in self.lines(words) {
                    text.push_str(&format!("{indent}{line}\n"));
                }
            }
            DraftBlock::List(list) => self.list(list, indent, false, text),
            DraftBlock::Table(rows) => self.table(rows, indent, text),
            DraftBlock::Quote(blocks) => self.blocks(blocks, &format!("{indent}> "), text),
        }
    }

    fn list(&self, list: &DraftList, indent: &str, other: bool, text: &mut String) {
        let is_tight = list.items.iter().all(|item| match &item[..] {
            [] | [DraftBlock::Paragraph(_)] => true,
            // Only a list that starts with 1 may follow text without a blank line.
            [DraftBlock::Paragraph(_), DraftBlock::List(below)] => below.first.is_none_or(|first| first == 1),
            _ => false,
        });
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 && !is_tight {
                text.push_str(&format!("{}\n", indent.trim_end()));
            }
            let mark = match list.first {
                Some(first) => format!("{}{}", u64::from(first) + index as u64, if other { ')' } else { '.' }),
                None => if other { "*" } else { "-" }.to_owned(),
            };
            let inner = format!("{indent}{}", " ".repeat(mark.len() + 1));
            let mut blocks = String::new();
            match (is_tight, &item[..]) {
                (true, [words, below]) => {
                    self.block(words, &inner, &mut blocks);
                    self.block(below, &inner, &mut blocks);
                }
                _ => self.blocks(item, &inner, &mut blocks),
            }
            let content = blocks.strip_prefix(inner.as_str()).unwrap_or(&blocks);
            let line_end = if content.is_empty() { "\n" } else { "" };
            let space = if content.trim().is_empty() { "" } else { " " };
            text.push_str(&format!("{indent}{mark}{space}{content}{line_end}"));
        }
    }

    fn table(&self, rows: &[Vec<Vec<DraftInline>>], indent: &str, text: &mut String) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        for (index, row) in rows.iter().enumerate() {
            let cells = (0..columns).map(|column| match row.get(column) {
                Some(cell) => self.one_line(cell, LinePosition::Cell),
                None => String::new(),
            });
            let cells: Vec<String> = cells.map(|cell| format!(" {cell} ").replace("  ", " ")).collect();
            text.push_str(&format!("{indent}|{}|\n", cells.join("|")));
            if index == 0 {
                text.push_str(&format!("{indent}|{}\n", "---|".repeat(columns)));
            }
        }
    }

    /// The lines of a paragraph: more than one if it has line breaks that readers see.
    fn lines(&self, words: &[DraftInline]) -> Vec<String> {
        let parts: Vec<&[DraftInline]> = words.split(|inline| *inline == DraftInline::Break).collect();
        let lines = parts.iter().map(|part| self.one_line(part, LinePosition::Line));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let last = lines.len().saturating_sub(1);
        lines.into_iter().enumerate().map(|(index, line)| if index < last { line + "\\" } else { line }).collect()
    }

    fn one_line(&self, words: &[DraftInline], place: LinePosition) -> String {
        let pieces = self.pieces(words, place);
        let mut text = String::new();
        let mut at = 0;
        while at < pieces.len() {
            let link = pieces[at].link;
            let length = pieces[at..].iter().take_while(|piece| piece.link == link).count();
            let inner = with_emphasis(&pieces[at..at + length]);
            match link {
                Some(to) if !inner.trim().is_empty() => {
                    let lead = inner.len() - inner.trim_start().len();
                    let end = inner.trim_end().len();
                    let (before, label, after) = (&inner[..lead], &inner[lead..end], &inner[end..]);
                    text.push_str(&format!("{before}[{label}]({}){after}", destination(to)));
                }
                _ => text.push_str(&inner),
            }
            at += length;
        }
        let text = text.trim();
        match place {
            LinePosition::Line => guard_start(text),
            LinePosition::Heading | LinePosition::Cell => text.to_owned(),
        }
    }

    fn pieces<'w>(&self, words: &'w [DraftInline], place: LinePosition) -> Vec<MarkdownRun<'w>> {
        let mut pieces: Vec<MarkdownRun<'w>> = Vec::new();
        for inline in words {
            let piece = match inline {
                DraftInline::Run(run) => self.piece(run, place),
                DraftInline::Break => MarkdownRun { text: " ".to_owned(), ..MarkdownRun::default() },
                DraftInline::Note(index) => MarkdownRun { text: format!("[^{}]", index + 1), ..MarkdownRun::default() },
                DraftInline::Picture { index, alt } => {
                    let name = self.draft.pictures.get(*index).map_or("", |picture| &picture.name);
                    let alt = self.escaped(alt, LinePosition::Cell, true);
                    MarkdownRun { text: format!("![{}]({})", alt.trim(), destination(name)), ..MarkdownRun::default() }
                }
            };
            match pieces.last_mut() {
                Some(before) if before.same_format(&piece) => before.text.push_str(&piece.text),
                _ => pieces.push(piece),
            }
        }
        pieces
    }

    fn piece<'w>(&self, run: &'w TextRun, place: LinePosition) -> MarkdownRun<'w> {
        let text = self.escaped(&run.text, place, run.link.is_some());
        let is_usual = self.care == EscapeLevel::Usual;
        MarkdownRun {
            text,
            strong: is_usual && run.strong && place != LinePosition::Heading,
            emphasis: is_usual && run.emphasis && place != LinePosition::Heading,
            link: run.link.as_deref(),
        }
    }

    fn escaped(&self, text: &str, place: LinePosition, in_link: bool) -> String {
        let mut escaped = String::with_capacity(text.len() + 8);
        let mut before = ' ';
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            let next = chars.peek().copied().unwrap_or(' ');
            let is_mark = match ch {
                _ if self.care == EscapeLevel::Every => ch.is_ascii_punctuation(),
                '\\' | '`' | '[' => true,
                '*' => !(before.is_whitespace() && next.is_whitespace()),
                '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
                ']' => in_link,
                '<' => next.is_alphabetic() || matches!(next, '/' | '!' | '?'),
                '&' => next == '#' || next.is_alphabetic(),
                '|' => true,
                '{' => place == LinePosition::Heading || next == '{' || before == '{',
                '#' => place == LinePosition::Heading,
                _ => false,
            };
            // 'R&D' does not contain an entity; '&amp;' is one.
            let is_mark = is_mark && (ch != '&' || self.care == EscapeLevel::Every || is_entity(chars.clone()));
            match ch {
                '\n' | '\r' | '\t' => escaped.push(' '),
                _ if is_mark => escaped.extend(['\\', ch]),
                _ => escaped.push(ch),
            }
            before = ch;
        }
        escaped
    }
}

/// Where a line of words is used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinePosition {
    Line,
    Heading,
    Cell,
}

/// Text with uniform formatting, as Markdown.
#[derive(Clone, Debug, Default)]
struct MarkdownRun<'w> {
    text: String,
    strong: bool,
    emphasis: bool,
    link: Option<&'w str>,
}

impl MarkdownRun<'_> {
    fn same_format(&self, other: &Self) -> bool {
        (self.strong, self.emphasis, self.link) == (other.strong, other.emphasis, other.link)
    }
}

/// Joins pieces with marks for bold and italics, where they would be read as such.
fn with_emphasis(pieces: &[MarkdownRun<'_>]) -> String {
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let mark = match (piece.strong, piece.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let (start, inner) = piece.text.split_at(piece.text.len() - piece.text.trim_start().len());
        let (inner, end) = inner.split_at(inner.trim_end().len());
        let before = text.chars().next_back().filter(|_| start.is_empty()).unwrap_or(' ');
        let after = pieces[index + 1..].iter().find_map(|next| next.text.chars().next());
        let after = after.filter(|_| end.is_empty()).unwrap_or(' ');
        let is_symbol = |ch: char| !ch.is_alphanumeric() && !ch.is_whitespace();
        let opens = inner.starts_with(is_symbol) && before.is_alphanumeric();
        let closes = inner.ends_with(is_symbol) && after.is_alphanumeric();
        let touches = matches!(before, '*' | '\\') || after == '*';
        if mark.is_empty() || inner.is_empty() || opens || closes || touches {
            text.push_str(&piece.text);
        } else {
            text.extend([start, mark, inner, mark, end]);
        }
    }
    text
}

fn is_empty(block: &DraftBlock) -> bool {
    match block {
        DraftBlock::Heading { text, .. } | DraftBlock::Paragraph(text) => {
            line(text).trim().is_empty()
                && text.iter().all(|inline| matches!(inline, DraftInline::Run(_) | DraftInline::Break))
        }
        DraftBlock::List(list) => list.items.is_empty(),
        DraftBlock::Table(rows) => rows.iter().all(Vec::is_empty),
        DraftBlock::Quote(blocks) => blocks.iter().all(is_empty),
    }
}

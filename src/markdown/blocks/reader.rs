//! The walk from a tree to blocks. It follows the one that writes HTML, so that pages and formats say the same.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::block::{Block, Blocks, Card, Definition, Figure, Inline, List, NoteMark, Picture, Row, Table, To};
use crate::markdown::callout::{CalloutKind, callout};
use crate::markdown::html::{Body, Mark, MarkKind, Note, Part, Surroundings, figure_of, first_column_heads};
use crate::markdown::html::{known_numbers, notes_of, without_comments};
use crate::markdown::text_span::caption;
use crate::markdown::tree::{LinkStyle, NodeId, NodeKind};

pub(super) fn read(parts: &[Part<'_>], page: &dyn Surroundings) -> Blocks {
    let mut reader = Reader {
        page,
        headings: parts.iter().flat_map(|part| part.ids).map(String::as_str).collect(),
        ids: [].iter(),
        notes: Vec::new(),
        footnotes: HashMap::new(),
        numbers: HashMap::new(),
        last_heading: String::new(),
        level: 1,
        raised: 0,
        unlinked: 0,
        unmarked: 0,
        marked: HashSet::new(),
        is_open: false,
    };
    let read = parts.iter().map(|part| {
        reader.ids = part.ids.iter();
        reader.unmarked = usize::from(!part.marked);
        reader.raised = part.raised;
        reader.level = 1;
        reader.last_heading = page.title().to_owned();
        reader.blocks(part.body, part.body.document.top())
    });
    let parts = read.collect();
    Blocks { parts, notes: reader.all_notes() }
}

struct Reader<'a> {
    page: &'a dyn Surroundings,
    /// The ids of all headings.
    headings: Vec<&'a str>,
    ids: std::slice::Iter<'a, String>,
    /// Footnotes in the order of their first mark: the text they belong to, the note's node.
    notes: Vec<(Body<'a>, NodeId)>,
    /// For each text, where its footnotes stand, and whether a mark leads to them.
    footnotes: HashMap<usize, HashMap<&'a str, Note>>,
    /// The number of each footnote, by text and node.
    numbers: HashMap<(usize, NodeId), usize>,
    last_heading: String,
    level: u8,
    raised: u8,
    /// How many elements are open in which a number does not become a link.
    unlinked: usize,
    /// How many elements are open in which no link makes itself: cards, and the urgent help.
    unmarked: usize,
    /// The links that made themselves and stand already.
    marked: HashSet<(usize, NodeId, u32)>,
    /// Whether the last part of the line is such a link, and goes on.
    is_open: bool,
}

impl<'a> Reader<'a> {
    /// The blocks of some nodes; what stands there within lines becomes paragraphs.
    fn blocks(&mut self, body: Body<'a>, nodes: impl Iterator<Item = NodeId>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Vec::new();
        let mut nodes = nodes.peekable();
        while let Some(id) = nodes.next() {
            let kind = body.document.node(id).kind;
            if is_inline(kind) {
                self.inline(body, id, &mut line);
                continue;
            }
            end_line(&mut line, &mut blocks);
            let table_next = nodes.peek().is_some_and(|next| body.document.node(*next).kind == NodeKind::Table);
            if table_next
                && kind == NodeKind::Paragraph
                && let Some(caption) = caption(body.document, id, body.source)
                && let Some(table) = nodes.next()
            {
                blocks.push(self.table(body, table, Some(caption)));
            } else {
                self.block(body, id, &mut blocks);
            }
        }
        end_line(&mut line, &mut blocks);
        blocks
    }

    fn children(&mut self, body: Body<'a>, id: NodeId) -> Vec<Block> {
        self.blocks(body, body.document.children(id))
    }

    fn block(&mut self, body: Body<'a>, id: NodeId, blocks: &mut Vec<Block>) {
        let document = body.document;
        match document.node(id).kind {
            NodeKind::Paragraph => match figure_of(document, id) {
                Some(image) => self.figure(body, image, blocks),
                None => {
                    let mut line = self.line(body, document.children(id));
                    end_line(&mut line, blocks);
                }
            },
            NodeKind::Heading(level) => blocks.push(self.heading(body, id, level)),
            NodeKind::Quote => {
                let quote = self.quote(body, id);
                blocks.push(quote);
            }
            NodeKind::CodeBlock => {
                let lines = document.children(id).map(|line| document.text(line, body.source));
                blocks.push(Block::Code(lines.collect()));
            }
            NodeKind::HtmlBlock => {
                let lines: String = document.children(id).map(|line| document.text(line, body.source)).collect();
                let text = without_comments(&lines);
                if !text.trim().is_empty() {
                    blocks.push(Block::Paragraph(vec![Inline::Text(text.trim().to_owned())]));
                }
            }
            NodeKind::BulletList => blocks.push(self.list(body, id, None)),
            NodeKind::NumberedList => blocks.push(self.list(body, id, Some(document.first_number(id)))),
            NodeKind::Footnote => {
                let marked = document.name(id).is_some_and(|name| {
                    let note = self.note(body, name);
                    note.marked && note.node == Some(id)
                });
                if !marked {
                    let shown = self.children(body, id);
                    blocks.extend(shown);
                }
            }
            NodeKind::Definitions => blocks.push(self.definitions(body, id)),
            NodeKind::Table => blocks.push(self.table(body, id, None)),
            NodeKind::Rule => blocks.push(Block::Rule),
            NodeKind::Include => {
                let block = document.name(id).and_then(|name| self.page.block(body.origin, name));
                if let Some(block) = block {
                    let shown = self.blocks(block, block.document.top());
                    blocks.extend(shown);
                }
            }
            // What is written by what it stands in.
            _ => {
                let shown = self.children(body, id);
                blocks.extend(shown);
            }
        }
    }

    fn heading(&mut self, body: Body<'a>, id: NodeId, level: u8) -> Block {
        let level = level.saturating_sub(self.raised).max(2);
        self.last_heading = body.document.plain_text(id, body.source);
        self.level = level;
        let own = self.ids.next().cloned().unwrap_or_default();
        self.unlinked += 1;
        let words = self.line(body, body.document.children(id));
        self.unlinked -= 1;
        Block::Heading { level, id: own, words }
    }

    fn list(&mut self, body: Body<'a>, id: NodeId, first: Option<u32>) -> Block {
        let document = body.document;
        let is_paragraph = |id: NodeId| document.node(id).kind == NodeKind::Paragraph;
        let tight = !document.children(id).any(|item| document.children(item).any(is_paragraph));
        let items = document.children(id).map(|item| self.children(body, item)).collect();
        Block::List(List { first, tight, items })
    }

    fn definitions(&mut self, body: Body<'a>, id: NodeId) -> Block {
        let mut definitions: Vec<Definition> = Vec::new();
        for child in body.document.children(id) {
            let is_term = body.document.node(child).kind == NodeKind::Term;
            // A term after a meaning begins anew.
            if definitions.last().is_none_or(|last| is_term && !last.meanings.is_empty()) {
                definitions.push(Definition::default());
            }
            let term = if is_term { self.line(body, body.document.children(child)) } else { Vec::new() };
            let meaning = if is_term { Vec::new() } else { self.children(body, child) };
            if let Some(last) = definitions.last_mut() {
                match is_term {
                    true => last.terms.push(term),
                    false => last.meanings.push(meaning),
                }
            }
        }
        Block::Definitions(definitions)
    }

    fn table(&mut self, body: Body<'a>, id: NodeId, caption: Option<&str>) -> Block {
        let document = body.document;
        let rows: Vec<NodeId> = document.children(id).collect();
        let row_heads = first_column_heads(body, &rows);
        let (mut head, mut cells): (Row, Vec<Row>) = (Vec::new(), Vec::new());
        for row in rows {
            let read = document.children(row).map(|cell| self.line(body, document.children(cell))).collect();
            match document.node(row).kind {
                NodeKind::TableHead => head = read,
                _ => cells.push(read),
            }
        }
        let alignments = document.alignments(id).to_vec();
        let below = self.last_heading.clone();
        Block::Table(Table { caption: caption.map(str::to_owned), below, row_heads, alignments, head, rows: cells })
    }

    fn quote(&mut self, body: Body<'a>, id: NodeId) -> Block {
        let found = callout(body.document, id, body.source).and_then(|found| Some((found.kind()?, found.mark.end)));
        match found {
            Some((kind, mark_end)) => Block::Card(self.card(body, id, kind, mark_end)),
            None => Block::Quote(self.children(body, id)),
        }
    }

    fn card(&mut self, body: Body<'a>, id: NodeId, kind: CalloutKind, mark_end: u32) -> Card {
        self.unmarked += 1;
        let document = body.document;
        let mut children = document.children(id);
        let first: Vec<NodeId> =
            children.next().map(|paragraph| document.children(paragraph).collect()).unwrap_or_default();
        let is_break =
            |inline: &NodeId| matches!(document.node(*inline).kind, NodeKind::SoftBreak | NodeKind::HardBreak);
        let title_end = first.iter().position(is_break).unwrap_or(first.len());
        // What follows the mark on its line is the title; the text node of the mark holds the beginning of it.
        let lead = first.first().map_or("", |text| {
            let node = document.node(*text);
            body.source.get(mark_end as usize..node.range.end as usize).unwrap_or_default().trim_start()
        });
        let words = self.page.words();
        let called = words.callouts.iter().find(|(known, _)| *known == kind).map_or("", |(_, label)| label);
        let level = (self.level + 1).min(6);
        let (mut label, mut title) = (None, None);
        if title_end > 1 || !lead.trim().is_empty() {
            label = kind.says_label().then(|| called.to_owned());
            self.unlinked += 1;
            let mut line = Vec::new();
            push_text(lead, &mut line);
            for inline in first.iter().take(title_end).skip(1) {
                self.inline(body, *inline, &mut line);
            }
            self.unlinked -= 1;
            title = Some(line);
        } else if kind.is_headed() {
            title = Some(vec![Inline::Text(called.to_owned())]);
        }
        let mut blocks = Vec::new();
        let mut line = self.line(body, first.iter().skip(title_end + 1).copied());
        end_line(&mut line, &mut blocks);
        let rest = self.blocks(body, children);
        blocks.extend(rest);
        self.unmarked -= 1;
        Card { kind, label, level, title, blocks }
    }

    fn figure(&mut self, body: Body<'a>, image: NodeId, blocks: &mut Vec<Block>) {
        let index = body.document.link_index(image);
        let caption = body.document.links().get(index).map(|link| link.title.to_string()).unwrap_or_default();
        match self.picture(body, image) {
            Ok(picture) => blocks.push(Block::Figure(Figure { picture, caption })),
            Err(alternative) => {
                let shown = [alternative, caption].into_iter().filter(|text| !text.is_empty());
                blocks.extend(shown.map(|text| Block::Paragraph(vec![Inline::Text(text)])));
            }
        }
    }

    /// A picture, or what it would show in words where it cannot be shown.
    fn picture(&mut self, body: Body<'a>, id: NodeId) -> Result<Picture, String> {
        let alternative = body.document.plain_text(id, body.source);
        let index = body.document.link_index(id);
        let destination = self.page.destination(body.origin, index);
        match self.page.file(body.origin, index).filter(|_| destination.href.is_some()) {
            Some(source) => Ok(Picture { source, alternative, size: destination.size }),
            None => Err(alternative),
        }
    }

    fn line(&mut self, body: Body<'a>, nodes: impl Iterator<Item = NodeId>) -> Vec<Inline> {
        let mut line = Vec::new();
        for id in nodes {
            self.inline(body, id, &mut line);
        }
        line
    }

    fn inline(&mut self, body: Body<'a>, id: NodeId, line: &mut Vec<Inline>) {
        let document = body.document;
        match document.node(id).kind {
            NodeKind::Text => self.text(body, id, line),
            NodeKind::Code => line.push(Inline::Code(document.text(id, body.source).to_owned())),
            NodeKind::Html => push_text(&without_comments(document.text(id, body.source)), line),
            NodeKind::SoftBreak => self.push(" ", line),
            NodeKind::HardBreak => line.push(Inline::LineBreak),
            NodeKind::Strong => line.push(Inline::Strong(self.line(body, document.children(id)))),
            NodeKind::Emphasis => line.push(Inline::Emphasis(self.line(body, document.children(id)))),
            NodeKind::FootnoteMark => self.mark(body, id, line),
            NodeKind::Image => match self.picture(body, id) {
                Ok(picture) => line.push(Inline::Picture(picture)),
                Err(alternative) => push_text(&alternative, line),
            },
            NodeKind::Link => self.link(body, id, line),
            _ => {
                let words = self.line(body, document.children(id));
                line.extend(words);
            }
        }
    }

    /// A text, with links around the numbers that readers can call and around what links itself.
    fn text(&mut self, body: Body<'a>, id: NodeId, line: &mut Vec<Inline>) {
        let text = body.document.text(id, body.source);
        let numbers = match self.unlinked {
            0 => known_numbers(body, id, text, self.page.numbers()),
            _ => Vec::new(),
        };
        let mut done = 0;
        for Mark { stretch, kind } in self.marks_on(body, id) {
            let MarkKind::Link(address) = kind else { continue };
            if stretch.first == id {
                // A block that is shown twice is marked where it first stands.
                if !self.marked.insert((body.origin, stretch.first, stretch.from)) {
                    continue;
                }
                let from = (stretch.from as usize).min(text.len());
                part(text, done..from, &numbers, line);
                line.push(Inline::Link { to: To::Web(address.clone()), words: Vec::new() });
                (done, self.is_open) = (from, true);
            }
            if stretch.last == id && self.is_open {
                let to = (stretch.to as usize).min(text.len());
                self.push(&text[done..to], line);
                (done, self.is_open) = (to, false);
            }
        }
        match self.is_open {
            true => self.push(&text[done..], line),
            false => part(text, done..text.len(), &numbers, line),
        }
    }

    /// What is marked without its author's doing and begins, goes on or ends in a text.
    fn marks_on(&self, body: Body<'a>, id: NodeId) -> &'a [Mark] {
        if self.unmarked > 0 {
            return &[];
        }
        let marks = self.page.marks(body.origin);
        let from = marks.partition_point(|mark| mark.stretch.last < id);
        let to = marks.partition_point(|mark| mark.stretch.first <= id);
        marks.get(from..to).unwrap_or_default()
    }

    /// Writes words, into the link that made itself and goes on where there is one.
    fn push(&self, words: &str, line: &mut Vec<Inline>) {
        match line.last_mut() {
            Some(Inline::Link { words: inner, .. }) if self.is_open => push_text(words, inner),
            _ => push_text(words, line),
        }
    }

    fn link(&mut self, body: Body<'a>, id: NodeId, line: &mut Vec<Inline>) {
        let index = body.document.link_index(id);
        let destination = self.page.destination(body.origin, index);
        let is_wiki = body.document.links().get(index).is_some_and(|link| link.style == LinkStyle::Wiki);
        self.unlinked += 1;
        let words = match destination.text.filter(|_| is_wiki) {
            Some(text) => vec![Inline::Text(text.to_owned())],
            None => self.line(body, body.document.children(id)),
        };
        self.unlinked -= 1;
        match destination.href.and_then(|href| self.to(&href)) {
            Some(to) => line.push(Inline::Link { to, words }),
            None => line.extend(words),
        }
    }

    fn to(&self, href: &str) -> Option<To> {
        if let Some(id) = href.strip_prefix('#') {
            return self.headings.contains(&id).then(|| To::Heading(id.to_owned()));
        }
        let telephone = href.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("tel:"));
        Some(match telephone {
            true => To::Telephone(href[4..].to_owned()),
            false => To::Web(href.to_owned()),
        })
    }

    fn mark(&mut self, body: Body<'a>, id: NodeId, line: &mut Vec<Inline>) {
        let Some(note) = body.document.name(id).and_then(|name| self.note(body, name).node) else { return };
        let known = self.numbers.get(&(body.origin, note)).copied();
        let number = known.unwrap_or(self.notes.len()) + 1;
        if known.is_none() {
            self.numbers.insert((body.origin, note), self.notes.len());
            self.notes.push((body, note));
        }
        line.push(Inline::Mark(NoteMark { number, first: known.is_none() }));
    }

    fn note(&mut self, body: Body<'a>, name: &str) -> Note {
        let notes = self.footnotes.entry(body.origin).or_insert_with(|| notes_of(body.document));
        notes.get(name).copied().unwrap_or_default()
    }

    /// The notes in their order. One may hold marks of further notes, which join them while it is read.
    fn all_notes(mut self) -> Vec<Vec<Block>> {
        let mut read = Vec::new();
        while let Some((body, note)) = self.notes.get(read.len()).copied() {
            let blocks = self.children(body, note);
            read.push(blocks);
        }
        read
    }
}

fn is_inline(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Text
            | NodeKind::Code
            | NodeKind::Html
            | NodeKind::SoftBreak
            | NodeKind::HardBreak
            | NodeKind::Strong
            | NodeKind::Emphasis
            | NodeKind::FootnoteMark
            | NodeKind::Image
            | NodeKind::Link
    )
}

/// Writes a part of a text, with a link around each of these numbers in it.
fn part(text: &str, part: Range<usize>, numbers: &[(Range<usize>, String)], line: &mut Vec<Inline>) {
    let mut done = part.start;
    for (range, digits) in numbers.iter().filter(|(range, _)| part.start <= range.start && range.end <= part.end) {
        push_text(&text[done..range.start], line);
        let words = vec![Inline::Text(text[range.clone()].to_owned())];
        line.push(Inline::Link { to: To::Telephone(digits.clone()), words });
        done = range.end;
    }
    push_text(&text[done..part.end], line);
}

/// Texts that follow one another are one.
fn push_text(text: &str, line: &mut Vec<Inline>) {
    match line.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(before)) => before.push_str(text),
        _ => line.push(Inline::Text(text.to_owned())),
    }
}

/// What was written within lines so far is a paragraph, unless there is nothing in it.
fn end_line(line: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    let line = std::mem::take(line);
    let is_empty = line.iter().all(|inline| matches!(inline, Inline::Text(text) if text.trim().is_empty()));
    if !is_empty {
        blocks.push(Block::Paragraph(line));
    }
}

//! The conversion of a tree to blocks.

mod line;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::block::{
    Block, Blocks, Card, Definition, Division, Figure, Inline, LinkTarget, List, Note, Picture, Table, TableRow,
    TextLanguage,
};
use super::context::{BlockContext, DocumentText, PagePart};
use super::notes::{FoundNote, notes_of};
use crate::markdown::callout::{CardParts, card_parts};
use crate::markdown::html_text::without_comments;
use crate::markdown::text_span::caption;
use crate::markdown::tree::{Document, NodeId, NodeKind};

pub(super) fn read<'a>(parts: Vec<PagePart<'a>>, context: &dyn BlockContext<'a>) -> Blocks<'a> {
    let as_typed = context.is_as_typed();
    // Only needed if links to missing headings are left out.
    let headings = match as_typed {
        true => Vec::new(),
        false => parts.iter().flat_map(|part| &part.ids).cloned().collect(),
    };
    let mut reader = BlockReader {
        context,
        as_typed,
        headings,
        ids: Vec::new().into_iter(),
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
        language: TextLanguage { tag: "", direction: "" },
    };
    let read = parts.into_iter().map(|part| {
        reader.ids = part.ids.into_iter();
        reader.unmarked = usize::from(!part.marked);
        reader.raised = part.raised;
        reader.level = 1;
        reader.last_heading = context.title().to_owned();
        reader.language = context.language(part.body.origin);
        reader.blocks(part.body, part.body.document.top())
    });
    let parts = read.collect();
    Blocks { parts, notes: reader.all_notes() }
}

struct BlockReader<'c, 'a> {
    context: &'c dyn BlockContext<'a>,
    /// Whether texts are kept as typed.
    as_typed: bool,
    /// The fragment identifiers of all headings; links to others are left out.
    headings: Vec<String>,
    ids: std::vec::IntoIter<String>,
    /// Footnotes in the order of their first marks: the text and the node of each note.
    notes: Vec<(DocumentText<'a>, NodeId)>,
    /// The footnotes of each text, by name.
    footnotes: HashMap<usize, HashMap<&'a str, FoundNote>>,
    /// The number of each footnote, by text and node.
    numbers: HashMap<(usize, NodeId), usize>,
    last_heading: String,
    level: u8,
    /// The number of levels by which headings are moved up.
    raised: u8,
    /// The number of open elements in which telephone numbers do not become links: links, headings, titles of
    /// callouts.
    unlinked: usize,
    /// The number of open elements without automatic marks: callouts and urgent help.
    unmarked: usize,
    /// The automatic marks made so far.
    marked: HashSet<(usize, NodeId, u32)>,
    /// Whether the last inline is an automatic mark that continues in the next node.
    is_open: bool,
    /// The language of the current text.
    language: TextLanguage<'a>,
}

impl<'c, 'a> BlockReader<'c, 'a> {
    /// Converts nodes to blocks. Inline nodes are collected into lines.
    fn blocks(&mut self, body: DocumentText<'a>, nodes: impl Iterator<Item = NodeId>) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        let mut line = Vec::new();
        let mut nodes = nodes.peekable();
        while let Some(id) = nodes.next() {
            let kind = body.document.node(id).kind;
            if kind.is_inline() {
                self.inline(body, id, &mut line);
                continue;
            }
            self.end_line(&mut line, &mut blocks);
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
        self.end_line(&mut line, &mut blocks);
        blocks
    }

    fn children(&mut self, body: DocumentText<'a>, id: NodeId) -> Vec<Block<'a>> {
        self.blocks(body, body.document.children(id))
    }

    fn block(&mut self, body: DocumentText<'a>, id: NodeId, blocks: &mut Vec<Block<'a>>) {
        let document = body.document;
        match document.node(id).kind {
            NodeKind::Paragraph => match figure_of(document, id) {
                Some(image) => self.figure(body, image, blocks),
                None => {
                    let words = self.line(body, document.children(id));
                    self.end_paragraph(words, blocks);
                }
            },
            NodeKind::Heading(level) => blocks.push(self.heading(body, id, level)),
            NodeKind::Quote => {
                let quote = self.quote(body, id);
                blocks.push(quote);
            }
            NodeKind::CodeBlock => {
                let mut lines = document.children(id).map(|line| document.text(line, body.source));
                let first = Cow::Borrowed(lines.next().unwrap_or_default());
                blocks.push(Block::Code(lines.fold(first, |code, line| code + line)));
            }
            NodeKind::HtmlBlock => {
                let lines: String = document.children(id).map(|line| document.text(line, body.source)).collect();
                let text = without_comments(&lines);
                if !text.trim().is_empty() {
                    let mut words = Vec::new();
                    self.push_verbatim(text.trim().to_owned().into(), &mut words);
                    blocks.push(Block::Paragraph(words));
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
                    self.push_division(None, shown, blocks);
                }
            }
            NodeKind::Definitions => blocks.push(self.definitions(body, id)),
            NodeKind::Table => blocks.push(self.table(body, id, None)),
            NodeKind::Rule => blocks.push(Block::Rule),
            NodeKind::Include => {
                let Some(name) = document.name(id) else { return };
                match self.context.block(name) {
                    Some(block) => self.included(block, blocks),
                    None if self.context.makes_block(name) => blocks.push(Block::Made(name)),
                    None => {}
                }
            }
            // The children determine the output.
            _ => {
                let shown = self.children(body, id);
                blocks.extend(shown);
            }
        }
    }

    /// Converts a shared block. An untranslated one is marked with its language.
    fn included(&mut self, block: DocumentText<'a>, blocks: &mut Vec<Block<'a>>) {
        let around = std::mem::replace(&mut self.language, self.context.language(block.origin));
        let shown = self.blocks(block, block.document.top());
        let own = std::mem::replace(&mut self.language, around);
        match own == around {
            true => blocks.extend(shown),
            false => self.push_division(Some(own), shown, blocks),
        }
    }

    /// The title is the only level-1 heading of the page, so a level-1 heading in the text becomes level 2.
    fn heading(&mut self, body: DocumentText<'a>, id: NodeId, level: u8) -> Block<'a> {
        let level = level.saturating_sub(self.raised).max(2);
        self.last_heading = body.document.plain_text(id, body.source);
        self.level = level;
        let own = self.ids.next().unwrap_or_default();
        self.unlinked += 1;
        let words = self.line(body, body.document.children(id));
        self.unlinked -= 1;
        Block::Heading { level, id: own, words }
    }

    fn list(&mut self, body: DocumentText<'a>, id: NodeId, first: Option<u32>) -> Block<'a> {
        let document = body.document;
        let is_paragraph = |id: NodeId| document.node(id).kind == NodeKind::Paragraph;
        let tight = !document.children(id).any(|item| document.children(item).any(is_paragraph));
        let items = document.children(id).map(|item| self.children(body, item)).collect();
        Block::List(List { first, tight, items })
    }

    fn definitions(&mut self, body: DocumentText<'a>, id: NodeId) -> Block<'a> {
        let mut definitions: Vec<Definition> = Vec::new();
        for child in body.document.children(id) {
            let is_term = body.document.node(child).kind == NodeKind::Term;
            // A term after a meaning starts a new definition.
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

    fn table(&mut self, body: DocumentText<'a>, id: NodeId, caption: Option<&'a str>) -> Block<'a> {
        let document = body.document;
        let rows: Vec<NodeId> = document.children(id).collect();
        let row_heads = first_column_heads(body, &rows);
        let (mut head, mut cells): (TableRow<'a>, Vec<TableRow<'a>>) = (Vec::new(), Vec::new());
        for row in rows {
            let read = document.children(row).map(|cell| self.line(body, document.children(cell))).collect();
            match document.node(row).kind {
                NodeKind::TableHead => head = read,
                _ => cells.push(read),
            }
        }
        let alignments = document.alignments(id).to_vec();
        let below = self.last_heading.clone();
        Block::Table(Table { caption, below, row_heads, alignments, head, rows: cells })
    }

    fn quote(&mut self, body: DocumentText<'a>, id: NodeId) -> Block<'a> {
        match card_parts(body.document, id, body.source) {
            Some(parts) => Block::Card(self.card(body, parts)),
            None => Block::Quote(self.children(body, id)),
        }
    }

    fn card(&mut self, body: DocumentText<'a>, parts: CardParts<'a, 'a>) -> Card<'a> {
        let CardParts { kind, lead, title: after_lead, first, rest } = parts;
        self.unmarked += 1;
        let called = self.context.card_label(kind);
        let level = (self.level + 1).min(6);
        let is_own_title = !after_lead.is_empty() || !lead.trim().is_empty();
        let (mut label, mut title) = (None, None);
        if is_own_title {
            label = kind.says_label().then_some(called);
            self.unlinked += 1;
            let mut line = Vec::new();
            self.push_text(lead.into(), &mut line);
            for inline in after_lead {
                self.inline(body, inline, &mut line);
            }
            self.unlinked -= 1;
            title = Some(line);
        } else if kind.is_headed() {
            title = Some(vec![Inline::Text(called.into())]);
        }
        let mut blocks = Vec::new();
        if !first.is_empty() {
            let words = self.line(body, first.into_iter());
            self.end_paragraph(words, &mut blocks);
        }
        let rest = self.blocks(body, rest);
        blocks.extend(rest);
        self.unmarked -= 1;
        Card { kind, label, level, title, is_own_title, blocks }
    }

    fn figure(&mut self, body: DocumentText<'a>, image: NodeId, blocks: &mut Vec<Block<'a>>) {
        let index = body.document.link_index(image);
        let caption = body.document.links().get(index).map_or("", |link| &*link.title);
        match self.picture(body, image) {
            Err(alternative) if !self.as_typed => {
                let shown = [Cow::Owned(alternative), Cow::Borrowed(caption)].into_iter();
                let shown = shown.filter(|text| !text.is_empty());
                blocks.extend(shown.map(|text| Block::Paragraph(vec![Inline::Text(text)])));
            }
            picture => blocks.push(Block::Figure(Figure { picture, caption })),
        }
    }

    /// Returns a picture, or its alternative text if it cannot be shown.
    fn picture(&mut self, body: DocumentText<'a>, id: NodeId) -> Result<Picture<'a>, String> {
        let alternative = body.document.plain_text(id, body.source);
        let destination = self.context.destination(body.origin, body.document.link_index(id));
        match (destination.file, destination.to) {
            (Some(source), Some(LinkTarget::Web(address))) => {
                Ok(Picture { source, address, alternative, size: destination.size })
            }
            _ => Err(alternative),
        }
    }

    /// Ends a line of inline nodes, which becomes a block unless it is empty.
    fn end_line(&self, line: &mut Vec<Inline<'a>>, blocks: &mut Vec<Block<'a>>) {
        let line = std::mem::take(line);
        if !line.is_empty() && (self.as_typed || !is_blank(&line)) {
            blocks.push(Block::Line(line));
        }
    }

    fn end_paragraph(&self, words: Vec<Inline<'a>>, blocks: &mut Vec<Block<'a>>) {
        if self.as_typed || !is_blank(&words) {
            blocks.push(Block::Paragraph(words));
        }
    }

    /// In joined texts, the blocks of a division are not separated from those around it.
    fn push_division(&self, language: Option<TextLanguage<'a>>, shown: Vec<Block<'a>>, blocks: &mut Vec<Block<'a>>) {
        match self.as_typed {
            true => blocks.push(Block::Division(Division { language, blocks: shown })),
            false => blocks.extend(shown),
        }
    }

    /// Returns the footnote with this name. The footnotes of a text are collected once.
    fn note(&mut self, body: DocumentText<'a>, name: &str) -> FoundNote {
        let notes = self.footnotes.entry(body.origin).or_insert_with(|| notes_of(body.document));
        notes.get(name).copied().unwrap_or_default()
    }

    /// Converts the notes in order. A note may contain marks of further notes, which are added meanwhile.
    fn all_notes(mut self) -> Vec<Note<'a>> {
        let mut read = Vec::new();
        while let Some((body, note)) = self.notes.get(read.len()).copied() {
            self.language = self.context.language(body.origin);
            read.push(Note { language: self.language, blocks: self.children(body, note) });
        }
        read
    }
}

/// Whether a line is empty or white space.
fn is_blank(line: &[Inline<'_>]) -> bool {
    line.iter().all(|inline| matches!(inline, Inline::Text(text) if text.trim().is_empty()))
}

/// A paragraph that contains only an image with a title is a figure with a caption.
fn figure_of(document: &Document, paragraph: NodeId) -> Option<NodeId> {
    let mut children = document.children(paragraph);
    let image = children.next().filter(|id| document.node(*id).kind == NodeKind::Image)?;
    let titled = !document.links().get(document.link_index(image))?.title.is_empty();
    (titled && children.next().is_none()).then_some(image)
}

/// The first cells of the rows are headings if the first cell of the header row is empty, or if all of them are bold.
fn first_column_heads(body: DocumentText<'_>, rows: &[NodeId]) -> bool {
    let document = body.document;
    let first_cell = |row: &NodeId| document.children(*row).next();
    let is_bold = |cell: NodeId| {
        let mut children = document.children(cell);
        children.next().is_some_and(|id| document.node(id).kind == NodeKind::Strong) && children.next().is_none()
    };
    let Some((head, rest)) = rows.split_first() else { return false };
    let corner_empty = first_cell(head).is_some_and(|cell| document.children(cell).next().is_none());
    corner_empty || (!rest.is_empty() && rest.iter().all(|row| first_cell(row).is_some_and(is_bold)))
}

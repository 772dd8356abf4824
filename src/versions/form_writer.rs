//! Writes the normal form of a wording, see [`wording`](super::wording).

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::wording_inputs::WordingInputs;
use crate::glossary::GlossaryEntry;
use crate::leaflet::Leaflet;
use crate::library::{Library, ManuscriptId, Target};
use crate::markdown::{CardParts, Document, LinkStyle, NodeId, NodeKind, card_parts, without_comments};
use crate::publication_log::ContentHash;

/// A text on one line, composed (NFC), with single spaces.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        match word.contains('\\') {
            true => line.push_str(&word.replace('\\', "\\\\")),
            false => line.push_str(word),
        }
    }
    match ComposingNormalizerBorrowed::new_nfc().normalize(&line) {
        Cow::Borrowed(_) => line,
        Cow::Owned(composed) => composed,
    }
}

/// A visible line break in the text of a line, until the text is escaped.
const LINE_BREAK: char = '\u{0}';

/// The words of a line, with its links, pictures and emphasised parts.
#[derive(Default)]
struct FormLine {
    words: String,
    parts: Vec<String>,
}

impl FormLine {
    fn escaped(&self) -> String {
        escaped_with_breaks(&self.words)
    }
}

fn escaped_with_breaks(words: &str) -> String {
    if !words.contains(LINE_BREAK) {
        return escaped(words);
    }
    words.split(LINE_BREAK).map(escaped).collect::<Vec<_>>().join(" \\n ")
}

/// Which words of a leaflet are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All that its readers read.
    Whole,
    /// Without the words of shared blocks and of the glossary; a block is written by its name.
    Own,
}

/// The form of the wording of a leaflet, after its first line.
pub(super) fn form(inputs: WordingInputs<'_>, id: ManuscriptId, leaflet: &Leaflet<'_>, extent: Extent) -> String {
    let language = inputs.library.language(id).unwrap_or(&inputs.settings.language);
    let mut writer = FormWriter::new(inputs.library, id, extent);
    writer.line("language", language.tag());
    writer.line("title", &escaped(leaflet.title));
    if let Some(summary) = leaflet.summary() {
        writer.line("summary", &escaped(summary));
    }
    for fact in &leaflet.fields().at_a_glance {
        writer.line("fact", &format!("{}: {}", escaped(&fact.name.value), escaped(&fact.value.value)));
    }
    if let Some(block) = inputs.library.urgent_help(id) {
        writer.line("help", "");
        if extent == Extent::Whole {
            writer.depth += 1;
            writer.text_of(block);
            writer.depth -= 1;
        }
    }
    writer.text_of(id);
    writer.footnotes();
    if extent == Extent::Whole {
        writer.glossary();
    }
    writer.form
}

/// The form of the words of a shared block, without those of blocks in it.
pub(super) fn form_of_block(library: &Library<'_>, block: ManuscriptId) -> String {
    let mut writer = FormWriter::new(library, block, Extent::Own);
    writer.text_of(block);
    writer.footnotes();
    writer.form
}

/// An entry of the glossary as the form writes it.
pub(super) fn form_of_word(entry: &GlossaryEntry) -> String {
    format!("{}: {}", escaped(&entry.word.text), escaped(&entry.meaning.text))
}

struct FormWriter<'a> {
    library: &'a Library<'a>,
    page: ManuscriptId,
    extent: Extent,
    form: String,
    depth: usize,
    /// The footnotes in the order of their first marks: the text, and the footnote's node.
    notes: Vec<(ManuscriptId, NodeId)>,
}

impl<'a> FormWriter<'a> {
    fn new(library: &'a Library<'a>, page: ManuscriptId, extent: Extent) -> Self {
        Self { library, page, extent, form: String::new(), depth: 0, notes: Vec::new() }
    }

    fn line(&mut self, kind: &str, text: &str) {
        for _ in 0..self.depth {
            self.form.push_str("  ");
        }
        self.form.push_str(kind);
        if !text.is_empty() {
            self.form.push(' ');
            self.form.push_str(text);
        }
        self.form.push('\n');
    }

    /// Writes a line with its parts, unless it is empty.
    fn words(&mut self, kind: &str, line: &FormLine) {
        let words = line.escaped();
        if words.is_empty() && line.parts.is_empty() && kind == "text" {
            return;
        }
        self.line(kind, &words);
        self.parts(line);
    }

    fn parts(&mut self, line: &FormLine) {
        for part in &line.parts {
            self.line("+", part);
        }
    }

    /// Writes the text of a manuscript.
    fn text_of(&mut self, id: ManuscriptId) {
        let document = &self.library.manuscript(id).document;
        self.blocks(id, document, document.top());
    }

    fn blocks(&mut self, id: ManuscriptId, document: &'a Document, nodes: impl Iterator<Item = NodeId>) {
        let mut line = FormLine::default();
        for node in nodes {
            match document.node(node).kind.is_inline() {
                true => self.inline(id, document, node, &mut line),
                false => {
                    self.words("text", &std::mem::take(&mut line));
                    self.block(id, document, node);
                }
            }
        }
        self.words("text", &line);
    }

    /// Writes a line `kind`, and below it what a node contains.
    fn group(&mut self, kind: &str, id: ManuscriptId, document: &'a Document, node: NodeId) {
        self.line(kind, "");
        self.depth += 1;
        self.blocks(id, document, document.children(node));
        self.depth -= 1;
    }

    fn block(&mut self, id: ManuscriptId, document: &'a Document, node: NodeId) {
        let source = self.library.text(id);
        match document.node(node).kind {
            NodeKind::Paragraph => {
                let line = self.inlines(id, document, document.children(node));
                self.words("text", &line);
            }
            NodeKind::Heading(level) => {
                let line = self.inlines(id, document, document.children(node));
                self.words(&format!("heading {}", level.max(2)), &line);
            }
            NodeKind::Quote => match card_parts(document, node, source) {
                Some(parts) => self.card(id, document, parts),
                None => self.group("quote", id, document, node),
            },
            NodeKind::CodeBlock => {
                let code: String = document.children(node).map(|line| document.text(line, source)).collect();
                for line in code.lines() {
                    self.line("code", &line.replace('\\', "\\\\"));
                }
            }
            NodeKind::HtmlBlock => {
                let html: String = document.children(node).map(|line| document.text(line, source)).collect();
                let line = FormLine { words: without_comments(&html).into_owned(), parts: Vec::new() };
                self.words("text", &line);
            }
            NodeKind::BulletList => self.group("bullets", id, document, node),
            NodeKind::NumberedList => {
                self.group(&format!("numbers {}", document.first_number(node)), id, document, node);
            }
            NodeKind::Item => self.group("item", id, document, node),
            NodeKind::Footnote => {
                // A footnote with a mark is written at the end.
                if !is_marked(document, node) {
                    self.blocks(id, document, document.children(node));
                }
            }
            NodeKind::Term => {
                let line = self.inlines(id, document, document.children(node));
                self.words("term", &line);
            }
            NodeKind::Meaning => self.group("meaning", id, document, node),
            NodeKind::Table => self.group("table", id, document, node),
            NodeKind::TableHead => self.row("head", id, document, node),
            NodeKind::TableRow => self.row("row", id, document, node),
            NodeKind::Rule => self.line("rule", ""),
            NodeKind::Include => {
                let Some(name) = document.name(node) else { return };
                if self.extent == Extent::Own {
                    self.line("block", &escaped(name));
                    return;
                }
                match self.library.blocks().shown(name, self.library.language(self.page)) {
                    Some(block) => self.text_of(block),
                    None => self.line("made", &escaped(name)),
                }
            }
            _ => self.blocks(id, document, document.children(node)),
        }
    }

    fn card(&mut self, id: ManuscriptId, document: &'a Document, parts: CardParts<'a, '_>) {
        let CardParts { kind, lead, title: after_lead, first, rest } = parts;
        let mut title = FormLine { words: lead.to_owned(), parts: Vec::new() };
        for inline in after_lead {
            self.inline(id, document, inline, &mut title);
        }
        self.words(&format!("card {}", kind.class()), &title);
        self.depth += 1;
        let first = self.inlines(id, document, first.into_iter());
        self.words("text", &first);
        self.blocks(id, document, rest);
        self.depth -= 1;
    }

    fn row(&mut self, kind: &str, id: ManuscriptId, document: &'a Document, node: NodeId) {
        let mut line = FormLine::default();
        let mut cells = Vec::new();
        for cell in document.children(node) {
            let FormLine { words, parts } = self.inlines(id, document, document.children(cell));
            cells.push(escaped_with_breaks(&words).replace('|', "\\|"));
            line.parts.extend(parts);
        }
        self.line(kind, &cells.join(" | "));
        self.parts(&line);
    }

    fn inlines(&mut self, id: ManuscriptId, document: &'a Document, nodes: impl Iterator<Item = NodeId>) -> FormLine {
        let mut line = FormLine::default();
        for node in nodes {
            self.inline(id, document, node, &mut line);
        }
        line
    }

    fn inline(&mut self, id: ManuscriptId, document: &'a Document, node: NodeId, line: &mut FormLine) {
        let source = self.library.text(id);
        let start = line.words.len();
        match document.node(node).kind {
            NodeKind::Text | NodeKind::Code => line.words.push_str(document.text(node, source)),
            NodeKind::Html => line.words.push_str(&without_comments(document.text(node, source))),
            NodeKind::SoftBreak => line.words.push(' '),
            NodeKind::HardBreak => line.words.push(LINE_BREAK),
            NodeKind::FootnoteMark => {
                if let Some(number) = self.note_number(id, document, node) {
                    line.words.push_str(&format!("[^{number}]"));
                }
            }
            NodeKind::Image => {
                let words = escaped(&document.plain_text(node, source));
                let caption = document.links().get(document.link_index(node)).map_or("", |link| &*link.title);
                let caption =
                    if caption.is_empty() { String::new() } else { format!(", caption {}", escaped(caption)) };
                line.parts.push(format!("picture {} {words}{caption}", self.picture(id, document, node)));
            }
            kind => {
                for child in document.children(node) {
                    self.inline(id, document, child, line);
                }
                // Readers see the title of the leaflet, which is part of that leaflet's own wording.
                let is_named = kind == NodeKind::Link
                    && document
                        .links()
                        .get(document.link_index(node))
                        .is_some_and(|link| link.style == LinkStyle::Wiki);
                if is_named {
                    line.words.truncate(start);
                    line.words.push_str(&self.target(id, document, node));
                }
                let words = escaped_with_breaks(&line.words[start..]);
                match kind {
                    NodeKind::Strong => line.parts.push(format!("strong {words}")),
                    NodeKind::Emphasis => line.parts.push(format!("emphasis {words}")),
                    NodeKind::Link => line.parts.push(format!("link {words} -> {}", self.target(id, document, node))),
                    _ => {}
                }
            }
        }
    }

    /// The SHA-256 of a picture's file.
    fn picture(&self, id: ManuscriptId, document: &Document, node: NodeId) -> String {
        match self.library.targets(id).get(document.link_index(node)) {
            Some(Target::File(source)) => {
                let picture = self.library.sources.file(*source).picture();
                picture.map_or_else(|| "unreadable".to_owned(), |picture| ContentHash(picture.digest).to_string())
            }
            _ => "missing".to_owned(),
        }
    }

    /// The target of a link. A leaflet is named by its reference, so that moving its file changes nothing.
    fn target(&self, id: ManuscriptId, document: &Document, node: NodeId) -> String {
        let index = document.link_index(node);
        match self.library.targets(id).get(index) {
            Some(Target::Manuscript { id, fragment }) => {
                let original = self.library.manuscript(self.library.original(*id));
                let mut target = match &original.front_matter.reference {
                    Some(reference) => escaped(&reference.value).to_uppercase(),
                    None => self.library.sources.file(original.source).path_in_role().to_owned(),
                };
                if let Some(language) = self.library.language(*id) {
                    target.push_str(&format!(" ({})", language.tag()));
                }
                if let Some(fragment) = fragment {
                    target.push_str(&format!("#{fragment}"));
                }
                target
            }
            Some(Target::Here { fragment }) => format!("#{fragment}"),
            Some(Target::File(source)) => format!("file {}", self.library.sources.file(*source).path_in_role()),
            Some(Target::Elsewhere) => {
                document.links().get(index).map_or_else(String::new, |link| link.destination.to_string())
            }
            Some(Target::Missing(_)) | None => "nowhere".to_owned(),
        }
    }

    fn note_number(&mut self, id: ManuscriptId, document: &Document, mark: NodeId) -> Option<usize> {
        let name = document.name(mark)?;
        let is_it =
            |node: &NodeId| document.node(*node).kind == NodeKind::Footnote && document.name(*node) == Some(name);
        let note = (0..document.nodes().len()).find(is_it)?;
        let known = self.notes.iter().position(|known| *known == (id, note));
        Some(
            known.unwrap_or_else(|| {
                self.notes.push((id, note));
                self.notes.len() - 1
            }) + 1,
        )
    }

    fn footnotes(&mut self) {
        // A footnote may have marks of further ones.
        let mut next = 0;
        while let Some((id, node)) = self.notes.get(next).copied() {
            next += 1;
            self.group(&format!("note {next}"), id, &self.library.manuscript(id).document, node);
        }
    }

    fn glossary(&mut self) {
        let entries = words_of(self.library, self.page);
        for entry in entries {
            self.line("word", &form_of_word(entry));
        }
    }
}

/// Whether a mark in the same text refers to a footnote.
fn is_marked(document: &Document, footnote: NodeId) -> bool {
    let name = document.name(footnote);
    let is_mark = |id: NodeId| document.node(id).kind == NodeKind::FootnoteMark && document.name(id) == name;
    (0..document.nodes().len()).any(is_mark)
}

/// The entries of the glossary whose words a leaflet explains, in order.
pub(super) fn words_of<'a>(library: &'a Library<'a>, id: ManuscriptId) -> Vec<&'a GlossaryEntry> {
    let uses = library.glossary_uses(id).iter();
    let mut entries: Vec<_> = uses.filter_map(|used| library.glossary.entries.get(used.entry)).collect();
    entries.sort_by(|a, b| a.word.text.cmp(&b.word.text));
    entries.dedup_by(|a, b| a.word.text == b.word.text);
    entries
}

//! A leaflet as a sequence of lines, for plain text and braille.

use crate::markdown::{Alignment, Block, Inline, LinkTarget, List};
use crate::render::view::{DetailFact, LeafletView, SourceLink};

/// A line of any length, which the format wraps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) struct Line {
    pub kind: LineKind,
    /// The number of lists that contain it.
    pub depth: usize,
    /// The bullet or the number before it.
    pub mark: Option<String>,
    /// The words. `
    /// ` is a visible line break.
    pub text: String,
    /// Whether it follows the previous line without a gap.
    pub close: bool,
}

/// The kind of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::render) enum LineKind {
    /// The title of the leaflet.
    Title,
    /// A heading, with its level, 2 to 6.
    Heading(u8),
    /// A paragraph or an item of a list.
    Words,
    /// Preformatted text.
    Code,
    /// A horizontal rule.
    Rule,
    /// A table: the cells of its rows, of which the first is the header, and the alignment of its columns.
    Table(Vec<Vec<String>>, Vec<Alignment>),
}

/// Which lines to include.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) struct LineSelection {
    /// Whether links are numbered and their addresses are listed at the end.
    pub addresses: bool,
}

/// The lines of a leaflet.
pub(in crate::render) fn lines(view: &LeafletView<'_>, wanted: LineSelection) -> Vec<Line> {
    let mut writer = LineWriter { view, wanted, lines: Vec::new(), addresses: Vec::new(), depth: 0 };
    writer.leaflet();
    writer.lines
}

struct LineWriter<'a> {
    view: &'a LeafletView<'a>,
    wanted: LineSelection,
    lines: Vec<Line>,
    addresses: Vec<String>,
    depth: usize,
}

impl LineWriter<'_> {
    fn leaflet(&mut self) {
        let view = self.view;
        let words = view.words;
        self.push(LineKind::Title, view.title.to_owned());
        if let Some(summary) = view.summary {
            self.words(summary);
        }
        if let Some(notice) = view.publisher.notice {
            self.words(&format!("{} {notice}", words.get("important")));
        }
        self.facts(&self.view.facts.identity);
        let current = words.get("still_current_text").replace("{date}", &view.archive_date.words);
        let mut still = format!("{} {current}", words.get("still_current"));
        if let Some(address) = &view.short_address {
            still = format!("{still} {} {address}", words.get("print_check"));
        }
        self.words(&still);
        if let Some(crisis) = &view.text.crisis {
            if let Some(heading) = crisis.heading {
                self.heading(heading);
            }
            self.blocks(&crisis.blocks);
        }
        self.blocks(&view.text.body);
        self.notes();
        self.glossary();
        self.alternatives();
        self.sources();
        self.about();
        self.other_formats();
        self.all_addresses();
        self.end();
    }

    /// Writes facts without gaps between them.
    fn facts(&mut self, facts: &[DetailFact<'_>]) {
        for (index, fact) in facts.iter().enumerate() {
            self.fact(fact.label, &fact.text(), index > 0);
        }
    }

    fn fact(&mut self, name: &str, value: &str, close: bool) {
        self.words(&format!("{name}: {value}"));
        self.close_last(close);
    }

    fn notes(&mut self) {
        if self.view.text.notes.is_empty() {
            return;
        }
        self.heading(self.view.words.get("notes"));
        for (index, note) in self.view.text.notes.iter().enumerate() {
            self.item(&format!("[{}]", index + 1), &note.blocks, index > 0);
        }
    }

    fn glossary(&mut self) {
        if self.view.glossary.is_empty() {
            return;
        }
        self.heading(self.view.words.get("glossary"));
        for explained in &self.view.glossary {
            self.words(&format!("{}: {}", explained.word, explained.meaning));
        }
    }

    fn alternatives(&mut self) {
        let Some(alternatives) = &self.view.comparison else { return };
        let words = self.view.words;
        self.heading(words.get("alternatives"));
        for row in &alternatives.leaflets {
            let name = match row.this {
                true => format!("{} ({})", row.title, words.get("this_leaflet")),
                false => self.with_address(row.title, row.address.as_deref()),
            };
            self.words(&name);
            if alternatives.facts.is_empty() {
                if let Some(summary) = row.summary.filter(|_| !row.this) {
                    self.words(summary);
                    self.close_last(true);
                }
                continue;
            }
            for (fact, value) in alternatives.facts.iter().zip(&row.values) {
                let value = value.unwrap_or_else(|| words.get("not_stated"));
                self.depth += 1;
                self.push_item("-", format!("{}: {value}", fact.name), true);
                self.depth -= 1;
            }
        }
    }

    fn sources(&mut self) {
        if self.view.sources.is_empty() {
            return;
        }
        self.heading(self.view.words.get("sources"));
        for SourceLink { name, address } in &self.view.sources {
            let text = self.with_address(name, *address);
            self.depth += 1;
            self.push_item("-", text, false);
            self.depth -= 1;
        }
    }

    fn about(&mut self) {
        let view = self.view;
        self.heading(view.words.get("about_this_leaflet"));
        self.facts(&view.facts.about);
        self.words(&view.words.get("archive_note").replace("{date}", &view.archive_date.words));
    }

    fn other_formats(&mut self) {
        let view = self.view;
        let words = view.words;
        self.heading(words.get("other_format"));
        self.words(&words.get("other_format_text").replace("{reference}", view.reference));
        let publisher = &view.publisher;
        for (name, value) in [("call_us", publisher.phone), ("email_us", publisher.email)] {
            if let Some(value) = value {
                self.fact(words.get(name), value, name == "email_us" && publisher.phone.is_some());
            }
        }
    }

    fn all_addresses(&mut self) {
        if self.addresses.is_empty() {
            return;
        }
        self.heading(self.view.words.get("addresses"));
        let before = self.view.text.notes.len();
        for (index, address) in std::mem::take(&mut self.addresses).into_iter().enumerate() {
            self.push_item(&format!("[{}]", before + index + 1), address, index > 0);
        }
    }

    /// Repeats the facts at the top, for readers who have only the last page or the end of a message.
    fn end(&mut self) {
        self.push(LineKind::Rule, String::new());
        let publisher = &self.view.publisher;
        self.words(self.view.title);
        self.words(publisher.name.unwrap_or(publisher.site));
        self.close_last(true);
        self.facts(&self.view.facts.identity);
    }

    /// Words with the number of an address. The same address has the same number.
    fn with_address(&mut self, words: &str, address: Option<&str>) -> String {
        let mut text = words.to_owned();
        if let Some(address) = address.filter(|_| self.wanted.addresses) {
            self.mark_address(address, &mut text);
        }
        text
    }

    fn mark_address(&mut self, address: &str, text: &mut String) {
        let known = self.addresses.iter().position(|known| known == address);
        let number = known.unwrap_or_else(|| {
            self.addresses.push(address.to_owned());
            self.addresses.len() - 1
        });
        // Notes and addresses share one sequence of numbers, so that each mark is unique.
        text.push_str(&format!("[{}]", self.view.text.notes.len() + number + 1));
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Heading { level, words, .. } => {
                let text = self.line(words);
                self.push(LineKind::Heading(*level), text);
            }
            Block::Paragraph(words) | Block::Line(words) => {
                let text = self.line(words);
                self.push(LineKind::Words, text);
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => {
                if let Some(caption) = table.caption {
                    self.words(caption);
                }
                let rows = std::iter::once(&table.head).chain(&table.rows);
                let rows =
                    rows.map(|row| row.iter().map(|cell| self.line(cell).replace('\n', " ")).collect()).collect();
                self.push(LineKind::Table(rows, table.alignments.clone()), String::new());
            }
            Block::Card(card) => {
                let label = card.label.map(|label| format!("{label}: ")).unwrap_or_default();
                if let Some(title) = &card.title {
                    let text = format!("{label}{}", self.line(title));
                    self.push(LineKind::Heading(card.level), text);
                }
                self.blocks(&card.blocks);
            }
            Block::Division(division) => self.blocks(&division.blocks),
            Block::Made(_) => {}
            Block::Quote(blocks) => {
                self.depth += 1;
                self.blocks(blocks);
                self.depth -= 1;
            }
            Block::Figure(figure) => {
                match &figure.picture {
                    Ok(picture) => self.picture(&picture.alternative),
                    Err(alternative) => self.words(alternative),
                }
                if !figure.caption.is_empty() {
                    self.words(figure.caption);
                }
            }
            Block::Code(code) => self.push(LineKind::Code, code.trim_end_matches('\n').to_owned()),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        let text = self.line(term);
                        self.push(LineKind::Words, text);
                    }
                    for meaning in &definition.meanings {
                        self.depth += 1;
                        let first = self.lines.len();
                        self.blocks(meaning);
                        self.close(first);
                        self.depth -= 1;
                    }
                }
            }
            Block::Rule => self.push(LineKind::Rule, String::new()),
        }
    }

    fn list(&mut self, list: &List<'_>) {
        let mut number = list.first;
        for (index, item) in list.items.iter().enumerate() {
            let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
            // There is no gap between a list and its lead-in, or between items, if the author left none.
            let lead =
                index == 0 && self.lines.last().is_some_and(|line| line.kind == LineKind::Words && self.depth > 0);
            self.depth += 1;
            self.item(&mark, item, list.tight && (index > 0 || lead));
            self.depth -= 1;
            number = number.map(|number| number.saturating_add(1));
        }
    }

    /// Writes the blocks of an item; the first has the mark.
    fn item(&mut self, mark: &str, blocks: &[Block<'_>], close: bool) {
        let first = self.lines.len();
        self.blocks(blocks);
        match self.lines.get_mut(first) {
            Some(line) if line.mark.is_none() && matches!(line.kind, LineKind::Words) => {
                line.mark = Some(mark.to_owned());
                line.close = close;
            }
            _ => self.lines.insert(first, self.blank_item(mark, close)),
        }
    }

    fn blank_item(&self, mark: &str, close: bool) -> Line {
        Line { kind: LineKind::Words, depth: self.depth, mark: Some(mark.to_owned()), text: String::new(), close }
    }

    fn push_item(&mut self, mark: &str, text: String, close: bool) {
        let line = Line { text, ..self.blank_item(mark, close) };
        self.lines.push(line);
    }

    fn push(&mut self, kind: LineKind, text: String) {
        self.lines.push(Line { kind, depth: self.depth, mark: None, text, close: false });
    }

    fn words(&mut self, text: &str) {
        self.push(LineKind::Words, text.to_owned());
    }

    fn heading(&mut self, text: &str) {
        self.push(LineKind::Heading(2), text.to_owned());
    }

    fn close_last(&mut self, close: bool) {
        if let Some(last) = self.lines.last_mut() {
            last.close = close;
        }
    }

    fn close(&mut self, index: usize) {
        if let Some(line) = self.lines.get_mut(index) {
            line.close = true;
        }
    }

    /// Writes the alternative text of a picture.
    fn picture(&mut self, alternative: &str) {
        if !alternative.is_empty() {
            self.words(&format!("({}: {alternative})", self.view.words.get("picture")));
        }
    }

    fn line(&mut self, words: &[Inline<'_>]) -> String {
        let mut text = String::new();
        self.inlines(words, &mut text);
        text
    }

    fn inlines(&mut self, words: &[Inline<'_>], text: &mut String) {
        for inline in words {
            match inline {
                Inline::Text(words) | Inline::Verbatim(words) => text.push_str(words),
                Inline::Code(words) | Inline::Phone { words, .. } => text.push_str(words),
                Inline::Term(term) => {
                    text.push_str(&term.words);
                    text.push_str(term.held);
                }
                Inline::Strong(words) | Inline::Emphasis(words) => self.inlines(words, text),
                Inline::Link { to, words, .. } => {
                    self.inlines(words, text);
                    if let LinkTarget::Web(address) = to
                        && self.wanted.addresses
                        && !text.ends_with(address.trim_start_matches("mailto:"))
                    {
                        self.mark_address(address.trim_start_matches("mailto:"), text);
                    }
                }
                Inline::Picture(picture) if !picture.alternative.is_empty() => {
                    text.push_str(&format!("({}: {})", self.view.words.get("picture"), picture.alternative));
                }
                Inline::Picture(_) => {}
                Inline::Mark(mark) => text.push_str(&format!("[{}]", mark.number)),
                Inline::SoftBreak => text.push(' '),
                Inline::LineBreak => text.push('\n'),
            }
        }
    }
}

//! Blocks and inlines as the data of a template.

use serde_json::{Value, json};

use super::{AVERAGE, LONG_CARD, PdfContentWriter, WHOLE};
use crate::markdown::{Alignment, Block, Card, Definition, Figure, Inline, LinkTarget, List, Picture, Table, TableRow};
use crate::render::formats::pdf::letters::runs_from_right;
use crate::render::formats::pdf::tables::{CellSize, LINE, PADDING, TableLayout, TableSpace, columns};
use crate::text::phone;

/// The height of a page in points, without its margins and a few lines.
const PAGE: f32 = 640.0;
/// The maximum width of an inline picture, in points.
const MAX_INLINE_WIDTH: f32 = 300.0;
/// The maximum height of an inline picture, in points.
const MAX_INLINE: f32 = 300.0;
/// The assumed height of a picture of unknown size, in ems.
const UNKNOWN: f32 = 16.0;
/// Lists with up to this many items are kept on one page.
const SHORT_LIST: usize = 6;

impl PdfContentWriter<'_> {
    // ---- Blocks ----

    pub(super) fn blocks(&mut self, blocks: &mut [Block<'_>]) -> Vec<Value> {
        let mut written = Vec::with_capacity(blocks.len());
        for block in blocks {
            if let Some(instead) = self.block(block, &mut written) {
                *block = instead;
            }
        }
        written
    }

    /// Writes a block; returns the block that is printed instead, if any.
    fn block<'a>(&mut self, block: &mut Block<'a>, written: &mut Vec<Value>) -> Option<Block<'a>> {
        self.height += LINE;
        let data = match block {
            Block::Heading { level, id, words } => {
                self.headings += usize::from(*level == 2);
                let words = self.narrower(1.5, |writer| writer.line(words));
                self.turned(json!({"kind": "heading", "level": level, "id": id, "words": words}))
            }
            Block::Paragraph(words) | Block::Line(words) => {
                let size = self.size;
                let words = self.line(words);
                self.turned(json!({"kind": "paragraph", "words": words, "letters": self.size - size}))
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => {
                let (data, instead) = self.table(table);
                written.push(data);
                return instead;
            }
            Block::Card(card) => self.card(card),
            Block::Quote(blocks) => {
                let blocks = self.indented(1.5, |writer| writer.blocks(blocks));
                json!({"kind": "quote", "blocks": blocks})
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Code(code) => {
                let lines = code.trim_end_matches('\n').split('\n');
                let lines: Vec<Vec<Value>> = lines.map(|line| self.indented(2.0, |writer| writer.text(line))).collect();
                json!({"kind": "code", "lines": lines})
            }
            Block::Definitions(items) => {
                let items: Vec<Value> = items.iter_mut().map(|item| self.definition(item)).collect();
                json!({"kind": "definitions", "items": items})
            }
            Block::Rule => json!({"kind": "rule"}),
            Block::Division(division) => {
                written.extend(self.blocks(&mut division.blocks));
                return None;
            }
            Block::Made(_) => return None,
        };
        written.push(data);
        None
    }

    pub(super) fn list(&mut self, list: &mut List<'_>) -> Value {
        let height = self.height;
        let items: Vec<Value> =
            list.items.iter_mut().map(|item| self.indented(2.0, |writer| writer.blocks(item)).into()).collect();
        let whole = list.tight && list.items.len() <= SHORT_LIST && self.height - height <= WHOLE;
        json!({"kind": "list", "first": list.first, "tight": list.tight, "items": items, "whole": whole})
    }

    fn definition(&mut self, definition: &mut Definition<'_>) -> Value {
        let terms: Vec<Vec<Value>> = definition.terms.iter().map(|term| self.line(term)).collect();
        let meanings: Vec<Vec<Value>> =
            definition.meanings.iter_mut().map(|meaning| self.indented(1.5, |writer| writer.blocks(meaning))).collect();
        json!({"terms": terms, "meanings": meanings})
    }

    fn card(&mut self, card: &mut Card<'_>) -> Value {
        let (size, height) = (self.size, self.height);
        let title = card.title.as_ref().map(|title| self.narrower(1.6, |writer| writer.line(title)));
        let label = card.label.map(|label| self.text(label));
        let blocks = self.indented(3.0, |writer| writer.blocks(&mut card.blocks));
        let whole = self.size - size <= LONG_CARD && self.height - height <= WHOLE;
        json!({
            "kind": "card", "card": card.kind.class(), "level": card.level, "label": label, "title": title,
            "blocks": blocks, "letters": self.size - size, "whole": whole,
        })
    }

    fn figure(&mut self, figure: &Figure<'_>) -> Value {
        let height = self.height;
        let caption = (!figure.caption.is_empty()).then(|| self.text(figure.caption));
        let whole = self.height - height <= WHOLE / 4.0;
        // It fills most of a page, so the block that contains it may be split between pages.
        self.height += WHOLE;
        let mut data = match &figure.picture {
            Ok(picture) => self.picture(picture),
            Err(alternative) => self.in_words(alternative),
        };
        data["caption"] = json!(caption);
        json!({"kind": "figure", "picture": data, "caption": caption, "whole": whole})
    }

    /// A picture, or its alternative text if it cannot be printed.
    fn picture(&mut self, picture: &Picture<'_>) -> Value {
        let file = (self.shared.ending)(picture.source).map(|ending| {
            let known = self.pictures.iter().find(|(source, _)| *source == picture.source);
            known.map(|(_, name)| name.clone()).unwrap_or_else(|| {
                let name = format!("picture-{}.{ending}", self.pictures.len() + 1);
                self.pictures.push((picture.source, name.clone()));
                name
            })
        });
        let width = picture.size.map(|(width, _)| width);
        // The maximum height of an inline picture also applies.
        let by_height =
            picture.size.map_or(f32::INFINITY, |(width, height)| MAX_INLINE * width as f32 / height.max(1) as f32);
        let widest = (self.room * self.point).min(by_height);
        let shown = if file.is_none() { self.text(&picture.alternative) } else { Vec::new() };
        json!({
            "kind": "picture", "file": file, "alternative": self.plain(&picture.alternative), "words": shown,
            "width": width, "widest": widest,
        })
    }

    /// The alternative text of a missing picture.
    fn in_words(&mut self, alternative: &str) -> Value {
        let (plain, words) = (self.plain(alternative), self.text(alternative));
        json!({"kind": "picture", "file": null, "alternative": plain, "words": words, "width": null, "widest": self.room})
    }

    /// The size of a cell.
    fn measured(&self, cell: &[Inline<'_>]) -> CellSize {
        let mut pictures = 0.0;
        each_picture(cell, &mut |picture| {
            pictures += match picture.size {
                Some((width, height)) if width > 0 => {
                    let shown = (width as f32 * 0.75).min(MAX_INLINE_WIDTH);
                    (shown * height as f32 / width as f32).min(MAX_INLINE) / self.point
                }
                _ => UNKNOWN,
            };
        });
        CellSize { text: said(cell), pictures }
    }

    /// A table, and the block that is printed instead if it does not fit.
    pub(super) fn table<'a>(&mut self, table: &mut Table<'a>) -> (Value, Option<Block<'a>>) {
        let texts: Vec<Vec<CellSize>> = std::iter::once(&table.head)
            .chain(&table.rows)
            .map(|row| row.iter().map(|cell| self.measured(cell)).collect())
            .collect();
        let columns = columns(&texts, TableSpace { width: self.room, height: PAGE / self.point }, &self.letters);
        let height = |row: &Vec<CellSize>| {
            row.iter().map(|cell| lines(cell.text.len(), self.room) * LINE + cell.pictures).sum::<f32>()
        };
        let head_height = texts.first().map(height).unwrap_or_default();
        let whole = texts.iter().skip(1).all(|row| row.len() <= 10 && height(row) + head_height <= WHOLE);
        let count = table.head.len();
        let rooms: Vec<f32> = match &columns {
            TableLayout::Fitted(widths) => widths.clone(),
            _ => vec![self.room; count],
        };
        let mut cells = |row: &TableRow<'_>| -> Vec<Value> {
            let cell = |(column, cell): (usize, &Vec<Inline<'_>>)| {
                let room = rooms.get(column).copied().unwrap_or(self.room);
                let before = std::mem::replace(&mut self.room, room - PADDING);
                let words = self.line(cell);
                self.room = before;
                self.turned_words(words)
            };
            row.iter().enumerate().map(cell).collect()
        };
        let head = cells(&table.head);
        let rows: Vec<Vec<Value>> = table.rows.iter().map(&mut cells).collect();
        let alignments: Vec<&str> = table
            .alignments
            .iter()
            .map(|alignment| match alignment {
                Alignment::Start => "start",
                Alignment::Centre => "centre",
                Alignment::End => "end",
            })
            .collect();
        let caption = table.caption.map(|caption| self.text(caption));
        // Repeated header rows are hidden from screen readers, and PDF/UA does not allow hidden links.
        let repeat = !table.head.iter().any(|cell| has_link(cell));
        let instead = (columns == TableLayout::Rows).then(|| as_lists(table));
        let (kind, widths) = match columns {
            TableLayout::Natural => ("table", vec![None; count]),
            TableLayout::Fitted(widths) => ("table", widths.into_iter().map(Some).collect()),
            TableLayout::Rows => ("rows", Vec::new()),
        };
        let data = json!({
            "kind": kind, "caption": caption, "row-heads": table.row_heads, "alignments": alignments,
            "widths": widths, "head": head, "rows": rows, "whole": whole, "repeat": repeat,
        });
        (data, instead)
    }

    // ---- Lines ----

    fn line(&mut self, line: &[Inline<'_>]) -> Vec<Value> {
        let mut words = Vec::with_capacity(line.len());
        for inline in line {
            match inline {
                Inline::Text(text) | Inline::Verbatim(text) => words.extend(self.text(text)),
                Inline::Strong(inner) => words.push(json!({"kind": "strong", "words": self.line(inner)})),
                Inline::Emphasis(inner) => words.push(json!({"kind": "emphasis", "words": self.line(inner)})),
                Inline::Code(text) => words.push(json!({"kind": "code", "words": self.text(text)})),
                Inline::Link { to, words: inner, .. } => {
                    let inner = self.line(inner);
                    words.push(match to {
                        LinkTarget::Web(address) => json!({"kind": "link", "address": address, "words": inner}),
                        LinkTarget::Telephone(_) => phone_link(to.digits(), inner),
                        LinkTarget::Heading(id) => json!({"kind": "link", "heading": id, "words": inner}),
                    });
                }
                Inline::Phone { digits, words: number } => {
                    let number = self.text(number);
                    words.push(phone_link(digits, number));
                }
                Inline::Term(term) => {
                    words.extend(self.text(&term.words));
                    words.extend(self.text(term.held));
                }
                Inline::SoftBreak => words.push(Value::from(" ")),
                Inline::Picture(picture) => words.push(self.picture(picture)),
                Inline::Mark(mark) => {
                    words.push(json!({"kind": "mark", "number": mark.number, "first": mark.first}));
                }
                Inline::LineBreak => words.push(json!({"kind": "break"})),
            }
        }
        words
    }

    /// Words, in parts between which a line may be broken. The groups of a telephone number are kept from left to right
    /// in right-to-left text.
    pub(super) fn text(&mut self, text: &str) -> Vec<Value> {
        if self.view.language.direction() == "ltr" || !text.contains(|letter: char| letter.is_ascii_digit()) {
            return self.plain_text(text);
        }
        let (mut words, mut at) = (Vec::new(), 0);
        for number in phone::find_in(text) {
            let (start, end) = (number.range.start as usize, number.range.end as usize);
            words.extend(self.plain_text(&text[at..start]));
            let number = self.plain_text(&text[start..end]);
            words.push(json!({"kind": "turned", "direction": "ltr", "words": number}));
            at = end;
        }
        words.extend(self.plain_text(&text[at..]));
        words
    }

    fn plain_text(&mut self, text: &str) -> Vec<Value> {
        if text.is_empty() {
            return Vec::new();
        }
        let text = self.letters.clean(text);
        self.size += text.len();
        self.height += text.len() as f32 * AVERAGE / self.room * LINE;
        let parts = self.letters.cut(&text, self.room);
        let mut words = Vec::with_capacity(parts.len() * 2);
        for part in parts {
            if !words.is_empty() {
                words.push(json!({"kind": "cut"}));
            }
            words.push(Value::from(part));
        }
        words
    }

    /// Sets the direction of a block if it differs from that of the leaflet.
    fn turned(&self, mut block: Value) -> Value {
        if let Some(direction) = self.other_direction(&block["words"]) {
            block["direction"] = Value::from(direction);
        }
        block
    }

    /// The words of a cell, likewise.
    pub(super) fn turned_words(&self, words: Vec<Value>) -> Value {
        let words = Value::from(words);
        match self.other_direction(&words) {
            Some(direction) => json!([{"kind": "turned", "direction": direction, "words": words}]),
            None => words,
        }
    }

    fn other_direction(&self, words: &Value) -> Option<&'static str> {
        let from_right = first_direction(words)?;
        let direction = if from_right { "rtl" } else { "ltr" };
        (direction != self.view.language.direction()).then_some(direction)
    }

    fn indented<T>(&mut self, by: f32, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.room;
        self.room = (before - by).max(4.0);
        let written = write(self);
        self.room = before;
        written
    }

    /// Writes in a larger font, in which fewer letters fit on a line.
    pub(super) fn narrower<T>(&mut self, by: f32, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.room;
        self.room = before / by;
        let written = write(self);
        self.room = before;
        written
    }
}

/// A telephone number as a link.
fn phone_link(digits: &str, words: Vec<Value>) -> Value {
    json!({"kind": "link", "address": format!("tel:{digits}"), "words": words, "number": true})
}

/// The direction of the first letter.
fn first_direction(words: &Value) -> Option<bool> {
    match words {
        Value::String(text) => runs_from_right(text),
        Value::Array(parts) => parts.iter().find_map(first_direction),
        Value::Object(part) => part.get("words").and_then(first_direction),
        _ => None,
    }
}

/// The approximate number of lines that some letters fill.
fn lines(letters: usize, room: f32) -> f32 {
    (letters as f32 * AVERAGE / room).ceil()
}

/// Whether a line contains a link. The mark of a note is a link.
fn has_link(line: &[Inline<'_>]) -> bool {
    line.iter().any(|inline| match inline {
        Inline::Link { .. } | Inline::Phone { .. } | Inline::Mark(_) => true,
        Inline::Strong(inner) | Inline::Emphasis(inner) => has_link(inner),
        _ => false,
    })
}

/// Calls `found` with each picture in a line.
fn each_picture(line: &[Inline<'_>], found: &mut dyn FnMut(&Picture<'_>)) {
    for inline in line {
        match inline {
            Inline::Picture(picture) => found(picture),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { words: inner, .. } => {
                each_picture(inner, found);
            }
            _ => {}
        }
    }
}

/// The text of a line.
fn said(line: &[Inline<'_>]) -> String {
    let mut text = String::new();
    for inline in line {
        match inline {
            Inline::Text(words) | Inline::Verbatim(words) => text.push_str(words),
            Inline::Code(words) | Inline::Phone { words, .. } => text.push_str(words),
            Inline::Term(term) => {
                text.push_str(&term.words);
                text.push_str(term.held);
            }
            Inline::SoftBreak => text.push(' '),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { words: inner, .. } => {
                text.push_str(&said(inner));
            }
            Inline::LineBreak => text.push('\n'),
            Inline::Mark(mark) => text.push_str(&mark.number.to_string()),
            Inline::Picture(_) => text.push_str("      "),
        }
    }
    text
}

/// Converts a table that does not fit to lists: the first cell of a row introduces the other cells, each after the
/// header of its column.
fn as_lists<'a>(table: &Table<'a>) -> Block<'a> {
    let mut items = Vec::new();
    let colon = || Inline::Text(": ".into());
    let with_head = |head: Option<&Vec<Inline<'a>>>, cell: &Vec<Inline<'a>>| match head.filter(|head| !head.is_empty())
    {
        Some(head) => head.iter().cloned().chain([colon()]).chain(cell.iter().cloned()).collect(),
        None => cell.clone(),
    };
    for row in &table.rows {
        for (column, cell) in row.iter().enumerate() {
            let head = table.head.get(column).filter(|_| column > 0 || !table.row_heads);
            items.push(Block::Paragraph(with_head(head, cell)));
        }
    }
    let caption = table.caption.iter().map(|caption| Block::Paragraph(vec![Inline::Text((*caption).into())]));
    Block::Quote(caption.chain(items).collect())
}

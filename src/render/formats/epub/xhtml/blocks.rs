//! Writes blocks and inlines as XHTML.

use super::XhtmlWriter;
use crate::markdown::{
    Alignment, Block, Card, Inline, LinkTarget, Picture, Table, TableRow, escape_attribute, escape_text,
};

impl XhtmlWriter<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block<'_>]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Heading { level, id, words } => {
                let id = self.ids.get(&**id).cloned();
                let attribute = id.as_ref().map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
                self.out.push_str(&format!("<h{level}{attribute}>"));
                self.inlines(words);
                if let Some(id) = id.filter(|_| *level == 2) {
                    let mut line = String::new();
                    plain(words, &mut line);
                    self.headings.push((id, line));
                }
                self.out.push_str(&format!("</h{level}>\n"));
            }
            Block::Paragraph(words) | Block::Line(words) => self.wrap("p", words),
            Block::List(list) => {
                let tag = if list.first.is_some() { "ol" } else { "ul" };
                let start = list.first.filter(|first| *first != 1);
                let start = start.map(|first| format!(" start=\"{first}\"")).unwrap_or_default();
                self.out.push_str(&format!("<{tag}{start}>\n"));
                for item in &list.items {
                    self.out.push_str("<li>");
                    match item.split_first() {
                        Some((Block::Paragraph(words) | Block::Line(words), rest)) if list.tight => {
                            self.inlines(words);
                            self.blocks(rest);
                        }
                        _ => self.blocks(item),
                    }
                    self.out.push_str("</li>\n");
                }
                self.out.push_str(&format!("</{tag}>\n"));
            }
            Block::Table(table) => self.table(table),
            Block::Card(card) => self.card(card),
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::Figure(figure) => {
                self.out.push_str("<figure>");
                match &figure.picture {
                    Ok(picture) => self.picture(picture),
                    Err(alternative) => self.text(alternative),
                }
                self.out.push_str("<figcaption>");
                self.text(figure.caption);
                self.out.push_str("</figcaption></figure>\n");
            }
            Block::Code(code) => {
                self.out.push_str("<pre><code>");
                escape_text(code, &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            Block::Definitions(definitions) => {
                self.out.push_str("<dl>\n");
                for definition in definitions {
                    definition.terms.iter().for_each(|term| self.wrap("dt", term));
                    for meaning in &definition.meanings {
                        self.out.push_str("<dd>");
                        self.blocks(meaning);
                        self.out.push_str("</dd>\n");
                    }
                }
                self.out.push_str("</dl>\n");
            }
            Block::Division(division) => self.blocks(&division.blocks),
            Block::Made(_) => {}
            Block::Rule => self.out.push_str("<hr/>\n"),
        }
    }

    fn card(&mut self, card: &Card<'_>) {
        self.out.push_str(&format!("<div class=\"card {}\">\n", card.kind.class()));
        if let Some(title) = &card.title {
            self.out.push_str(&format!("<h{}>", card.level));
            if let Some(label) = &card.label {
                escape_text(&format!("{label}: "), &mut self.out);
            }
            self.inlines(title);
            self.out.push_str(&format!("</h{}>\n", card.level));
        }
        self.blocks(&card.blocks);
        self.out.push_str("</div>\n");
    }

    fn table(&mut self, table: &Table<'_>) {
        match &table.caption {
            Some(caption) => {
                self.out.push_str("<table>\n<caption>");
                self.text(caption);
                self.out.push_str("</caption>\n");
            }
            None => {
                self.out.push_str("<table aria-label=\"");
                escape_attribute(&table.below, &mut self.out);
                self.out.push_str("\">\n");
            }
        }
        self.out.push_str("<thead><tr>");
        for (column, cell) in table.head.iter().enumerate() {
            let tag = if cell.is_empty() { "td" } else { "th scope=\"col\"" };
            self.cell(tag, cell, table.alignments.get(column));
        }
        self.out.push_str("</tr></thead>\n");
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            table.rows.iter().for_each(|row| self.row(table, row));
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, table: &Table<'_>, row: &TableRow<'_>) {
        self.out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let tag = if table.row_heads && column == 0 { "th scope=\"row\"" } else { "td" };
            self.cell(tag, cell, table.alignments.get(column));
        }
        self.out.push_str("</tr>\n");
    }

    fn cell(&mut self, tag: &str, cell: &[Inline<'_>], alignment: Option<&Alignment>) {
        let class = match alignment {
            Some(Alignment::Centre) => " class=\"centre\"",
            Some(Alignment::End) => " class=\"end\"",
            Some(Alignment::Start) | None => "",
        };
        self.out.push_str(&format!("<{tag}{class}>"));
        self.inlines(cell);
        self.out.push_str(&format!("</{}>", &tag[..2]));
    }

    fn wrap(&mut self, tag: &str, words: &[Inline<'_>]) {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(words);
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn inlines(&mut self, words: &[Inline<'_>]) {
        for inline in words {
            match inline {
                Inline::Text(text) | Inline::Verbatim(text) => self.text(text),
                Inline::Strong(words) => self.within("strong", words),
                Inline::Emphasis(words) => self.within("em", words),
                Inline::Code(code) => {
                    self.out.push_str("<code>");
                    escape_text(code, &mut self.out);
                    self.out.push_str("</code>");
                }
                Inline::Link { to, words, .. } => {
                    match to {
                        LinkTarget::Web(address) => self.begin_link(address),
                        LinkTarget::Telephone(_) => self.begin_link(&format!("tel:{}", to.digits())),
                        LinkTarget::Heading(id) => {
                            let id = self.ids.get(&**id).cloned().unwrap_or_else(|| "title".to_owned());
                            self.begin_link(&format!("#{id}"));
                        }
                    }
                    self.inlines(words);
                    self.out.push_str("</a>");
                }
                Inline::Phone { digits, words } => {
                    self.begin_link(&format!("tel:{digits}"));
                    self.text(words);
                    self.out.push_str("</a>");
                }
                Inline::Term(term) => {
                    self.text(&term.words);
                    self.text(term.held);
                }
                Inline::Picture(picture) => self.picture(picture),
                Inline::SoftBreak => self.out.push(' '),
                Inline::Mark(mark) => {
                    let number = mark.number;
                    let id = if mark.first { format!(" id=\"mark-{number}\"") } else { String::new() };
                    self.out.push_str(&format!(
                        "<sup><a href=\"#note-{number}\"{id} epub:type=\"noteref\" role=\"doc-noteref\">{number}</a></sup>"
                    ));
                }
                Inline::LineBreak => self.out.push_str("<br/>"),
            }
        }
    }

    fn within(&mut self, tag: &str, words: &[Inline<'_>]) {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(words);
        self.out.push_str(&format!("</{tag}>"));
    }

    /// Writes a picture, or its alternative text if reading systems need not support its format.
    fn picture(&mut self, picture: &Picture<'_>) {
        let Some(book) = self.pictures.iter().find(|known| known.source == picture.source) else {
            self.out.push_str("<span>(");
            escape_text(&format!("{}: {}", self.view.words.get("picture"), picture.alternative), &mut self.out);
            self.out.push_str(")</span>");
            return;
        };
        self.out.push_str(&format!("<img src=\"{}\" alt=\"", book.path));
        escape_attribute(&picture.alternative, &mut self.out);
        self.out.push('"');
        if let Some((width, height)) = picture.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.out.push_str("/>");
    }
}

/// Appends the words of a line as XHTML, without marks.
fn plain(words: &[Inline<'_>], line: &mut String) {
    for inline in words {
        match inline {
            Inline::Text(text) | Inline::Verbatim(text) => escape_text(text, line),
            Inline::Code(text) | Inline::Phone { words: text, .. } => escape_text(text, line),
            Inline::Term(term) => {
                escape_text(&term.words, line);
                escape_text(term.held, line);
            }
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => plain(words, line),
            Inline::Picture(picture) => escape_text(&picture.alternative, line),
            Inline::LineBreak | Inline::SoftBreak => line.push(' '),
            Inline::Mark(_) => {}
        }
    }
}

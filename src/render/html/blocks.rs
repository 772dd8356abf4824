//! Writes blocks as HTML that is accessible, which usual Markdown renderers do not guarantee.
//!
//! Header cells have a scope, tables have a caption and scroll in a box that the keyboard can reach, footnotes link
//! back, headings have fragment identifiers, callouts are cards, and HTML that an author typed is shown as text.

use crate::markdown::{
    Alignment, Block, Card, Cell, Definition, Division, Figure, FootnoteWords, GlossaryTerm, Inline, LinkTarget, List,
    Note, NoteMark, Picture, Table, TextLanguage, escape_attribute, escape_text, escape_with_numbers,
};

/// The settings that all texts of a page share.
#[derive(Clone, Copy)]
pub(super) struct PageText<'a> {
    pub footnotes: &'a FootnoteWords,
    /// The attributes of elements with words of the interface, if these are in another language than the page: `
    /// lang="en" dir="ltr"`.
    pub aside: &'a str,
    /// Writes a block that the page generates.
    pub made: &'a dyn Fn(&mut String),
}

/// Writes a text. `size` is the expected number of bytes.
pub(super) fn to_html(page: PageText<'_>, language: TextLanguage<'_>, blocks: &[Block<'_>], size: usize) -> String {
    let mut writer = HtmlWriter { page, language, out: String::with_capacity(size) };
    writer.blocks(blocks);
    writer.out
}

/// Writes the footnotes after the last text of a page, which is in `language`.
pub(super) fn write_notes(page: PageText<'_>, language: TextLanguage<'_>, notes: &[Note<'_>], out: &mut String) {
    if notes.is_empty() {
        return;
    }
    let mut writer = HtmlWriter { page, language, out: std::mem::take(out) };
    writer.notes(notes);
    *out = writer.out;
}

struct HtmlWriter<'a> {
    page: PageText<'a>,
    /// The language of the open element.
    language: TextLanguage<'a>,
    out: String,
}

impl<'a> HtmlWriter<'a> {
    fn blocks(&mut self, blocks: &[Block<'a>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block<'a>) {
        match block {
            Block::Heading { level, id, words } => self.heading(*level, id, words),
            Block::Paragraph(words) => self.within("p", words),
            Block::Line(words) => self.line(words),
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::Card(card) => self.card(card),
            Block::Quote(blocks) => self.around("blockquote", blocks),
            Block::Figure(figure) => self.figure(figure),
            Block::Code(code) => {
                self.out.push_str("<pre tabindex=\"0\"><code>");
                self.text(code);
                self.out.push_str("</code></pre>");
            }
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Division(division) => self.division(division),
            Block::Made(_) => (self.page.made)(&mut self.out),
            Block::Rule => self.out.push_str("<hr>"),
        }
    }

    /// Writes an element that contains inlines.
    fn within(&mut self, tag: &str, words: &[Inline<'a>]) {
        self.open(tag);
        self.line(words);
        self.close(tag);
    }

    /// Writes an element that contains blocks.
    fn around(&mut self, tag: &str, blocks: &[Block<'a>]) {
        self.open(tag);
        self.blocks(blocks);
        self.close(tag);
    }

    fn open(&mut self, tag: &str) {
        for part in ["<", tag, ">"] {
            self.out.push_str(part);
        }
    }

    fn close(&mut self, tag: &str) {
        for part in ["</", tag, ">"] {
            self.out.push_str(part);
        }
    }

    fn heading(&mut self, level: u8, id: &str, words: &[Inline<'a>]) {
        let tag = heading_tag(level);
        self.out.push('<');
        self.out.push_str(tag);
        if !id.is_empty() {
            self.out.push_str(" id=\"");
            escape_attribute(id, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        self.line(words);
        self.close(tag);
    }

    fn list(&mut self, list: &List<'a>) {
        let tag = if list.first.is_some() { "ol" } else { "ul" };
        match list.first {
            Some(first) if first != 1 => self.out.push_str(&format!("<ol start=\"{first}\">")),
            _ => self.open(tag),
        }
        for item in &list.items {
            self.around("li", item);
        }
        self.close(tag);
    }

    fn definitions(&mut self, definitions: &[Definition<'a>]) {
        self.out.push_str("<dl>");
        for definition in definitions {
            definition.terms.iter().for_each(|term| self.within("dt", term));
            definition.meanings.iter().for_each(|meaning| self.around("dd", meaning));
        }
        self.out.push_str("</dl>");
    }

    fn division(&mut self, division: &Division<'a>) {
        let around = self.language;
        self.out.push_str("<div");
        if let Some(language) = division.language {
            self.language = language;
            self.language_attributes(language);
        }
        self.out.push('>');
        self.blocks(&division.blocks);
        self.out.push_str("</div>");
        self.language = around;
    }

    fn language_attributes(&mut self, language: TextLanguage<'_>) {
        self.out.push_str(&format!(" lang=\"{}\" dir=\"{}\"", language.tag, language.direction));
    }

    /// Writes a callout, with its label for readers who cannot see its colour.
    fn card(&mut self, card: &Card<'a>) {
        self.out.push_str("<div class=\"card ");
        self.out.push_str(card.kind.class());
        self.out.push_str("\">");
        let tag = heading_tag(card.level);
        match &card.title {
            Some(title) if card.is_own_title => {
                self.open(tag);
                if let Some(label) = card.label {
                    self.out.push_str("<span class=\"visually-hidden\"");
                    self.out.push_str(self.page.aside);
                    self.out.push('>');
                    escape_text(label, &mut self.out);
                    self.out.push_str(": </span>");
                }
                self.line(title);
                self.close(tag);
            }
            Some(title) => {
                self.out.push('<');
                self.out.push_str(tag);
                self.out.push_str(self.page.aside);
                self.out.push('>');
                self.line(title);
                self.close(tag);
            }
            None => {}
        }
        self.blocks(&card.blocks);
        self.out.push_str("</div>");
    }

    fn table(&mut self, table: &Table<'a>) {
        // A group rather than a region, because a long leaflet would otherwise have too many landmarks.
        self.out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        let caption = table.caption.unwrap_or(&table.below);
        escape_attribute(caption, &mut self.out);
        self.out.push_str("\"><table>");
        self.out.push_str(match table.caption {
            Some(_) => "<caption>",
            None => "<caption class=\"visually-hidden\">",
        });
        self.text(caption);
        self.out.push_str("</caption><thead><tr>");
        for (column, cell) in table.head.iter().enumerate() {
            let scope = (!cell.is_empty()).then_some("col");
            self.cell(cell, scope, table.alignments.get(column));
        }
        self.out.push_str("</tr></thead>");
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>");
            for row in &table.rows {
                self.out.push_str("<tr>");
                for (column, cell) in row.iter().enumerate() {
                    let scope = (table.row_heads && column == 0).then_some("row");
                    self.cell(cell, scope, table.alignments.get(column));
                }
                self.out.push_str("</tr>");
            }
            self.out.push_str("</tbody>");
        }
        self.out.push_str("</table></div>");
    }

    fn cell(&mut self, cell: &Cell<'a>, scope: Option<&str>, alignment: Option<&Alignment>) {
        let tag = if scope.is_some() { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(tag);
        if let Some(scope) = scope {
            self.out.push_str(" scope=\"");
            self.out.push_str(scope);
            self.out.push('"');
        }
        self.out.push_str(match alignment {
            Some(Alignment::Centre) => " class=\"centre\">",
            Some(Alignment::End) => " class=\"end\">",
            Some(Alignment::Start) | None => ">",
        });
        self.line(cell);
        self.close(tag);
    }

    fn figure(&mut self, figure: &Figure<'a>) {
        self.out.push_str("<figure>");
        match &figure.picture {
            Ok(picture) => self.picture(picture),
            Err(alternative) => escape_text(alternative, &mut self.out),
        }
        self.out.push_str("<figcaption>");
        self.text(figure.caption);
        self.out.push_str("</figcaption></figure>");
    }

    fn picture(&mut self, picture: &Picture<'a>) {
        self.out.push_str("<img src=\"");
        escape_attribute(&picture.address, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape_attribute(&picture.alternative, &mut self.out);
        self.out.push('"');
        // With a width and a height, the browser reserves space, so the text below does not jump when the image loads.
        if let Some((width, height)) = picture.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        // Not `loading="lazy"`: Safari does not print images that were not scrolled into view, and leaflets are
        // printed.
        self.out.push_str(" decoding=\"async\">");
    }

    fn line(&mut self, words: &[Inline<'a>]) {
        for inline in words {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline<'a>) {
        match inline {
            Inline::Text(words) => self.text(words),
            Inline::Verbatim(words) => escape_text(words, &mut self.out),
            Inline::Strong(words) => self.within("strong", words),
            Inline::Emphasis(words) => self.within("em", words),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                escape_text(code, &mut self.out);
                self.out.push_str("</code>");
            }
            Inline::Link { to, title, words } => self.link(to, title, words),
            Inline::Phone { digits, words } => {
                self.out.push_str("<a href=\"tel:");
                escape_attribute(digits, &mut self.out);
                self.out.push_str("\">");
                escape_text(words, &mut self.out);
                self.out.push_str("</a>");
            }
            Inline::Term(term) => self.term(term),
            Inline::Picture(picture) => self.picture(picture),
            Inline::Mark(mark) => self.mark(*mark),
            Inline::SoftBreak => self.out.push('\n'),
            Inline::LineBreak => self.out.push_str("<br>"),
        }
    }

    /// Writes the author's text. In right-to-left text, numbers are marked as left-to-right.
    fn text(&mut self, text: &str) {
        match self.language.direction {
            "rtl" => escape_with_numbers(text, &mut self.out),
            _ => escape_text(text, &mut self.out),
        }
    }

    fn link(&mut self, to: &LinkTarget<'a>, title: &str, words: &[Inline<'a>]) {
        self.out.push_str("<a href=\"");
        let address = match to {
            LinkTarget::Web(address) | LinkTarget::Telephone(address) => address,
            LinkTarget::Heading(id) => {
                self.out.push('#');
                id
            }
        };
        escape_attribute(address, &mut self.out);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape_attribute(title, &mut self.out);
        }
        self.out.push_str("\">");
        self.line(words);
        self.out.push_str("</a>");
    }

    /// Writes a word whose meaning opens, on one line with the punctuation that follows it.
    fn term(&mut self, term: &GlossaryTerm<'a>) {
        let number = term.number.to_string();
        if !term.held.is_empty() {
            self.out.push_str("<span class=\"held\">");
        }
        self.out.push_str("<button type=\"button\" class=\"word\" popovertarget=\"p-word-");
        self.out.push_str(&number);
        self.out.push_str("\" aria-describedby=\"p-meaning-");
        self.out.push_str(&number);
        self.out.push_str("\">");
        self.text(&term.words);
        self.out.push_str("</button>");
        if !term.held.is_empty() {
            escape_text(term.held, &mut self.out);
            self.out.push_str("</span>");
        }
    }

    fn mark(&mut self, NoteMark { number, first }: NoteMark) {
        // The note links back to its first mark only.
        let anchor = if first { format!(" id=\"p-note-mark-{number}\"") } else { String::new() };
        self.out.push_str(&format!("<sup><a href=\"#p-note-{number}\"{anchor} role=\"doc-noteref\" aria-label=\""));
        escape_attribute(&self.page.footnotes.mark, &mut self.out);
        self.out.push_str(&format!(" {number}\">{number}</a></sup>"));
    }

    fn notes(&mut self, notes: &[Note<'a>]) {
        let PageText { footnotes, aside, .. } = self.page;
        self.out
            .push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"p-notes\"><h2 id=\"p-notes\"");
        self.out.push_str(aside);
        self.out.push('>');
        escape_text(&footnotes.heading, &mut self.out);
        self.out.push_str("</h2><ol>");
        let around = self.language;
        for (number, note) in (1..).zip(notes) {
            self.out.push_str(&format!("<li id=\"p-note-{number}\""));
            if note.language != around {
                self.language_attributes(note.language);
            }
            self.out.push('>');
            self.language = note.language;
            self.blocks(&note.blocks);
            self.language = around;
            self.out.push_str(&format!("<p{aside}><a href=\"#p-note-mark-{number}\" role=\"doc-backlink\">"));
            escape_text(&footnotes.back, &mut self.out);
            self.out.push_str("</a></p></li>");
        }
        self.out.push_str("</ol></section>");
    }
}

/// The element of a heading.
fn heading_tag(level: u8) -> &'static str {
    match level {
        ..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        6.. => "h6",
    }
}

//! The text of a book, and its contents.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::picture::BookPicture;
use crate::markdown::{Alignment, Block, Card, Inline, Picture, Row, Table, To, escape_attribute, escape_text};
use crate::render::reading::{Alternatives, Reading};

/// What an author may have typed into an address and a book may not hold.
const IN_ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The files of a book that are written.
pub(super) struct Book {
    /// `leaflet.xhtml`
    pub text: String,
    /// `nav.xhtml`
    pub contents: String,
}

/// The attributes of words of the interface, where they are in another language than the leaflet: `lang="en"`.
pub(super) fn language_of(reading: &Reading<'_>) -> String {
    let own = &reading.words.language;
    match own.primary() == reading.language.primary() {
        true => String::new(),
        false => format!(" xml:lang=\"{}\" dir=\"{}\"", own.tag(), own.direction()),
    }
}

/// Writes the text and the contents.
pub(super) fn write(reading: &Reading<'_>, pictures: &[BookPicture]) -> Book {
    let aside =
        language_of(reading).replace(" xml:lang", &format!(" lang=\"{}\" xml:lang", reading.words.language.tag()));
    let mut writer = Writer { reading, pictures, aside, ids: HashMap::new(), headings: Vec::new(), out: String::new() };
    writer.note_ids();
    writer.leaflet();
    let text = page(reading, reading.title, &writer.out);
    let contents = writer.contents();
    Book { text, contents }
}

/// A whole file around what stands in it.
fn page(reading: &Reading<'_>, title: &str, body: &str) -> String {
    let (tag, direction) = (reading.language.tag(), reading.language.direction());
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>"
    );
    escape_text(title, &mut text);
    text.push_str("</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n");
    text.push_str(body);
    text.push_str("</body>\n</html>\n");
    text
}

struct Writer<'a> {
    reading: &'a Reading<'a>,
    pictures: &'a [BookPicture],
    /// The attributes of words of the interface.
    aside: String,
    /// The ids of headings, by those that links name: what an author may have typed is not always one in a book.
    ids: HashMap<&'a str, String>,
    /// The headings of the second level: id and words as XHTML.
    headings: Vec<(String, String)>,
    out: String,
}

impl<'a> Writer<'a> {
    fn note_ids(&mut self) {
        let reading = self.reading;
        let crisis = reading.crisis.iter().flat_map(|crisis| &crisis.blocks);
        for block in crisis.chain(&reading.body).chain(reading.notes.iter().flatten()) {
            note_ids(block, &mut self.ids);
        }
    }

    fn leaflet(&mut self) {
        let reading = self.reading;
        let words = reading.words;
        self.out.push_str("<main>\n<h1 id=\"title\">");
        escape_text(reading.title, &mut self.out);
        self.out.push_str("</h1>\n");
        if let Some(summary) = reading.summary {
            self.out.push_str("<p class=\"summary\">");
            escape_text(summary, &mut self.out);
            self.out.push_str("</p>\n");
        }
        if let Some(notice) = reading.publisher.notice {
            self.own_paragraph(&format!("{} {notice}", words.get("important")));
        }
        self.facts();
        let current = words.get("still_current_text").replace("{date}", &reading.archive_date.words);
        self.begin_own("p");
        escape_text(&format!("{} {current}", words.get("still_current")), &mut self.out);
        if let Some(address) = &reading.short_address {
            self.out.push(' ');
            escape_text(words.get("print_check"), &mut self.out);
            self.out.push(' ');
            self.link(address, address);
        }
        self.out.push_str("</p>\n");
        if let Some(crisis) = &reading.crisis {
            let (tag, direction) = (crisis.language.tag(), crisis.language.direction());
            self.out.push_str(&format!(
                "<section class=\"crisis\" lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{direction}\">\n"
            ));
            if let Some(heading) = crisis.heading {
                self.own_heading("crisis", heading);
            }
            self.blocks(&crisis.blocks);
            self.out.push_str("</section>\n");
        }
        self.blocks(&reading.body);
        self.notes();
        self.glossary();
        self.alternatives();
        self.sources();
        self.about();
        self.other_formats();
        self.out.push_str("</main>\n");
    }

    fn facts(&mut self) {
        let reading = self.reading;
        let reviewed = reading.last_reviewed.as_ref().map(|day| ("last_reviewed", day.words.as_str()));
        let facts = [("reference", reading.reference), ("last_updated", reading.last_updated.words.as_str())];
        let facts = facts.into_iter().chain(reviewed).chain([("archive_date", reading.archive_date.words.as_str())]);
        self.definitions(&facts.collect::<Vec<_>>());
    }

    /// Names from the words of the interface with what stands behind them.
    fn definitions(&mut self, facts: &[(&str, &str)]) {
        self.out.push_str("<dl>\n");
        for (name, value) in facts {
            self.begin_own("dt");
            escape_text(self.reading.words.get(name), &mut self.out);
            self.out.push_str("</dt><dd>");
            escape_text(value, &mut self.out);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn notes(&mut self) {
        if self.reading.notes.is_empty() {
            return;
        }
        self.out.push_str("<section epub:type=\"endnotes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n");
        self.own_heading("notes", self.reading.words.get("notes"));
        self.out.push_str("<ol>\n");
        for (index, note) in self.reading.notes.iter().enumerate() {
            let number = index + 1;
            self.out.push_str(&format!("<li id=\"note-{number}\">\n"));
            self.blocks(note);
            // The way back is no part of what the note says: it is a mark, as the one that leads to it.
            self.out.push_str(&format!("<p><sup><a href=\"#mark-{number}\" role=\"doc-backlink\""));
            self.out.push_str(&format!("{}>", self.aside));
            escape_text(self.reading.words.get("back_to_text"), &mut self.out);
            self.out.push_str("</a></sup></p>\n</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn glossary(&mut self) {
        if self.reading.glossary.is_empty() {
            return;
        }
        self.own_heading("glossary", self.reading.words.get("glossary"));
        self.out.push_str("<dl>\n");
        for explained in &self.reading.glossary {
            self.out.push_str("<dt>");
            escape_text(explained.word, &mut self.out);
            self.out.push_str("</dt><dd>");
            escape_text(explained.meaning, &mut self.out);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn alternatives(&mut self) {
        let Some(alternatives) = &self.reading.alternatives else { return };
        self.own_heading("alternatives", self.reading.words.get("alternatives"));
        match alternatives.facts.is_empty() {
            true => self.alternatives_as_list(alternatives),
            false => self.alternatives_as_table(alternatives),
        }
    }

    fn alternatives_as_list(&mut self, alternatives: &Alternatives<'_>) {
        self.out.push_str("<ul>\n");
        for row in alternatives.rows.iter().filter(|row| !row.this) {
            self.out.push_str("<li><p>");
            self.perhaps_link(row.title, row.address.as_deref());
            self.out.push_str("</p>");
            if let Some(summary) = row.summary {
                self.out.push_str("<p>");
                escape_text(summary, &mut self.out);
                self.out.push_str("</p>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn alternatives_as_table(&mut self, alternatives: &Alternatives<'_>) {
        let words = self.reading.words;
        self.out.push_str("<table>\n");
        self.begin_own("caption");
        escape_text(&words.get("alternatives_caption").replace("{title}", self.reading.title), &mut self.out);
        self.out.push_str("</caption>\n<thead><tr><th scope=\"col\">");
        escape_text(words.get("treatment"), &mut self.out);
        self.out.push_str("</th>");
        for fact in &alternatives.facts {
            self.out.push_str("<th scope=\"col\">");
            escape_text(fact, &mut self.out);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &alternatives.rows {
            self.out.push_str("<tr><th scope=\"row\">");
            match row.this {
                true => escape_text(&format!("{} ({})", row.title, words.get("this_leaflet")), &mut self.out),
                false => self.perhaps_link(row.title, row.address.as_deref()),
            }
            self.out.push_str("</th>");
            for value in &row.values {
                self.out.push_str("<td>");
                escape_text(value.unwrap_or_else(|| words.get("not_stated")), &mut self.out);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn sources(&mut self) {
        if self.reading.sources.is_empty() {
            return;
        }
        self.own_heading("sources", self.reading.words.get("sources"));
        self.out.push_str("<ul>\n");
        for source in &self.reading.sources {
            self.out.push_str("<li>");
            self.perhaps_link(source.name, source.address);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn about(&mut self) {
        let reading = self.reading;
        self.own_heading("about", reading.words.get("about_this_leaflet"));
        let lists = [
            ("also_known_as", reading.also_known_as.join(", ")),
            ("for_conditions", reading.conditions.join(", ")),
            ("audience", reading.audience.join(", ")),
        ];
        let texts = [("owner", reading.owner), ("approved_by", reading.approved_by), ("version", reading.version)];
        let lists = lists.iter().map(|(name, text)| (*name, text.as_str()));
        let texts = texts.into_iter().map(|(name, text)| (name, text.unwrap_or_default()));
        let facts: Vec<(&str, &str)> = lists.chain(texts).filter(|(_, text)| !text.is_empty()).collect();
        if !facts.is_empty() {
            self.definitions(&facts);
        }
        self.own_paragraph(&reading.words.get("archive_note").replace("{date}", &reading.archive_date.words));
    }

    fn other_formats(&mut self) {
        let reading = self.reading;
        let (words, publisher) = (reading.words, &reading.publisher);
        self.own_heading("other-formats", words.get("other_format"));
        self.own_paragraph(&words.get("other_format_text").replace("{reference}", reading.reference));
        let call = publisher.phone.map(|phone| {
            let to = publisher.phone_digits.as_ref().map(|digits| format!("tel:{digits}"));
            ("call_us", phone, to)
        });
        let mail = publisher.email.map(|email| ("email_us", email, Some(format!("mailto:{email}"))));
        for (name, value, to) in call.into_iter().chain(mail) {
            self.begin_own("p");
            escape_text(&format!("{}: ", words.get(name)), &mut self.out);
            self.perhaps_link(value, to.as_deref());
            self.out.push_str("</p>\n");
        }
    }

    /// Begins an element that holds words of the interface.
    fn begin_own(&mut self, tag: &str) {
        self.out.push_str(&format!("<{tag}{}>", self.aside));
    }

    fn own_paragraph(&mut self, text: &str) {
        self.begin_own("p");
        escape_text(text, &mut self.out);
        self.out.push_str("</p>\n");
    }

    fn own_heading(&mut self, id: &str, text: &str) {
        let mut words = String::new();
        escape_text(text, &mut words);
        self.out.push_str(&format!("<h2 id=\"{id}\"{}>{words}</h2>\n", self.aside));
        self.headings.push((id.to_owned(), words));
    }

    fn perhaps_link(&mut self, words: &str, address: Option<&str>) {
        match address {
            Some(address) => self.link(words, address),
            None => escape_text(words, &mut self.out),
        }
    }

    fn link(&mut self, words: &str, address: &str) {
        self.begin_link(address);
        escape_text(words, &mut self.out);
        self.out.push_str("</a>");
    }

    fn begin_link(&mut self, address: &str) {
        self.out.push_str("<a href=\"");
        escape_attribute(&utf8_percent_encode(address, IN_ADDRESS).to_string(), &mut self.out);
        self.out.push_str("\">");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, words } => {
                let id = self.ids.get(id.as_str()).cloned();
                let attribute = id.as_ref().map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
                self.out.push_str(&format!("<h{level}{attribute}>"));
                let start = self.out.len();
                self.inlines(words);
                if let Some(id) = id.filter(|_| *level == 2) {
                    let mut line = String::new();
                    plain(words, &mut line);
                    self.headings.push((id, line));
                }
                debug_assert!(start <= self.out.len());
                self.out.push_str(&format!("</h{level}>\n"));
            }
            Block::Paragraph(words) => self.wrap("p", words),
            Block::List(list) => {
                let tag = if list.first.is_some() { "ol" } else { "ul" };
                let start = list.first.filter(|first| *first != 1);
                let start = start.map(|first| format!(" start=\"{first}\"")).unwrap_or_default();
                self.out.push_str(&format!("<{tag}{start}>\n"));
                for item in &list.items {
                    self.out.push_str("<li>");
                    match item.split_first() {
                        Some((Block::Paragraph(words), rest)) if list.tight => {
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
                self.picture(&figure.picture);
                self.out.push_str("<figcaption>");
                escape_text(&figure.caption, &mut self.out);
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
            Block::Rule => self.out.push_str("<hr/>\n"),
        }
    }

    fn card(&mut self, card: &Card) {
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

    fn table(&mut self, table: &Table) {
        match &table.caption {
            Some(caption) => {
                self.out.push_str("<table>\n<caption>");
                escape_text(caption, &mut self.out);
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

    fn row(&mut self, table: &Table, row: &Row) {
        self.out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let tag = if table.row_heads && column == 0 { "th scope=\"row\"" } else { "td" };
            self.cell(tag, cell, table.alignments.get(column));
        }
        self.out.push_str("</tr>\n");
    }

    fn cell(&mut self, tag: &str, cell: &[Inline], alignment: Option<&Alignment>) {
        let class = match alignment {
            Some(Alignment::Centre) => " class=\"centre\"",
            Some(Alignment::End) => " class=\"end\"",
            Some(Alignment::Start) | None => "",
        };
        self.out.push_str(&format!("<{tag}{class}>"));
        self.inlines(cell);
        self.out.push_str(&format!("</{}>", &tag[..2]));
    }

    fn wrap(&mut self, tag: &str, words: &[Inline]) {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(words);
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn inlines(&mut self, words: &[Inline]) {
        for inline in words {
            match inline {
                Inline::Text(text) => escape_text(text, &mut self.out),
                Inline::Strong(words) => self.within("strong", words),
                Inline::Emphasis(words) => self.within("em", words),
                Inline::Code(code) => {
                    self.out.push_str("<code>");
                    escape_text(code, &mut self.out);
                    self.out.push_str("</code>");
                }
                Inline::Link { to, words } => {
                    match to {
                        To::Web(address) => self.begin_link(address),
                        To::Telephone(digits) => self.begin_link(&format!("tel:{digits}")),
                        To::Heading(id) => {
                            let id = self.ids.get(id.as_str()).cloned().unwrap_or_else(|| "title".to_owned());
                            self.begin_link(&format!("#{id}"));
                        }
                    }
                    self.inlines(words);
                    self.out.push_str("</a>");
                }
                Inline::Picture(picture) => self.picture(picture),
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

    fn within(&mut self, tag: &str, words: &[Inline]) {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(words);
        self.out.push_str(&format!("</{tag}>"));
    }

    /// A picture, or what it shows in words where reading programs need not know its format.
    fn picture(&mut self, picture: &Picture) {
        let Some(book) = self.pictures.iter().find(|known| known.source == picture.source) else {
            self.out.push_str("<span>(");
            escape_text(&format!("{}: {}", self.reading.words.get("picture"), picture.alternative), &mut self.out);
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

    /// `nav.xhtml`
    fn contents(&self) -> String {
        let mut body = format!(
            "<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"contents\">\n<h1 id=\"contents\"{}>",
            self.aside
        );
        escape_text(self.reading.words.get("contents"), &mut body);
        body.push_str("</h1>\n<ol>\n<li><a href=\"leaflet.xhtml#title\">");
        escape_text(self.reading.title, &mut body);
        body.push_str("</a></li>\n");
        for (id, words) in &self.headings {
            body.push_str(&format!("<li><a href=\"leaflet.xhtml#{id}\">{words}</a></li>\n"));
        }
        body.push_str("</ol>\n</nav>\n");
        page(self.reading, self.reading.title, &body)
    }
}

/// The words of a line as XHTML, without marks.
fn plain(words: &[Inline], line: &mut String) {
    for inline in words {
        match inline {
            Inline::Text(text) | Inline::Code(text) => escape_text(text, line),
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => plain(words, line),
            Inline::Picture(picture) => escape_text(&picture.alternative, line),
            Inline::LineBreak => line.push(' '),
            Inline::Mark(_) => {}
        }
    }
}

fn note_ids<'a>(block: &'a Block, ids: &mut HashMap<&'a str, String>) {
    match block {
        Block::Heading { id, .. } if !id.is_empty() => {
            let number = ids.len() + 1;
            ids.entry(id).or_insert_with(|| format!("part-{number}"));
        }
        Block::List(list) => list.items.iter().flatten().for_each(|block| note_ids(block, ids)),
        Block::Card(card) => card.blocks.iter().for_each(|block| note_ids(block, ids)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| note_ids(block, ids)),
        Block::Definitions(definitions) => {
            let meanings = definitions.iter().flat_map(|definition| definition.meanings.iter().flatten());
            meanings.for_each(|block| note_ids(block, ids));
        }
        _ => {}
    }
}

//! The text and the navigation document of an EPUB.

mod blocks;

use std::collections::HashMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::picture::BookPicture;
use crate::markdown::{Block, Division, escape_attribute, escape_text, escape_with_numbers};
use crate::render::view::{Comparison, DetailFact, LeafletView};

/// Characters that authors may type in addresses, but that are not valid in an EPUB.
const IN_ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// The XHTML files of an EPUB.
pub(super) struct Book {
    /// `leaflet.xhtml`
    pub text: String,
    /// `nav.xhtml`
    pub contents: String,
}

/// The attributes of words of the interface, if these are in another language than the leaflet: ` xml:lang="en"`.
pub(super) fn language_of(view: &LeafletView<'_>) -> String {
    let own = &view.words.language;
    match own.primary() == view.language.primary() {
        true => String::new(),
        false => format!(" xml:lang=\"{}\" dir=\"{}\"", own.tag(), own.direction()),
    }
}

/// Writes the text and the navigation document.
pub(super) fn write(view: &LeafletView<'_>, pictures: &[BookPicture]) -> Book {
    let aside = language_of(view).replace(" xml:lang", &format!(" lang=\"{}\" xml:lang", view.words.language.tag()));
    let mut writer =
        XhtmlWriter { view, pictures, aside, ids: HashMap::new(), headings: Vec::new(), out: String::new() };
    writer.note_ids();
    writer.leaflet();
    let text = page(view, view.title, &writer.out);
    let contents = writer.contents();
    Book { text, contents }
}

/// A complete XHTML file with this body.
fn page(view: &LeafletView<'_>, title: &str, body: &str) -> String {
    let (tag, direction) = (view.language.tag(), view.language.direction());
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

struct XhtmlWriter<'a> {
    view: &'a LeafletView<'a>,
    pictures: &'a [BookPicture],
    /// The attributes of words of the interface.
    aside: String,
    /// The ids of headings by fragment identifier, because those that authors typed may not be valid in XHTML.
    ids: HashMap<&'a str, String>,
    /// The level-2 headings: their ids and their words as XHTML.
    headings: Vec<(String, String)>,
    out: String,
}

impl<'a> XhtmlWriter<'a> {
    fn note_ids(&mut self) {
        let view = self.view;
        for block in view.text.blocks() {
            note_ids(block, &mut self.ids);
        }
    }

    fn leaflet(&mut self) {
        let view = self.view;
        let words = view.words;
        self.out.push_str("<main>\n<h1 id=\"title\">");
        escape_text(view.title, &mut self.out);
        self.out.push_str("</h1>\n");
        if let Some(summary) = view.summary {
            self.out.push_str("<p class=\"summary\">");
            self.text(summary);
            self.out.push_str("</p>\n");
        }
        if let Some(notice) = view.publisher.notice {
            self.own_paragraph(&format!("{} {notice}", words.get("important")));
        }
        self.facts(&view.facts.identity);
        let current = words.get("still_current_text").replace("{date}", &view.archive_date.words);
        self.begin_own("p");
        escape_text(&format!("{} {current}", words.get("still_current")), &mut self.out);
        if let Some(address) = &view.short_address {
            self.out.push(' ');
            escape_text(words.get("print_check"), &mut self.out);
            self.out.push(' ');
            self.link(address, address);
        }
        self.out.push_str("</p>\n");
        if let Some(crisis) = &view.text.crisis {
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
        self.blocks(&view.text.body);
        self.notes();
        self.glossary();
        self.alternatives();
        self.sources();
        self.about();
        self.other_formats();
        self.out.push_str("</main>\n");
    }

    /// Writes facts with labels from the words of the interface.
    fn facts(&mut self, facts: &[DetailFact<'_>]) {
        self.out.push_str("<dl>\n");
        for fact in facts {
            self.begin_own("dt");
            escape_text(fact.label, &mut self.out);
            self.out.push_str("</dt><dd>");
            escape_text(&fact.text(), &mut self.out);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn notes(&mut self) {
        if self.view.text.notes.is_empty() {
            return;
        }
        self.out.push_str("<section epub:type=\"endnotes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n");
        self.own_heading("notes", self.view.words.get("notes"));
        self.out.push_str("<ol>\n");
        for (index, note) in self.view.text.notes.iter().enumerate() {
            let number = index + 1;
            self.out.push_str(&format!("<li id=\"note-{number}\">\n"));
            self.blocks(&note.blocks);
            // The back link is not part of the note's text: it is a mark, like the one that leads to the note.
            self.out.push_str(&format!("<p><sup><a href=\"#mark-{number}\" role=\"doc-backlink\""));
            self.out.push_str(&format!("{}>", self.aside));
            escape_text(self.view.words.get("back_to_text"), &mut self.out);
            self.out.push_str("</a></sup></p>\n</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    fn glossary(&mut self) {
        if self.view.glossary.is_empty() {
            return;
        }
        self.own_heading("glossary", self.view.words.get("glossary"));
        self.out.push_str("<dl>\n");
        for explained in &self.view.glossary {
            self.out.push_str("<dt>");
            escape_text(explained.word, &mut self.out);
            self.out.push_str("</dt><dd>");
            self.text(explained.meaning);
            self.out.push_str("</dd>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn alternatives(&mut self) {
        let Some(alternatives) = &self.view.comparison else { return };
        self.own_heading("alternatives", self.view.words.get("alternatives"));
        match alternatives.facts.is_empty() {
            true => self.alternatives_as_list(alternatives),
            false => self.alternatives_as_table(alternatives),
        }
    }

    fn alternatives_as_list(&mut self, alternatives: &Comparison<'_>) {
        self.out.push_str("<ul>\n");
        for row in alternatives.leaflets.iter().filter(|row| !row.this) {
            self.out.push_str("<li><p>");
            self.perhaps_link(row.title, row.address.as_deref());
            self.out.push_str("</p>");
            if let Some(summary) = row.summary {
                self.out.push_str("<p>");
                self.text(summary);
                self.out.push_str("</p>");
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn alternatives_as_table(&mut self, alternatives: &Comparison<'_>) {
        let words = self.view.words;
        self.out.push_str("<table>\n");
        self.begin_own("caption");
        escape_text(&words.get("alternatives_caption").replace("{title}", self.view.title), &mut self.out);
        self.out.push_str(&format!("</caption>\n<thead><tr><th scope=\"col\"{}>", self.aside));
        escape_text(words.get("treatment"), &mut self.out);
        self.out.push_str("</th>");
        for fact in &alternatives.facts {
            self.out.push_str("<th scope=\"col\">");
            escape_text(fact.name, &mut self.out);
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &alternatives.leaflets {
            self.out.push_str("<tr><th scope=\"row\">");
            match row.this {
                true => {
                    escape_text(row.title, &mut self.out);
                    self.out.push_str(" (");
                    self.own_words("this_leaflet");
                    self.out.push(')');
                }
                false => self.perhaps_link(row.title, row.address.as_deref()),
            }
            self.out.push_str("</th>");
            for value in &row.values {
                self.out.push_str("<td>");
                match value {
                    Some(value) => self.text(value),
                    None => self.own_words("not_stated"),
                }
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn sources(&mut self) {
        if self.view.sources.is_empty() {
            return;
        }
        self.own_heading("sources", self.view.words.get("sources"));
        self.out.push_str("<ul>\n");
        for source in &self.view.sources {
            self.out.push_str("<li>");
            self.perhaps_link(source.name, source.address);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }

    fn about(&mut self) {
        let view = self.view;
        self.own_heading("about", view.words.get("about_this_leaflet"));
        if !view.facts.about.is_empty() {
            self.facts(&view.facts.about);
        }
        self.own_paragraph(&view.words.get("archive_note").replace("{date}", &view.archive_date.words));
    }

    fn other_formats(&mut self) {
        let view = self.view;
        let (words, publisher) = (view.words, &view.publisher);
        self.own_heading("other-formats", words.get("other_format"));
        self.own_paragraph(&words.get("other_format_text").replace("{reference}", view.reference));
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

    /// Opens an element that contains words of the interface.
    fn begin_own(&mut self, tag: &str) {
        self.out.push_str(&format!("<{tag}{}>", self.aside));
    }

    fn own_paragraph(&mut self, text: &str) {
        self.begin_own("p");
        escape_text(text, &mut self.out);
        self.out.push_str("</p>\n");
    }

    /// Writes words of the interface within a line.
    fn own_words(&mut self, name: &str) {
        match self.aside.is_empty() {
            true => escape_text(self.view.words.get(name), &mut self.out),
            false => {
                self.begin_own("span");
                escape_text(self.view.words.get(name), &mut self.out);
                self.out.push_str("</span>");
            }
        }
    }

    /// Writes the author's text. In right-to-left text, numbers are marked as left-to-right.
    fn text(&mut self, text: &str) {
        match self.view.language.direction() {
            "rtl" => escape_with_numbers(text, &mut self.out),
            _ => escape_text(text, &mut self.out),
        }
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

    /// Writes `nav.xhtml`.
    fn contents(&self) -> String {
        let mut body = format!(
            "<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"contents\">\n<h1 id=\"contents\"{}>",
            self.aside
        );
        escape_text(self.view.words.get("contents"), &mut body);
        body.push_str("</h1>\n<ol>\n<li><a href=\"leaflet.xhtml#title\">");
        escape_text(self.view.title, &mut body);
        body.push_str("</a></li>\n");
        for (id, words) in &self.headings {
            body.push_str(&format!("<li><a href=\"leaflet.xhtml#{id}\">{words}</a></li>\n"));
        }
        body.push_str("</ol>\n</nav>\n");
        page(self.view, self.view.title, &body)
    }
}

fn note_ids<'a>(block: &'a Block<'_>, ids: &mut HashMap<&'a str, String>) {
    match block {
        Block::Heading { id, .. } if !id.is_empty() => {
            let number = ids.len() + 1;
            ids.entry(id).or_insert_with(|| format!("part-{number}"));
        }
        Block::List(list) => list.items.iter().flatten().for_each(|block| note_ids(block, ids)),
        Block::Card(card) => card.blocks.iter().for_each(|block| note_ids(block, ids)),
        Block::Quote(blocks) | Block::Division(Division { blocks, .. }) => {
            blocks.iter().for_each(|block| note_ids(block, ids))
        }
        Block::Definitions(definitions) => {
            let meanings = definitions.iter().flat_map(|definition| definition.meanings.iter().flatten());
            meanings.for_each(|block| note_ids(block, ids));
        }
        _ => {}
    }
}

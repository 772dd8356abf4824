//! Tree to HTML: what the stock renderer gets wrong for readers is written here on purpose.
//!
//! Header cells say what they head, tables carry a caption and scroll in a box the keyboard can reach, footnotes lead
//! back, headings have ids, and HTML an author typed is shown as text, never passed through.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tree::{Alignment, Document, Kind, LinkStyle, NodeId};

/// A tree with the text it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    /// The tree.
    pub document: &'a Document,
    /// The text of its file.
    pub source: &'a str,
    /// What the surroundings know it by.
    pub origin: usize,
}

/// Where a link leads from the page it stands on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Destination<'a> {
    /// The address; none where the link leads nowhere, and only its text is shown.
    pub href: Option<Cow<'a, str>>,
    /// The text to show instead of the destination, where the author wrote only that.
    pub text: Option<&'a str>,
}

/// The words that footnotes need, in the language of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FootnoteWords {
    /// The heading above the footnotes.
    pub heading: String,
    /// What a mark is called: 'Note'.
    pub mark: String,
    /// The link that leads back.
    pub back: String,
}

/// What a text must ask of the page around it.
pub trait Surroundings {
    /// Where the link of this number leads.
    fn destination(&self, origin: usize, link: usize) -> Destination<'_>;
    /// The shared block of this name.
    fn block(&self, origin: usize, name: &str) -> Option<Body<'_>>;
    /// The words of footnotes.
    fn footnote_words(&self) -> &FootnoteWords;
    /// The title of the page, which heads all that stands before the first heading.
    fn title(&self) -> &str;
}

/// Writes a text with its shared blocks as HTML.
///
/// `ids` are the ids of its headings in order, blocks included, unique in the page.
pub fn to_html(body: Body<'_>, ids: &[String], page: &dyn Surroundings, out: &mut String) {
    let mut writer = Writer {
        page,
        ids: ids.iter(),
        notes: Vec::new(),
        footnotes: HashMap::new(),
        numbers: HashMap::new(),
        last_heading: page.title().to_owned(),
        out,
    };
    writer.siblings(body, body.document.top());
    writer.write_notes();
}

/// A footnote of a text.
#[derive(Clone, Copy, Default)]
struct Note {
    node: Option<NodeId>,
    marked: bool,
}

struct Writer<'a, 'o> {
    page: &'a dyn Surroundings,
    ids: std::slice::Iter<'a, String>,
    /// Footnotes in the order of their first mark: the text they belong to, the note's node.
    notes: Vec<(Body<'a>, NodeId)>,
    /// For each text, where its footnotes stand, and whether a mark leads to them.
    footnotes: HashMap<usize, HashMap<&'a str, Note>>,
    /// The number of each footnote, by text and node.
    numbers: HashMap<(usize, NodeId), usize>,
    last_heading: String,
    out: &'o mut String,
}

impl<'a> Writer<'a, '_> {
    fn siblings(&mut self, body: Body<'a>, nodes: impl Iterator<Item = NodeId>) {
        let mut nodes = nodes.peekable();
        while let Some(id) = nodes.next() {
            let table_next = nodes.peek().is_some_and(|next| body.document.node(*next).kind == Kind::Table);
            if table_next
                && body.document.node(id).kind == Kind::Paragraph
                && let Some(caption) = caption_of(body, id)
                && let Some(table) = nodes.next()
            {
                self.table(body, table, Some(caption));
            } else {
                self.node(body, id);
            }
        }
    }

    fn node(&mut self, body: Body<'a>, id: NodeId) {
        let document = body.document;
        match document.node(id).kind {
            Kind::Paragraph => match figure_of(document, id) {
                Some(image) => self.figure(body, image),
                None => self.wrap("p", body, id),
            },
            Kind::Heading(level) => self.heading(body, id, level),
            Kind::Quote => self.wrap("blockquote", body, id),
            Kind::CodeBlock => {
                self.out.push_str("<pre tabindex=\"0\"><code>");
                self.children(body, id);
                self.out.push_str("</code></pre>");
            }
            Kind::HtmlBlock => self.html_block(body, id),
            Kind::BulletList => self.wrap("ul", body, id),
            Kind::NumberedList => {
                match document.first_number(id) {
                    1 => self.out.push_str("<ol>"),
                    first => self.out.push_str(&format!("<ol start=\"{first}\">")),
                }
                self.children(body, id);
                self.out.push_str("</ol>");
            }
            Kind::Item => self.wrap("li", body, id),
            Kind::Footnote => self.note_number(body, id),
            Kind::Definitions => self.wrap("dl", body, id),
            Kind::Term => self.wrap("dt", body, id),
            Kind::Meaning => self.wrap("dd", body, id),
            Kind::Table => self.table(body, id, None),
            // Rows and cells are written by their table.
            Kind::TableHead | Kind::TableRow | Kind::TableCell => self.children(body, id),
            Kind::Emphasis => self.wrap("em", body, id),
            Kind::Strong => self.wrap("strong", body, id),
            Kind::Link => self.link(body, id),
            Kind::Image => self.image(body, id),
            Kind::Text => escape_text(document.text(id, body.source), self.out),
            Kind::Code => {
                self.out.push_str("<code>");
                escape_text(document.text(id, body.source), self.out);
                self.out.push_str("</code>");
            }
            Kind::Html => self.html(document.text(id, body.source)),
            Kind::FootnoteMark => self.mark(body, id),
            Kind::SoftBreak => self.out.push('\n'),
            Kind::HardBreak => self.out.push_str("<br>"),
            Kind::Rule => self.out.push_str("<hr>"),
            Kind::Include => {
                if let Some(block) = document.name(id).and_then(|name| self.page.block(body.origin, name)) {
                    self.siblings(block, block.document.top());
                }
            }
        }
    }

    fn children(&mut self, body: Body<'a>, id: NodeId) {
        self.siblings(body, body.document.children(id));
    }

    fn wrap(&mut self, tag: &str, body: Body<'a>, id: NodeId) {
        for part in ["<", tag, ">"] {
            self.out.push_str(part);
        }
        self.children(body, id);
        for part in ["</", tag, ">"] {
            self.out.push_str(part);
        }
    }

    /// The page's only `h1` is the title; a heading of that level in the text stands below it.
    fn heading(&mut self, body: Body<'a>, id: NodeId, level: u8) {
        let level = level.max(2);
        self.last_heading = body.document.plain_text(id, body.source);
        self.out.push_str(&format!("<h{level}"));
        if let Some(own) = self.ids.next() {
            self.out.push_str(" id=\"");
            escape_attribute(own, self.out);
            self.out.push('"');
        }
        self.out.push('>');
        self.children(body, id);
        self.out.push_str(&format!("</h{level}>"));
    }

    /// HTML is shown as text. A comment is a note of the author's to colleagues, and is left out.
    fn html_block(&mut self, body: Body<'a>, id: NodeId) {
        let lines = body.document.children(id).map(|line| body.document.text(line, body.source));
        let lines = lines.collect::<String>();
        let text = without_comments(&lines);
        if !text.trim().is_empty() {
            self.out.push_str("<p>");
            escape_text(text.trim(), self.out);
            self.out.push_str("</p>");
        }
    }

    fn html(&mut self, text: &str) {
        escape_text(&without_comments(text), self.out);
    }

    fn link(&mut self, body: Body<'a>, id: NodeId) {
        let index = body.document.link_index(id);
        let destination = self.page.destination(body.origin, index);
        let written = body.document.links().get(index);
        if let Some(href) = &destination.href {
            self.out.push_str("<a href=\"");
            escape_attribute(href, self.out);
            if let Some(title) = written.map(|link| &*link.title).filter(|title| !title.is_empty()) {
                self.out.push_str("\" title=\"");
                escape_attribute(title, self.out);
            }
            self.out.push_str("\">");
        }
        match destination.text {
            Some(text) if written.is_some_and(|link| link.style == LinkStyle::Wiki) => escape_text(text, self.out),
            _ => self.children(body, id),
        }
        if destination.href.is_some() {
            self.out.push_str("</a>");
        }
    }

    fn figure(&mut self, body: Body<'a>, image: NodeId) {
        let link = &body.document.links()[body.document.link_index(image)];
        self.out.push_str("<figure>");
        self.image(body, image);
        self.out.push_str("<figcaption>");
        escape_text(&link.title, self.out);
        self.out.push_str("</figcaption></figure>");
    }

    fn image(&mut self, body: Body<'a>, id: NodeId) {
        let alternative = body.document.plain_text(id, body.source);
        let Some(address) = self.page.destination(body.origin, body.document.link_index(id)).href else {
            escape_text(&alternative, self.out);
            return;
        };
        self.out.push_str("<img src=\"");
        escape_attribute(&address, self.out);
        self.out.push_str("\" alt=\"");
        escape_attribute(&alternative, self.out);
        self.out.push_str("\" loading=\"lazy\">");
    }

    fn table(&mut self, body: Body<'a>, id: NodeId, caption: Option<&'a str>) {
        let document = body.document;
        // A group, not a region: a long leaflet would have more landmarks than a reader wants to hear.
        self.out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        let heading = std::mem::take(&mut self.last_heading);
        escape_attribute(caption.unwrap_or(&heading), self.out);
        self.out.push_str("\"><table>");
        match caption {
            Some(caption) => {
                self.out.push_str("<caption>");
                escape_text(caption, self.out);
            }
            None => {
                self.out.push_str("<caption class=\"visually-hidden\">");
                escape_text(&heading, self.out);
            }
        }
        self.out.push_str("</caption>");
        self.last_heading = heading;
        let rows: Vec<NodeId> = document.children(id).collect();
        let first_heads = first_column_heads(body, &rows);
        let alignments = document.alignments(id);
        for (index, row) in rows.iter().enumerate() {
            let head = document.node(*row).kind == Kind::TableHead;
            self.out.push_str(match (head, index) {
                (true, _) => "<thead><tr>",
                (false, 1) => "<tbody><tr>",
                _ => "<tr>",
            });
            for (column, cell) in document.children(*row).enumerate() {
                let empty = document.children(cell).next().is_none();
                let scope = match (head, column) {
                    (true, _) if !empty => Some("col"),
                    (false, 0) if first_heads => Some("row"),
                    _ => None,
                };
                self.cell(body, cell, scope, alignments.get(column).copied());
            }
            self.out.push_str(if head { "</tr></thead>" } else { "</tr>" });
        }
        self.out.push_str(if rows.len() > 1 { "</tbody></table></div>" } else { "</table></div>" });
    }

    fn cell(&mut self, body: Body<'a>, cell: NodeId, scope: Option<&str>, alignment: Option<Alignment>) {
        let tag = if scope.is_some() { "th" } else { "td" };
        self.out.push('<');
        self.out.push_str(tag);
        if let Some(scope) = scope {
            self.out.push_str(" scope=\"");
            self.out.push_str(scope);
            self.out.push('"');
        }
        match alignment {
            Some(Alignment::Centre) => self.out.push_str(" class=\"centre\""),
            Some(Alignment::End) => self.out.push_str(" class=\"end\""),
            Some(Alignment::Start) | None => {}
        }
        self.out.push('>');
        self.children(body, cell);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn mark(&mut self, body: Body<'a>, id: NodeId) {
        let document = body.document;
        let Some(note) = document.name(id).and_then(|name| self.note(body, name).node) else { return };
        let known = self.numbers.get(&(body.origin, note)).copied();
        let number = known.unwrap_or(self.notes.len()) + 1;
        // Only the first mark is where the note leads back to.
        let anchor = if known.is_none() { format!(" id=\"p-note-mark-{number}\"") } else { String::new() };
        if known.is_none() {
            self.numbers.insert((body.origin, note), self.notes.len());
            self.notes.push((body, note));
        }
        let words = self.page.footnote_words();
        self.out.push_str(&format!("<sup><a href=\"#p-note-{number}\"{anchor} role=\"doc-noteref\" aria-label=\""));
        escape_attribute(&words.mark, self.out);
        self.out.push_str(&format!(" {number}\">{number}</a></sup>"));
    }

    /// A note that no mark leads to still has its words shown.
    fn note_number(&mut self, body: Body<'a>, id: NodeId) {
        let marked = body.document.name(id).is_some_and(|name| {
            let note = self.note(body, name);
            note.marked && note.node == Some(id)
        });
        if !marked {
            self.wrap("div", body, id);
        }
    }

    /// The footnote of a name. All footnotes of a text are found in one look at it.
    fn note(&mut self, body: Body<'a>, name: &str) -> Note {
        let notes = self.footnotes.entry(body.origin).or_insert_with(|| {
            let document = body.document;
            let mut notes: HashMap<&str, Note> = HashMap::new();
            for (id, node) in document.nodes().iter().enumerate() {
                match (node.kind, document.name(id)) {
                    (Kind::Footnote, Some(name)) => {
                        let note = notes.entry(name).or_default();
                        note.node = note.node.or(Some(id));
                    }
                    (Kind::FootnoteMark, Some(name)) => notes.entry(name).or_default().marked = true,
                    _ => {}
                }
            }
            notes
        });
        notes.get(name).copied().unwrap_or_default()
    }

    fn write_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let words = self.page.footnote_words();
        self.out
            .push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"p-notes\"><h2 id=\"p-notes\">");
        escape_text(&words.heading, self.out);
        self.out.push_str("</h2><ol>");
        // A note may hold marks of further notes, which join the list while it is written.
        let mut index = 0;
        while let Some((body, note)) = self.notes.get(index).copied() {
            index += 1;
            self.out.push_str(&format!("<li id=\"p-note-{index}\">"));
            self.children(body, note);
            self.out.push_str(&format!("<p><a href=\"#p-note-mark-{index}\" role=\"doc-backlink\">"));
            escape_text(&words.back, self.out);
            self.out.push_str("</a></p></li>");
        }
        self.out.push_str("</ol></section>");
    }
}

/// A paragraph of nothing but an image with a title is the image with its caption.
fn figure_of(document: &Document, paragraph: NodeId) -> Option<NodeId> {
    let mut children = document.children(paragraph);
    let image = children.next().filter(|id| document.node(*id).kind == Kind::Image)?;
    let titled = !document.links().get(document.link_index(image))?.title.is_empty();
    (titled && children.next().is_none()).then_some(image)
}

/// `Table: Side effects` in a paragraph of its own above a table is the table's caption.
fn caption_of(body: Body<'_>, paragraph: NodeId) -> Option<&str> {
    let mut children = body.document.children(paragraph);
    let text = children.next().filter(|id| body.document.node(*id).kind == Kind::Text)?;
    let caption = body.document.text(text, body.source).strip_prefix("Table:")?.trim();
    (children.next().is_none() && !caption.is_empty()).then_some(caption)
}

/// The first cells of the rows are headings where nothing stands above them, or where all are bold.
fn first_column_heads(body: Body<'_>, rows: &[NodeId]) -> bool {
    let document = body.document;
    let first_cell = |row: &NodeId| document.children(*row).next();
    let is_bold = |cell: NodeId| {
        let mut children = document.children(cell);
        children.next().is_some_and(|id| document.node(id).kind == Kind::Strong) && children.next().is_none()
    };
    let Some((head, rest)) = rows.split_first() else { return false };
    let corner_empty = first_cell(head).is_some_and(|cell| document.children(cell).next().is_none());
    corner_empty || (!rest.is_empty() && rest.iter().all(|row| first_cell(row).is_some_and(is_bold)))
}

/// Leaves out `<!-- ... -->`.
fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("-->").map_or("", |end| &rest[start + end + 3..]);
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Writes text between tags.
pub fn escape_text(text: &str, out: &mut String) {
    let written = pulldown_cmark_escape::escape_html_body_text(&mut *out, text);
    debug_assert!(written.is_ok(), "a text in memory takes all that is written to it");
}

/// Writes text within the double quotes of an attribute.
pub fn escape_attribute(text: &str, out: &mut String) {
    let written = pulldown_cmark_escape::escape_html(&mut *out, text);
    debug_assert!(written.is_ok(), "a text in memory takes all that is written to it");
}

//! The walk over the tree.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::escape::{escape_attribute, escape_text};
use super::notes::Note;
use super::surroundings::{Body, Part, Surroundings};
use crate::markdown::text_span::caption;
use crate::markdown::tree::{Document, LinkStyle, NodeId, NodeKind};

/// Writes the texts of one page. Their footnotes are numbered in one row, and stand behind the last text.
pub(super) fn write<const COUNT: usize>(parts: [Part<'_>; COUNT], page: &dyn Surroundings) -> [String; COUNT] {
    let mut writer = Writer {
        page,
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
        open_mark: None,
        language: ("", ""),
        out: String::new(),
    };
    let mut written = parts.map(|part| {
        writer.ids = part.ids.iter();
        writer.raised = part.raised;
        writer.unmarked = usize::from(!part.marked);
        writer.level = 1;
        writer.language = page.language(part.body.origin);
        writer.last_heading = page.title().to_owned();
        writer.out = String::with_capacity(part.body.source.len() * 3 / 2);
        writer.siblings(part.body, part.body.document.top());
        std::mem::take(&mut writer.out)
    });
    if let Some(last) = written.last_mut() {
        writer.out = std::mem::take(last);
        writer.write_notes();
        *last = writer.out;
    }
    written
}

/// Writes one text after another.
pub(super) struct Writer<'a> {
    pub(super) page: &'a dyn Surroundings,
    ids: std::slice::Iter<'a, String>,
    /// Footnotes in the order of their first mark: the text they belong to, the note's node.
    pub(super) notes: Vec<(Body<'a>, NodeId)>,
    /// For each text, where its footnotes stand, and whether a mark leads to them.
    pub(super) footnotes: HashMap<usize, HashMap<&'a str, Note>>,
    /// The number of each footnote, by text and node.
    pub(super) numbers: HashMap<(usize, NodeId), usize>,
    pub(super) last_heading: String,
    /// The level of the last heading.
    pub(super) level: u8,
    /// By how many levels headings stand higher than they were written.
    raised: u8,
    /// How many elements are open in which a number does not become a link: links, headings, code.
    pub(super) unlinked: usize,
    /// How many elements are open in which nothing is marked that its author did not mark: cards, and those parts of a page
    /// that are none of its text.
    pub(super) unmarked: usize,
    /// The marks that are written.
    pub(super) marked: HashSet<(usize, NodeId, u32)>,
    /// The end tag of the mark that is open.
    pub(super) open_mark: Option<&'static str>,
    /// The language of the element that is open: tag and direction.
    pub(super) language: (&'a str, &'a str),
    pub(super) out: String,
}

impl<'a> Writer<'a> {
    pub(super) fn siblings(&mut self, body: Body<'a>, nodes: impl Iterator<Item = NodeId>) {
        let mut nodes = nodes.peekable();
        while let Some(id) = nodes.next() {
            let table_next = nodes.peek().is_some_and(|next| body.document.node(*next).kind == NodeKind::Table);
            if table_next
                && body.document.node(id).kind == NodeKind::Paragraph
                && let Some(caption) = caption(body.document, id, body.source)
                && let Some(table) = nodes.next()
            {
                self.table(body, table, Some(caption));
            } else {
                self.node(body, id);
            }
        }
    }

    pub(super) fn node(&mut self, body: Body<'a>, id: NodeId) {
        let document = body.document;
        match document.node(id).kind {
            NodeKind::Paragraph => match figure_of(document, id) {
                Some(image) => self.figure(body, image),
                None => self.wrap("p", body, id),
            },
            NodeKind::Heading(level) => self.heading(body, id, level),
            NodeKind::Quote => self.quote(body, id),
            NodeKind::CodeBlock => {
                self.out.push_str("<pre tabindex=\"0\"><code>");
                self.unlinked += 1;
                self.children(body, id);
                self.unlinked -= 1;
                self.out.push_str("</code></pre>");
            }
            NodeKind::HtmlBlock => self.html_block(body, id),
            NodeKind::BulletList => self.wrap("ul", body, id),
            NodeKind::NumberedList => {
                match document.first_number(id) {
                    1 => self.out.push_str("<ol>"),
                    first => self.out.push_str(&format!("<ol start=\"{first}\">")),
                }
                self.children(body, id);
                self.out.push_str("</ol>");
            }
            NodeKind::Item => self.wrap("li", body, id),
            NodeKind::Footnote => self.note_number(body, id),
            NodeKind::Definitions => self.wrap("dl", body, id),
            NodeKind::Term => self.wrap("dt", body, id),
            NodeKind::Meaning => self.wrap("dd", body, id),
            NodeKind::Table => self.table(body, id, None),
            // Rows and cells are written by their table.
            NodeKind::TableHead | NodeKind::TableRow | NodeKind::TableCell => self.children(body, id),
            NodeKind::Emphasis => self.wrap("em", body, id),
            NodeKind::Strong => self.wrap("strong", body, id),
            NodeKind::Link => self.link(body, id),
            NodeKind::Image => self.image(body, id),
            NodeKind::Text => self.text(body, id),
            NodeKind::Code => {
                self.out.push_str("<code>");
                escape_text(document.text(id, body.source), &mut self.out);
                self.out.push_str("</code>");
            }
            NodeKind::Html => self.html(document.text(id, body.source)),
            NodeKind::FootnoteMark => self.mark(body, id),
            NodeKind::SoftBreak => self.out.push('\n'),
            NodeKind::HardBreak => self.out.push_str("<br>"),
            NodeKind::Rule => self.out.push_str("<hr>"),
            NodeKind::Include => {
                let Some(name) = document.name(id) else { return };
                match self.page.block(body.origin, name) {
                    Some(block) => self.included(block),
                    None => self.page.made_block(name, &mut self.out),
                }
            }
        }
    }

    /// A shared block. One that is not translated says which language it is in.
    fn included(&mut self, block: Body<'a>) {
        let around = self.language;
        self.language = self.page.language(block.origin);
        let is_foreign = self.language != around;
        if is_foreign {
            let (tag, direction) = self.language;
            self.out.push_str(&format!("<div lang=\"{tag}\" dir=\"{direction}\">"));
        }
        self.siblings(block, block.document.top());
        if is_foreign {
            self.out.push_str("</div>");
        }
        self.language = around;
    }

    pub(super) fn children(&mut self, body: Body<'a>, id: NodeId) {
        self.siblings(body, body.document.children(id));
    }

    pub(super) fn wrap(&mut self, tag: &str, body: Body<'a>, id: NodeId) {
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
        let level = level.saturating_sub(self.raised).max(2);
        self.last_heading = body.document.plain_text(id, body.source);
        self.level = level;
        self.out.push_str(&format!("<h{level}"));
        if let Some(own) = self.ids.next() {
            self.out.push_str(" id=\"");
            escape_attribute(own, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
        self.unlinked += 1;
        self.children(body, id);
        self.unlinked -= 1;
        self.out.push_str(&format!("</h{level}>"));
    }

    /// HTML is shown as text. A comment is a note of the author's to colleagues, and is left out.
    fn html_block(&mut self, body: Body<'a>, id: NodeId) {
        let lines = body.document.children(id).map(|line| body.document.text(line, body.source));
        let lines = lines.collect::<String>();
        let text = without_comments(&lines);
        if !text.trim().is_empty() {
            self.out.push_str("<p>");
            escape_text(text.trim(), &mut self.out);
            self.out.push_str("</p>");
        }
    }

    fn html(&mut self, text: &str) {
        escape_text(&without_comments(text), &mut self.out);
    }

    fn link(&mut self, body: Body<'a>, id: NodeId) {
        let index = body.document.link_index(id);
        let destination = self.page.destination(body.origin, index);
        let written = body.document.links().get(index);
        if let Some(href) = &destination.href {
            self.out.push_str("<a href=\"");
            escape_attribute(href, &mut self.out);
            if let Some(title) = written.map(|link| &*link.title).filter(|title| !title.is_empty()) {
                self.out.push_str("\" title=\"");
                escape_attribute(title, &mut self.out);
            }
            self.out.push_str("\">");
        }
        // Also where the link leads nowhere: its words were meant for another.
        self.unlinked += 1;
        match destination.text {
            Some(text) if written.is_some_and(|link| link.style == LinkStyle::Wiki) => self.plain(text),
            _ => self.children(body, id),
        }
        self.unlinked -= 1;
        if destination.href.is_some() {
            self.out.push_str("</a>");
        }
    }

    fn figure(&mut self, body: Body<'a>, image: NodeId) {
        let link = &body.document.links()[body.document.link_index(image)];
        self.out.push_str("<figure>");
        self.image(body, image);
        self.out.push_str("<figcaption>");
        self.plain(&link.title);
        self.out.push_str("</figcaption></figure>");
    }

    fn image(&mut self, body: Body<'a>, id: NodeId) {
        let alternative = body.document.plain_text(id, body.source);
        let destination = self.page.destination(body.origin, body.document.link_index(id));
        let Some(address) = destination.href else {
            escape_text(&alternative, &mut self.out);
            return;
        };
        self.out.push_str("<img src=\"");
        escape_attribute(&address, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape_attribute(&alternative, &mut self.out);
        self.out.push('"');
        // With both the browser keeps the place free, and the words below it do not jump when the image comes.
        if let Some((width, height)) = destination.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        // Not `loading="lazy"`: Safari leaves out of a print what was not scrolled to, and leaflets are printed.
        self.out.push_str(" decoding=\"async\">");
    }
}

/// A paragraph of nothing but an image with a title is the image with its caption.
pub(in crate::markdown) fn figure_of(document: &Document, paragraph: NodeId) -> Option<NodeId> {
    let mut children = document.children(paragraph);
    let image = children.next().filter(|id| document.node(*id).kind == NodeKind::Image)?;
    let titled = !document.links().get(document.link_index(image))?.title.is_empty();
    (titled && children.next().is_none()).then_some(image)
}

/// Leaves out `<!-- ... -->`.
pub(in crate::markdown) fn without_comments(text: &str) -> Cow<'_, str> {
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

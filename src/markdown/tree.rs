//! The compact tree of a Markdown text.

use crate::source::TextRange;

/// A node's place in its document.
pub type NodeId = usize;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A paragraph.
    Paragraph,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    /// A quote.
    Quote,
    /// A block of code.
    CodeBlock,
    /// A block of HTML, which is never passed through.
    HtmlBlock,
    /// A bulleted list.
    BulletList,
    /// A numbered list; the data is its first number.
    NumberedList,
    /// An item of a list.
    Item,
    /// The text of a footnote; the data is its label.
    Footnote,
    /// A list of terms with their meanings.
    Definitions,
    /// A term.
    Term,
    /// Its meaning.
    Meaning,
    /// A table; the data names its alignments.
    Table,
    /// The header row of a table: cells.
    TableHead,
    /// A further row of a table: cells.
    TableRow,
    /// A cell.
    TableCell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A link; the data names its [`Link`].
    Link,
    /// An image; the data names its [`Link`], the children are its text alternative.
    Image,
    /// Text.
    Text,
    /// Code within a line.
    Code,
    /// HTML within a line, or a line of an HTML block.
    Html,
    /// A mark that leads to a footnote; the data is its label.
    FootnoteMark,
    /// A line end that is a space to readers.
    SoftBreak,
    /// A line end that readers see.
    HardBreak,
    /// A line across the page.
    Rule,
    /// A line `{{ name }}`: a shared block stands here; the data is its name.
    Include,
}

/// One element of the tree. Its children follow it, up to `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands in the file.
    pub range: TextRange,
    /// The node after its last descendant.
    pub(super) last: u32,
    /// What the kind says: a number, or a place in one of the document's lists.
    pub(super) data: u32,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// `[text](destination)` or by a label.
    Inline,
    /// `<https://...>` or `<name@example.org>`: the text is the destination.
    Bare,
    /// `[[destination]]`: the text is the destination.
    Wiki,
    /// `[[destination|text]]`
    WikiWithText,
}

/// Where a link or an image leads, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The destination, without escapes.
    pub destination: Box<str>,
    /// The title in quotation marks behind it.
    pub title: Box<str>,
    /// How it is written.
    pub style: LinkStyle,
    /// Where the destination stands, or the whole link where that cannot be told.
    pub range: TextRange,
    /// The node.
    pub node: u32,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As text stands.
    Start,
    /// In the middle.
    Centre,
    /// At the end, as numbers do.
    End,
}

/// Something seen while reading Markdown that an author must mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkdownProblem {
    /// Quotes or lists within one another, deeper than any reader follows.
    TooDeep(TextRange),
    /// `{{ name }}` that does not stand on a line of its own.
    MisplacedBlock(TextRange),
    /// `[text][label]` without a line that says where the label leads.
    UnknownLabel(TextRange),
    /// `[^1]` without a footnote of that name.
    UnknownFootnote(TextRange),
    /// `[text](an address.md)`: what stands in the brackets cannot be an address, so no link is made.
    UnfinishedLink(TextRange),
    /// Words that no page would show.
    Unseen(TextRange, Unseen),
}

/// Why no page would show some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// `[Warning]: stop` says where the label `Warning` leads, and no link names that label.
    Label,
    /// A row of a table has more cells than its head.
    Cells,
    /// `{in mg}` behind a heading stands where its address would.
    Braces,
}

/// A Markdown text as a tree, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub(super) nodes: Vec<Node>,
    pub(super) texts: Vec<Box<str>>,
    pub(super) links: Vec<Link>,
    pub(super) tables: Vec<Box<[Alignment]>>,
    pub(super) problems: Vec<MarkdownProblem>,
}

impl Document {
    /// A node.
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes[id]
    }

    /// All nodes in the order of the text.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The nodes directly below a node.
    pub fn children(&self, id: NodeId) -> Siblings<'_> {
        Siblings { document: self, next: id + 1, end: self.nodes[id].last as usize }
    }

    /// The nodes at the top.
    pub fn top(&self) -> Siblings<'_> {
        Siblings { document: self, next: 0, end: self.nodes.len() }
    }

    /// The nodes anywhere below a node.
    pub fn descendants(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id + 1..self.nodes[id].last as usize
    }

    /// The text of a text, code or HTML node.
    pub fn text<'a>(&'a self, id: NodeId, source: &'a str) -> &'a str {
        let node = self.nodes[id];
        match node.data {
            0 => node.range.of(source),
            own => &self.texts[own as usize - 1],
        }
    }

    /// The label of a footnote or its mark, the name of a block, the id an author gave to a heading.
    pub fn name(&self, id: NodeId) -> Option<&str> {
        let place = (self.nodes[id].data as usize).checked_sub(1)?;
        self.texts.get(place).map(|name| &**name)
    }

    /// The first number of a numbered list.
    pub fn first_number(&self, id: NodeId) -> u32 {
        self.nodes[id].data
    }

    /// How the columns of a table stand.
    pub fn alignments(&self, id: NodeId) -> &[Alignment] {
        self.tables.get(self.nodes[id].data as usize).map_or(&[], |alignments| alignments)
    }

    /// Which of [`Document::links`] a link or image node is.
    pub fn link_index(&self, id: NodeId) -> usize {
        self.nodes[id].data as usize
    }

    /// All links and images in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whether a link is an image.
    pub fn is_image(&self, link: &Link) -> bool {
        self.nodes[link.node as usize].kind == NodeKind::Image
    }

    /// What must be mended.
    pub fn problems(&self) -> &[MarkdownProblem] {
        &self.problems
    }

    /// The names of the blocks it uses, with their places.
    pub fn includes(&self) -> impl Iterator<Item = (&str, TextRange)> {
        let includes = self.nodes.iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Include);
        includes.filter_map(|(id, node)| Some((self.name(id)?, node.range)))
    }

    /// The words below a node as one line, without marks.
    pub fn plain_text(&self, id: NodeId, source: &str) -> String {
        let mut line = String::new();
        for below in self.descendants(id) {
            match self.nodes[below].kind {
                NodeKind::Text | NodeKind::Code => line.push_str(self.text(below, source)),
                NodeKind::SoftBreak | NodeKind::HardBreak => line.push(' '),
                _ => {}
            }
        }
        line
    }
}

/// Nodes side by side.
#[derive(Clone, Debug)]
pub struct Siblings<'a> {
    document: &'a Document,
    next: NodeId,
    end: NodeId,
}

impl Iterator for Siblings<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next;
        (id < self.end).then(|| {
            self.next = self.document.nodes[id].last as usize;
            id
        })
    }
}

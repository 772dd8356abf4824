//! The compact tree of a Markdown text.

use crate::source::TextRange;

/// The index of a node in its document.
pub type NodeId = usize;

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Paragraph,
    /// A heading of this level, 1 to 6.
    Heading(u8),
    Quote,
    CodeBlock,
    /// A block of HTML, which is never passed on to pages.
    HtmlBlock,
    /// A bulleted list.
    BulletList,
    /// A numbered list; its data is the first number.
    NumberedList,
    /// An item of a list.
    Item,
    /// The text of a footnote; its data is the label.
    Footnote,
    /// A list of terms with their definitions.
    Definitions,
    Term,
    /// The definition of a term.
    Meaning,
    /// A table; its data is the index of its alignments.
    Table,
    /// The header row of a table: cells.
    TableHead,
    /// Another row of a table: cells.
    TableRow,
    TableCell,
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A link; its data is the index of its [`Link`].
    Link,
    /// An image; its data is the index of its [`Link`], its children are the text alternative.
    Image,
    Text,
    /// Inline code.
    Code,
    /// Inline HTML, or a line of an HTML block.
    Html,
    /// A reference to a footnote; its data is the label.
    FootnoteMark,
    /// A line end that readers see as a space.
    SoftBreak,
    /// A line break that readers see.
    HardBreak,
    /// A horizontal rule.
    Rule,
    /// A line `{{ name }}`, which includes a shared block; its data is the name.
    Include,
}

impl NodeKind {
    /// Whether it is part of a line.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Code
                | Self::Html
                | Self::SoftBreak
                | Self::HardBreak
                | Self::Strong
                | Self::Emphasis
                | Self::FootnoteMark
                | Self::Image
                | Self::Link
        )
    }
}

/// An element of the tree. Its descendants follow it, up to `last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: NodeKind,
    /// Its range in the file.
    pub range: TextRange,
    /// The node after its last descendant.
    pub(super) last: u32,
    /// Depends on the kind: a number, or an index in one of the document's lists.
    pub(super) data: u32,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// `[text](destination)`, or with a label.
    Inline,
    /// `<https://...>` or `<name@example.org>`: the text is the destination.
    Bare,
    /// `[[destination]]`: the text is the destination.
    Wiki,
    /// `[[destination|text]]`
    WikiWithText,
}

/// The destination of a link or an image, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The destination, without escapes.
    pub destination: Box<str>,
    /// The title in quotation marks after it.
    pub title: Box<str>,
    /// How it is written.
    pub style: LinkStyle,
    /// The range of the destination, or of the whole link if it cannot be determined.
    pub range: TextRange,
    pub node: u32,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// At the start of the line.
    Start,
    /// Centred.
    Centre,
    /// At the end of the line, as for numbers.
    End,
}

/// A problem in the Markdown that an author must fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkdownProblem {
    /// Quotes or lists that are nested too deeply.
    TooDeep(TextRange),
    /// `{{ name }}` that is not on a line of its own.
    MisplacedBlock(TextRange),
    /// `[text][label]` with an undefined label.
    UnknownLabel(TextRange),
    /// `[^1]` without a footnote of that name.
    UnknownFootnote(TextRange),
    /// `[text](an address.md)`: the text in brackets cannot be an address, so no link is made.
    UnfinishedLink(TextRange),
    /// Words that would not be shown on any page.
    Unseen(TextRange, Unseen),
}

/// Why words would not be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// `[Warning]: stop` defines the label `Warning`, but no link uses it.
    Label,
    /// A row of a table has more cells than its header row.
    Cells,
    /// `{in mg}` after a heading is in the place of its id.
    Braces,
}

/// A Markdown text as a tree, in document order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    pub(super) nodes: Vec<Node>,
    pub(super) texts: Vec<Box<str>>,
    pub(super) links: Vec<Link>,
    pub(super) tables: Vec<Box<[Alignment]>>,
    pub(super) problems: Vec<MarkdownProblem>,
}

impl Document {
    pub fn node(&self, id: NodeId) -> Node {
        self.nodes[id]
    }

    /// All nodes, in document order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The children of a node.
    pub fn children(&self, id: NodeId) -> Siblings<'_> {
        Siblings { document: self, next: id + 1, end: self.nodes[id].last as usize }
    }

    /// The top-level nodes.
    pub fn top(&self) -> Siblings<'_> {
        Siblings { document: self, next: 0, end: self.nodes.len() }
    }

    /// All descendants of a node.
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

    /// The label of a footnote or reference, the name of a block, or the id that an author set for a heading.
    pub fn name(&self, id: NodeId) -> Option<&str> {
        let place = (self.nodes[id].data as usize).checked_sub(1)?;
        self.texts.get(place).map(|name| &**name)
    }

    /// The first number of a numbered list.
    pub fn first_number(&self, id: NodeId) -> u32 {
        self.nodes[id].data
    }

    /// The alignments of the columns of a table.
    pub fn alignments(&self, id: NodeId) -> &[Alignment] {
        self.tables.get(self.nodes[id].data as usize).map_or(&[], |alignments| alignments)
    }

    /// The index in [`Document::links`] of a link or image node.
    pub fn link_index(&self, id: NodeId) -> usize {
        self.nodes[id].data as usize
    }

    /// All links and images, in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Whether a link is an image.
    pub fn is_image(&self, link: &Link) -> bool {
        self.nodes[link.node as usize].kind == NodeKind::Image
    }

    /// The problems that authors must fix.
    pub fn problems(&self) -> &[MarkdownProblem] {
        &self.problems
    }

    /// The names of the included blocks, with their ranges.
    pub fn includes(&self) -> impl Iterator<Item = (&str, TextRange)> {
        let includes = self.nodes.iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Include);
        includes.filter_map(|(id, node)| Some((self.name(id)?, node.range)))
    }

    /// The words below a node on one line, without formatting.
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

/// Sibling nodes.
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

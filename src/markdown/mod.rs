//! Markdown: parses text into a compact tree, and renders the tree as words, HTML, or blocks for the other formats.
//!
//! A [`Document`] stores kinds and ranges, and strings only where they differ from the source: about 20 bytes per
//! element, so that ten thousand leaflets fit in memory and none is parsed twice.

mod blocks;
mod callout;
mod cut;
mod headings;
mod html;
mod marks;
mod parse;
mod prose;
mod text_span;
mod tree;

pub use blocks::{
    Block, Blocks, Card, Cell, Definition, Figure, Inline, List, NoteMark, Picture, Row, Table, To, to_blocks,
};
pub use callout::{CALLOUTS, Callout, CalloutKind, callout};
pub use cut::sentences;
pub use headings::{Heading, fragment, headings};
pub use html::{
    Body, Destination, FootnoteWords, Mark, MarkKind, Part, Surroundings, TextWords, escape_attribute, escape_text,
    escape_with_numbers, numbers_kept_in_order, to_html,
};
pub use parse::parse;
pub use prose::{Passage, PassageKind, Prose, Sentence, Word};
pub use text_span::{TextEvent, TextSpan, markable};
pub use tree::{Alignment, Document, Link, LinkStyle, MarkdownProblem, Node, NodeId, NodeKind, Unseen};

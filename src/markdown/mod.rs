//! Markdown: parses text into a compact tree, and reads the tree as words and as blocks, from which all formats are written.
//!
//! A [`Document`] stores kinds and ranges, and strings only where they differ from the source: about 20 bytes per
//! element, so that ten thousand leaflets fit in memory and none is parsed twice.

mod blocks;
mod callout;
mod cut;
mod escape;
mod headings;
mod html_text;
mod marks;
mod parse;
mod prose;
mod text_span;
mod tree;

pub use blocks::{
    Block, BlockContext, Blocks, Card, Cell, Definition, Destination, Division, DocumentText, Figure, FootnoteWords,
    GlossaryTerm, Inline, LinkTarget, List, Mark, MarkKind, Note, NoteMark, PagePart, Picture, Table, TableRow,
    TextLanguage, TextWords, to_blocks,
};
pub use callout::{CALLOUTS, Callout, CalloutKind, CardParts, callout, card_parts};
pub use cut::{Sentence, Word, sentences};
pub use escape::{escape_attribute, escape_text, escape_with_numbers, numbers_kept_in_order};
pub use headings::{Heading, fragment, headings};
pub use html_text::without_comments;
pub use parse::parse;
pub use prose::{Passage, PassageKind, Prose};
pub use text_span::{TextEvent, TextSpan, markable};
pub use tree::{Alignment, Document, Link, LinkStyle, MarkdownProblem, Node, NodeId, NodeKind, Unseen};

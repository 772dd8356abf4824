//! Converts a syntax tree to blocks, which describe the content of a text regardless of the output format.
//!
//! Everything that the author left to be looked up is resolved here: shared blocks are inserted, links have targets,
//! footnotes have numbers and callouts have titles. Pages and formats only decide how each block looks.

mod block;
mod context;
mod notes;
mod numbers;
mod reader;

pub use block::{
    Block, Blocks, Card, Cell, Definition, Division, Figure, GlossaryTerm, Inline, LinkTarget, List, Note, NoteMark,
    Picture, Table, TableRow, TextLanguage,
};
pub use context::{BlockContext, Destination, DocumentText, FootnoteWords, Mark, MarkKind, PagePart, TextWords};

/// Converts the texts of one page, including their shared blocks. Footnotes are numbered across all texts.
pub fn to_blocks<'a>(parts: Vec<PagePart<'a>>, context: &dyn BlockContext<'a>) -> Blocks<'a> {
    reader::read(parts, context)
}

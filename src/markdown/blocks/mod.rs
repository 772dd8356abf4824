//! Tree to blocks: what a text says to its readers, whatever it will be shown, printed or spoken with.
//!
//! Everything an author left to be looked up is looked up here: shared blocks stand in their place, links know where they
//! lead, footnotes have their numbers, cards their titles. A page or a format only has to say how each block looks.

mod block;
mod context;
mod notes;
mod numbers;
mod reader;

pub use block::{
    Block, Blocks, Card, Cell, Definition, Division, Figure, GlossaryTerm, Inline, LinkTarget, List, Note, NoteMark,
    Picture, Row, Table, TextLanguage,
};
pub use context::{BlockContext, Destination, DocumentText, FootnoteWords, Mark, MarkKind, PagePart, TextWords};

/// Reads the texts of one page, each with its shared blocks. Their footnotes are numbered through.
pub fn to_blocks<'a>(parts: Vec<PagePart<'a>>, context: &dyn BlockContext<'a>) -> Blocks<'a> {
    reader::read(parts, context)
}

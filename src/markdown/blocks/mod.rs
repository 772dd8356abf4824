//! Tree to blocks: what a text says to its readers, whatever it will be printed or spoken with.
//!
//! Everything an author left to be looked up is looked up here: shared blocks stand in their place, links know where they
//! lead, footnotes have their numbers, cards their titles. A format only has to say how each block looks.

mod block;
mod reader;

pub use block::{Block, Blocks, Card, Cell, Definition, Figure, Inline, List, NoteMark, Picture, Row, Table, To};

use super::html::{Part, Surroundings};

/// Reads the texts of one page, each with its shared blocks. Their footnotes are numbered through.
pub fn to_blocks(parts: &[Part<'_>], page: &dyn Surroundings) -> Blocks {
    reader::read(parts, page)
}

//! The manual: chapters in Markdown, by reader and task, with reference entries made from the tables that the program uses.
//!
//! To add a chapter, write a file in this folder, and add a row to [`CHAPTERS`]. A reference chapter has an
//! introduction, notes on single entries below headings such as ``## `title` ``, and text after the entries. Names,
//! kinds, needs and meanings come from the tables of fields, settings, commands, rules and formats, so no entry can be
//! missing.

mod chapter;
mod chapters;
mod commands;
mod entries;
mod notes;
mod print;
mod site;
mod text;

pub use chapter::{Chapter, ManualPart, ManualReader};
pub use chapters::CHAPTERS;
pub use entries::ReferenceEntry;
pub use print::for_terminal;
pub use site::page_path;
pub use text::Manual;

//! Tree to HTML: what the stock renderer gets wrong for readers is written here on purpose.
//!
//! Header cells say what they head, tables carry a caption and scroll in a box the keyboard can reach, footnotes lead
//! back, headings have ids, callouts are cards, and HTML an author typed is shown as text, never passed through.

mod card;
mod escape;
mod marked;
mod notes;
mod numbers;
mod surroundings;
mod table;
mod writer;

pub use escape::{escape_attribute, escape_text};
pub(super) use notes::{Note, notes_of};
pub(super) use numbers::known_numbers;
pub use numbers::{escape_with_numbers, numbers_kept_in_order};
pub use surroundings::{Body, Destination, FootnoteWords, Mark, MarkKind, Part, Surroundings, TextWords};
pub(super) use table::first_column_heads;
pub(super) use writer::{figure_of, without_comments};

/// Writes the texts of one page, each with its shared blocks, as HTML. Their footnotes stand together behind the last.
pub fn to_html<const COUNT: usize>(parts: [Part<'_>; COUNT], page: &dyn Surroundings) -> [String; COUNT] {
    writer::write(parts, page)
}

//! Tree to HTML: what the stock renderer gets wrong for readers is written here on purpose.
//!
//! Header cells say what they head, tables carry a caption and scroll in a box the keyboard can reach, footnotes lead
//! back, headings have ids, callouts are cards, and HTML an author typed is shown as text, never passed through.

mod card;
mod escape;
mod notes;
mod surroundings;
mod table;
mod writer;

pub use escape::{escape_attribute, escape_text};
pub use surroundings::{Body, Destination, FootnoteWords, Surroundings, TextWords};

/// Writes a text with its shared blocks as HTML.
///
/// `ids` are the ids of its headings in order, blocks included, unique in the page.
pub fn to_html(body: Body<'_>, ids: &[String], page: &dyn Surroundings, out: &mut String) {
    writer::write(body, ids, page, out);
}

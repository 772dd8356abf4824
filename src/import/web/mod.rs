//! Web pages: `.html`, as an old content management system wrote them.

mod blocks;
mod main_part;
mod page;
mod parser;
mod table;

use super::draft::LeafletDraft;
use super::refusal::ImportFailure;
use page::{FileFinder, WebPageReader};

/// Reads a web page.
pub(super) fn read(bytes: &[u8], beside: FileFinder<'_>) -> Result<LeafletDraft, ImportFailure> {
    let mut draft = LeafletDraft::default();
    let text = page::decode(bytes, &mut draft.account);
    let Some(html) = parser::parse(&text) else {
        return Err(ImportFailure::new(
            "It has far more marks than words, one within the other.",
            "Open it in a browser, copy its text into a new Word document, mark the headings there, and import that.",
        ));
    };
    let Some(main) = main_part::find(&html) else {
        return Err(ImportFailure::new(
            "No words are in it.",
            "It may be a page that fetches its words by a script. Open it in a browser, save it as a whole web page, and import that.",
        ));
    };
    let mut reader = WebPageReader::new(draft, &html, beside);
    reader.main(main);
    reader.outside(&html, main);
    Ok(reader.draft)
}

//! Web pages: `.html`, as written by an old content management system.

mod blocks;
mod main_part;
mod page;
mod parser;
mod table;

use super::draft::LeafletDraft;
use super::import_failure::ImportFailure;
use page::{FileFinder, WebPageReader};

pub(super) fn read(bytes: &[u8], find_file: FileFinder<'_>) -> Result<LeafletDraft, ImportFailure> {
    let mut draft = LeafletDraft::default();
    let text = page::decode(bytes, &mut draft.account);
    let Some(html) = parser::parse(&text) else {
        return Err(ImportFailure::new(
            "Its HTML is nested too deeply to be read.",
            "Open it in a browser, copy its text into a new Word document, mark the headings there, and import that.",
        ));
    };
    let Some(main) = main_part::find(&html) else {
        return Err(ImportFailure::new(
            "It has no words.",
            "It may be a page that loads its text with a script. Open it in a browser, save it as a complete web page, and import that.",
        ));
    };
    let mut reader = WebPageReader::new(draft, &html, find_file);
    reader.main(main);
    reader.outside(&html, main);
    Ok(reader.draft)
}

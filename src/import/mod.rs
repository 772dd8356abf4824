//! Import of other file formats: turns the bytes of a file into a leaflet and a report.
//!
//! Nothing is invented: a field that the file does not state stays blank, and `check` finds it. Nothing is lost
//! silently: whatever is not in the leaflet is in the [`ImportReport`], and so is every guess.

mod backfill;
mod draft;
mod encoding;
mod import_failure;
mod labels;
mod lists;
mod marks;
mod outline;
mod picture_ending;
mod plain;
mod register;
mod report;
mod table;
mod tidy;
mod typed_lists;
mod web;
mod word;
mod write;

pub use backfill::{Backfill, FilledLeaflet, RegisteredLeaflet, fill};
pub use import_failure::ImportFailure;
pub use register::{ImportedRegister, ImportedRow, UncertainValue, read_register};
pub use report::{ImportReport, ReportEntry, ReportEntryKind};

use draft::LeafletDraft;

use crate::leaflet::file_name;

/// A kind of file that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// Plain text: `.txt`.
    Text,
    /// A Word document: `.docx`.
    Word,
    /// A web page: `.html`.
    Web,
}

/// A leaflet made from a file in another format.
#[derive(Clone, Debug)]
pub struct ImportedLeaflet {
    /// A name for its file, without an ending.
    pub name: String,
    /// Its text, with front matter.
    pub text: String,
    /// Its pictures, each with the file name that the text uses.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// The report: what became of everything else.
    pub account: ImportReport,
}

/// The format of a file, by the ending of its name.
///
/// # Errors
/// If files with this ending cannot be imported.
pub fn format(name: &str) -> Result<ImportFormat, ImportFailure> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let help = match ending.as_str() {
        "txt" | "text" => return Ok(ImportFormat::Text),
        "docx" => return Ok(ImportFormat::Word),
        "html" | "htm" | "xhtml" | "shtml" => return Ok(ImportFormat::Web),
        "doc" | "dot" | "rtf" | "odt" | "docm" | "dotx" | "wpd" | "pages" => {
            "Open it in Word or LibreOffice, save it as a Word document (.docx), and import that."
        }
        "pdf" => {
            "A PDF records where letters are printed, not what is a heading or a list. Import the file that it was made from, \
             or copy its text into a new Word document, mark the headings there, and import that."
        }
        "md" | "markdown" => "It is Markdown already: copy it into 'content/drafts'.",
        "csv" => "Name the file itself: 'pamphlet import register.csv' reads it as an old register of dates.",
        _ => "Files that end in .txt, .docx, .html and .csv can be imported.",
    };
    Err(ImportFailure::new(
        match ending.as_str() {
            "" => "Its name has no ending such as '.docx', so the type of file is not known.".to_owned(),
            ending => format!("Files that end in '.{ending}' cannot be imported."),
        },
        help,
    ))
}

/// Makes a leaflet from a file. `name` is the file's own name; `find_file` returns the bytes of a file named by a
/// relative path.
///
/// # Errors
/// If somebody must change the file first.
pub fn import(
    name: &str,
    bytes: &[u8],
    find_file: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<ImportedLeaflet, ImportFailure> {
    let mut draft = match format(name)? {
        ImportFormat::Text => plain::read(bytes)?,
        ImportFormat::Word => word::read(bytes)?,
        ImportFormat::Web => web::read(bytes, find_file)?,
    };
    outline::finish(&mut draft);
    Ok(finished(name, draft))
}

fn finished(file: &str, mut draft: LeafletDraft) -> ImportedLeaflet {
    let name = file_name(draft.title.as_deref(), file);
    let pictures = draft.name_pictures(&name);
    let text = write::leaflet(&mut draft);
    ImportedLeaflet { name, text, pictures, account: draft.account }
}

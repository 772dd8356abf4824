//! Other formats to leaflet text: the bytes of a foreign file in, a leaflet and an account of what became of it out.
//!
//! Nothing is invented: a field that the file does not give stays blank, and `check` finds it. Nothing is lost in silence:
//! whatever does not stand in the leaflet stands in the [`ImportReport`], and so does every guess.

mod backfill;
mod draft;
mod encoding;
mod labels;
mod lists;
mod marks;
mod outline;
mod picture_ending;
mod plain;
mod refusal;
mod register;
mod report;
mod table;
mod tidy;
mod typed_lists;
mod web;
mod word;
mod write;

pub use backfill::{Backfill, FilledLeaflet, RegisteredLeaflet, fill};
pub use refusal::ImportFailure;
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

/// A leaflet made of a foreign file.
#[derive(Clone, Debug)]
pub struct ImportedLeaflet {
    /// A name for its file, without an ending.
    pub name: String,
    /// Its text, with its fields.
    pub text: String,
    /// The pictures that it shows, each with the name by which it does.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// What became of everything else.
    pub account: ImportReport,
}

/// What a file is, by the ending of its name.
///
/// # Errors
/// Where such files cannot be imported.
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
            "A PDF keeps where letters stand on paper, not what is a heading or a list. Import the file that it was made \
             from; or copy its text into a new Word document, mark the headings there, and import that."
        }
        "md" | "markdown" => "It is Markdown already: copy it into 'content/drafts'.",
        "csv" => "Name it by itself: 'pamphlet import register.csv' takes it for an old register of dates.",
        _ => "Files that end in .txt, .docx, .html and .csv can be imported.",
    };
    Err(ImportFailure::new(
        match ending.as_str() {
            "" => "It has no ending that says what kind of file it is.".to_owned(),
            ending => format!("Files that end in '.{ending}' cannot be imported."),
        },
        help,
    ))
}

/// Makes a leaflet of a file: `name` is the file's own name, `beside` hands over what it names by a relative path.
///
/// # Errors
/// Where a person must do something to the file first.
pub fn import(
    name: &str,
    bytes: &[u8],
    beside: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<ImportedLeaflet, ImportFailure> {
    let mut draft = match format(name)? {
        ImportFormat::Text => plain::read(bytes)?,
        ImportFormat::Word => word::read(bytes)?,
        ImportFormat::Web => web::read(bytes, beside)?,
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

//! EPUB 3: the leaflet as an e-book, which reading systems can store, enlarge and read aloud.
//!
//! The file contains everything: text, contents, style and pictures. Its accessibility metadata uses the terms that
//! libraries and reading systems look for (schema.org). The order and the times of its entries are always the same.

mod package;
mod picture;
mod xhtml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::context::FormatContext;
use super::expected_text::text_of_html;
use super::format_outcome::{FormatOutcome, FormatOutput};
use crate::diagnostic::Failure;
use crate::picture::PictureFormat;
use crate::render::view::LeafletView;
use picture::BookPicture;

/// The entry point of the file, which says where the package document is.
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"book/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>\n\
    </container>\n";
const STYLE: &str = include_str!("style.css");

/// Writes a leaflet as an EPUB.
///
/// # Errors
/// If a picture cannot be read.
pub(super) fn make(context: &FormatContext<'_>, view: &LeafletView<'_>) -> Result<FormatOutcome, Failure> {
    let pictures = pictures(context, view)?;
    let book = xhtml::write(view, &pictures);
    let package = package::package(view, &pictures);
    let mut parts: Vec<(String, &[u8])> = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.as_bytes()),
        ("book/package.opf".to_owned(), package.as_bytes()),
        ("book/nav.xhtml".to_owned(), book.contents.as_bytes()),
        ("book/leaflet.xhtml".to_owned(), book.text.as_bytes()),
        ("book/style.css".to_owned(), STYLE.as_bytes()),
    ];
    parts.extend(pictures.iter().map(|picture| (format!("book/{}", picture.path), picture.bytes.as_slice())));
    let cannot = |error: zip::result::ZipError| {
        Failure::new(
            format!("The format 'epub' of the leaflet {} cannot be made: {error}.", view.reference),
            "Remove 'epub' from 'formats' in 'site.yaml', and build again.",
        )
    };
    let bytes = packed(&parts).map_err(cannot)?;
    Ok(FormatOutcome::File(FormatOutput { bytes, said: Some(text_of_html(&book.text)) }))
}

/// The pictures in formats that every reading system supports. Others are replaced by their alternative text.
fn pictures(context: &FormatContext<'_>, view: &LeafletView<'_>) -> Result<Vec<BookPicture>, Failure> {
    let mut pictures = Vec::new();
    for source in view.text.pictures() {
        let file = context.inputs.site.library.sources.file(source);
        let (ending, media_type) = match PictureFormat::of_name(&file.path) {
            Some(PictureFormat::Jpeg) => ("jpg", "image/jpeg"),
            Some(PictureFormat::Png) => ("png", "image/png"),
            Some(PictureFormat::Gif) => ("gif", "image/gif"),
            Some(PictureFormat::Svg) => ("svg", "image/svg+xml"),
            _ => continue,
        };
        let path = format!("pictures/{}.{ending}", pictures.len() + 1);
        let bytes = context.machine.picture(&file.on_disk)?;
        pictures.push(BookPicture { source, path, media_type, bytes });
    }
    Ok(pictures)
}

/// Zips the entries in order. The first is the media type, which must not be compressed.
fn packed(parts: &[(String, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let usual = SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let mut book = ZipWriter::new(Cursor::new(Vec::new()));
    book.start_file("mimetype", usual.compression_method(CompressionMethod::Stored))?;
    book.write_all(b"application/epub+zip")?;
    for (path, bytes) in parts {
        book.start_file(path.as_str(), usual.compression_method(CompressionMethod::Deflated))?;
        book.write_all(bytes)?;
    }
    Ok(book.finish()?.into_inner())
}

//! Word documents: `.docx`.

mod document;
mod drawing;
mod field;
mod margins;
mod numbering;
mod package;
mod paragraph;
mod review;
mod runs;
mod styles;
mod table;
mod xml;

use super::draft::LeafletDraft;
use super::import_failure::ImportFailure;
use document::WordReader;
use numbering::Numberings;
use package::{WordPackage, broken};
use styles::ParagraphStyles;

pub(super) fn read(bytes: &[u8]) -> Result<LeafletDraft, ImportFailure> {
    let mut package = WordPackage::open(bytes)?;
    let main = package.relationships("")?.parts("officeDocument").first().map(|path| (*path).to_owned());
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let links = package.relationships(&main)?;
    let document = package.tree(&main)?.ok_or_else(broken)?;
    let body = document.child("w:body").ok_or_else(broken)?;
    let mut part = |kind: &str| match links.parts(kind).first() {
        Some(path) => package.tree(path),
        None => Ok(None),
    };
    let styles = ParagraphStyles::read(part("styles")?.as_ref());
    let numberings = Numberings::read(part("numbering")?.as_ref());
    let (footnotes, endnotes, comments) = (part("footnotes")?, part("endnotes")?, part("comments")?);
    let mut margins = Vec::new();
    for path in ["header", "footer"].into_iter().flat_map(|kind| links.parts(kind)) {
        margins.extend(package.tree(path)?);
    }
    let parts = [Some(&document), footnotes.as_ref(), endnotes.as_ref()].into_iter().flatten().chain(&margins);
    let parts: Vec<_> = parts.collect();
    let accepted = review::refuse(&parts, comments.as_ref())?;
    let note_links = ["footnotes", "endnotes"].map(|kind| links.parts(kind).first().map(|path| (*path).to_owned()));
    let [footnote_links, endnote_links] = note_links.map(|path| match path {
        Some(path) => package.relationships(&path),
        None => Ok(package::Relationships::default()),
    });
    let (footnote_links, endnote_links) = (footnote_links?, endnote_links?);
    let drawn = drawing::words_of_charts(&mut package, &links)?;
    let mut reader = WordReader::new(styles, numberings, package, &links);
    if accepted {
        let sentence =
            "The file has tracked changes of formatting. They were taken as accepted; no words are affected.";
        reader.draft.account.guess(sentence, "");
    }
    reader.draft.blocks = reader.blocks(body, false);
    reader.notes(footnotes.as_ref(), &footnote_links, endnotes.as_ref(), &endnote_links);
    margins::read(&margins, &mut reader.draft);
    reader.draft.account.lost("Words in charts and drawings:", &drawn);
    Ok(reader.draft)
}

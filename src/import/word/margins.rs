//! Page headers and footers: searched for the reference and dates, otherwise left out.

use super::xml::XmlElement;
use crate::import::draft::LeafletDraft;
use crate::import::labels::{labelled, take};

pub(super) fn read(parts: &[XmlElement], draft: &mut LeafletDraft) {
    for line in parts.iter().flat_map(lines) {
        for piece in line.split('\t').flat_map(before_page_number).map(str::trim).filter(|piece| !piece.is_empty()) {
            match labelled(piece, true) {
                Some(labels) => take(draft, &labels, piece),
                None => draft.account.lost("Page headers and footers. Pages of the site have their own:", piece),
            }
        }
    }
}

/// Splits off a page number such as 'Page 1 of 2'.
fn before_page_number(piece: &str) -> Vec<&str> {
    let lower = piece.to_ascii_lowercase();
    let is_number = |at: &usize| {
        let begins = !lower[..*at].ends_with(char::is_alphanumeric);
        let rest = lower[at + "page".len()..].trim_start();
        begins && rest.starts_with(|ch: char| ch.is_ascii_digit())
    };
    match lower.match_indices("page").map(|(at, _)| at).find(is_number) {
        Some(at) => vec![&piece[..at], &piece[at..]],
        None => vec![piece],
    }
}

/// The lines of a part: paragraphs, and table rows with tabs between the cells.
pub(super) fn lines(part: &XmlElement) -> Vec<String> {
    let mut found = Vec::new();
    gather(part, &mut found);
    found
}

fn gather(element: &XmlElement, found: &mut Vec<String>) {
    for element in element.elements() {
        match element.name.as_str() {
            "w:p" => found.extend(words(element).split('\n').map(str::to_owned)),
            "w:tr" => {
                let cells = element.elements().filter(|cell| cell.name == "w:tc");
                let cells: Vec<String> = cells.map(|cell| lines(cell).join(" ")).collect();
                found.push(cells.join("\t"));
            }
            "mc:Fallback" => {}
            _ => gather(element, found),
        }
        // The text boxes of a paragraph.
        if element.name == "w:p" {
            boxes(element, found);
        }
    }
}

fn boxes(element: &XmlElement, found: &mut Vec<String>) {
    for element in element.elements().filter(|element| element.name != "mc:Fallback") {
        match element.name.as_str() {
            "w:txbxContent" => gather(element, found),
            _ => boxes(element, found),
        }
    }
}

/// The words of a paragraph, without its text boxes.
fn words(paragraph: &XmlElement) -> String {
    let mut text = String::new();
    for element in paragraph.elements() {
        match element.name.as_str() {
            "w:t" => text.push_str(&element.text()),
            "w:tab" | "w:ptab" if paragraph.name == "w:r" => text.push('\t'),
            "w:br" | "w:cr" => text.push('\n'),
            "w:noBreakHyphen" => text.push('-'),
            "w:pPr" | "w:rPr" | "w:txbxContent" | "mc:Fallback" | "w:instrText" => {}
            _ => text.push_str(&words(element)),
        }
    }
    text
}

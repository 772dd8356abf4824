use super::document::WordReader;
use super::xml::XmlElement;
use crate::import::draft::DraftBlock;
use crate::import::table::{ImportedCell, table};

/// Far more columns than a table in a leaflet has.
const MAX_COLUMNS: usize = 60;

impl<'r> WordReader<'r> {
    /// Reads a table; returns the blocks of its cells if it was used only for layout.
    pub(super) fn table(&mut self, element: &'r XmlElement) -> Vec<DraftBlock> {
        let mut rows: Vec<Vec<ImportedCell>> = Vec::new();
        let mut has_head = false;
        for row in inner(element, "w:tr") {
            let number = |name: &str, of: Option<&XmlElement>| {
                let number = of.and_then(|of| of.value_of(name)).and_then(|number| number.parse::<usize>().ok());
                number.unwrap_or(0).min(MAX_COLUMNS)
            };
            let properties = row.child("w:trPr");
            let is_head = properties.is_some_and(|properties| properties.switch("w:tblHeader") == Some(true));
            has_head |= rows.is_empty() && is_head;
            let mut cells: Vec<ImportedCell> =
                (0..number("w:gridBefore", properties)).map(|_| ImportedCell::spanned()).collect();
            for cell in inner(row, "w:tc") {
                let properties = cell.child("w:tcPr");
                let merge = properties.and_then(|properties| properties.child("w:vMerge"));
                let is_full = cells.len() >= MAX_COLUMNS * 2;
                let is_below = merge.is_some_and(|merge| merge.attribute("w:val") != Some("restart"));
                let blocks = self.blocks(cell, true);
                match cells.last_mut().filter(|_| is_full) {
                    // The content of further cells is added to the last one.
                    Some(last) => last.blocks.extend(blocks),
                    None => {
                        cells.push(ImportedCell { blocks, joined: is_below });
                        cells.extend((1..number("w:gridSpan", properties)).map(|_| ImportedCell::spanned()));
                    }
                }
            }
            rows.push(cells);
        }
        table(rows, has_head, &mut self.draft.account)
    }
}

/// The rows of a table or the cells of a row, including those inside content controls.
fn inner<'e>(element: &'e XmlElement, name: &str) -> Vec<&'e XmlElement> {
    let mut found = Vec::new();
    for element in element.elements() {
        match element.name.as_str() {
            other if other == name => found.push(element),
            "w:sdt" | "w:sdtContent" | "w:customXml" => found.extend(inner(element, name)),
            _ => {}
        }
    }
    found
}

//! Tables of a Word file.

use super::document::Reader;
use super::xml::Element;
use crate::import::draft::Block;
use crate::import::table::{Cell, table};

/// More columns than this no table of a leaflet has.
const MOST_COLUMNS: usize = 60;

impl<'r> Reader<'r> {
    /// A table as a table, or the blocks of its cells where it only set them side by side.
    pub(super) fn table(&mut self, element: &'r Element) -> Vec<Block> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut has_head = false;
        for row in inner(element, "w:tr") {
            let number = |name: &str, of: Option<&Element>| {
                let number = of.and_then(|of| of.value_of(name)).and_then(|number| number.parse::<usize>().ok());
                number.unwrap_or(0).min(MOST_COLUMNS)
            };
            let properties = row.child("w:trPr");
            let is_head = properties.is_some_and(|properties| properties.switch("w:tblHeader") == Some(true));
            has_head |= rows.is_empty() && is_head;
            let mut cells: Vec<Cell> = (0..number("w:gridBefore", properties)).map(|_| Cell::beside()).collect();
            for cell in inner(row, "w:tc") {
                let properties = cell.child("w:tcPr");
                let merge = properties.and_then(|properties| properties.child("w:vMerge"));
                let is_full = cells.len() >= MOST_COLUMNS * 2;
                let is_below = merge.is_some_and(|merge| merge.attribute("w:val") != Some("restart"));
                let blocks = self.blocks(cell, true);
                match cells.last_mut().filter(|_| is_full) {
                    // What stands in further cells stands in the last one.
                    Some(last) => last.blocks.extend(blocks),
                    None => {
                        cells.push(Cell { blocks, joined: is_below });
                        cells.extend((1..number("w:gridSpan", properties)).map(|_| Cell::beside()));
                    }
                }
            }
            rows.push(cells);
        }
        table(rows, has_head, &mut self.draft.account)
    }
}

/// The rows of a table or the cells of a row, also where Word wraps them.
fn inner<'e>(element: &'e Element, name: &str) -> Vec<&'e Element> {
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

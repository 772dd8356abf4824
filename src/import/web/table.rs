//! Tables of a page, including cells that span rows or columns.

use scraper::ElementRef;

use super::blocks::InlineStyle;
use super::page::WebPageReader;
use crate::import::draft::{DraftBlock, DraftInline, line};
use crate::import::table::{ImportedCell, table};
use crate::import::typed_lists;

/// Larger spans are cut to this.
const MAX_SPANNED: usize = 40;
/// Limit on the cells of a row; the words of further ones are added to the last.
const MAX_CELLS: usize = 500;

impl WebPageReader<'_> {
    /// Reads a table, with its caption before it.
    pub(super) fn table(&mut self, element: ElementRef<'_>, look: &InlineStyle) -> Vec<DraftBlock> {
        let mut blocks = Vec::new();
        let mut rows: Vec<Vec<ImportedCell>> = Vec::new();
        let mut has_head = false;
        // For each column, how many further rows a cell from above covers.
        let mut from_above: Vec<usize> = Vec::new();
        for row in inner(element, "tr") {
            let mut cells: Vec<ImportedCell> = Vec::new();
            let found: Vec<ElementRef<'_>> = row
                .children()
                .filter_map(ElementRef::wrap)
                .filter(|cell| matches!(cell.value().name(), "td" | "th"))
                .collect();
            let in_head =
                row.parent().and_then(ElementRef::wrap).is_some_and(|parent| parent.value().name() == "thead");
            let all_heads = !found.is_empty() && found.iter().all(|cell| cell.value().name() == "th");
            has_head |= rows.is_empty() && (in_head || all_heads);
            for cell in found {
                fill_from_above(&mut cells, &mut from_above);
                let span = |name: &str| {
                    let span = cell.value().attr(name).and_then(|span| span.trim().parse::<usize>().ok());
                    span.unwrap_or(1).clamp(1, MAX_SPANNED)
                };
                let (columns, below) = (span("colspan"), span("rowspan"));
                let content = typed_lists::in_blocks(self.flow(cell, look), &mut self.draft.account);
                if cells.len() > MAX_CELLS {
                    if let Some(last) = cells.last_mut() {
                        last.blocks.extend(content);
                    }
                    continue;
                }
                for column in 0..columns {
                    let at = cells.len();
                    if from_above.len() <= at {
                        from_above.resize(at + 1, 0);
                    }
                    from_above[at] = below - 1;
                    cells.push(if column == 0 {
                        ImportedCell { blocks: content.clone(), joined: below > 1 }
                    } else {
                        ImportedCell::spanned()
                    });
                }
            }
            fill_from_above(&mut cells, &mut from_above);
            rows.push(cells);
        }
        for caption in inner(element, "caption") {
            for block in self.flow(caption, look) {
                match block {
                    DraftBlock::Paragraph(mut text) if rows.len() > 1 => {
                        if !line(&text).starts_with("Table:") {
                            self.draft.account.added(
                                "A paragraph that begins like this is the caption of the table below it:",
                                "Table:",
                            );
                            text.insert(0, DraftInline::text("Table: "));
                        }
                        blocks.push(DraftBlock::Paragraph(text));
                    }
                    other => blocks.push(other),
                }
            }
        }
        blocks.extend(table(rows, has_head, &mut self.draft.account));
        blocks
    }
}

fn fill_from_above(cells: &mut Vec<ImportedCell>, from_above: &mut [usize]) {
    while let Some(left) = from_above.get_mut(cells.len()).filter(|left| **left > 0) {
        *left -= 1;
        cells.push(ImportedCell::spanned());
    }
}

/// The elements with a name that belong to this table, not to one nested in it.
fn inner<'h>(element: ElementRef<'h>, name: &str) -> Vec<ElementRef<'h>> {
    let mut found = Vec::new();
    for child in element.children().filter_map(ElementRef::wrap) {
        match child.value().name() {
            other if other == name => found.push(child),
            "thead" | "tbody" | "tfoot" => found.extend(inner(child, name)),
            _ => {}
        }
    }
    found
}

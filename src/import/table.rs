//! Tables as leaflets have them: a row of column headings, and one line per cell.

use super::draft::{DraftBlock, DraftInline, line, words};
use super::report::ImportReport;

/// Tables with more columns are unreadable, and every row would be as wide as the widest.
const MAX_COLUMNS: usize = 60;

/// A cell as it was found.
#[derive(Clone, Debug, Default)]
pub(super) struct ImportedCell {
    pub blocks: Vec<DraftBlock>,
    /// Whether it was merged with the cell above or before it.
    pub joined: bool,
}

impl ImportedCell {
    /// The place of a cell that was merged with the cell before it.
    pub(super) fn spanned() -> Self {
        Self { blocks: Vec::new(), joined: true }
    }
}

/// Builds a table, or returns the blocks of its cells if it was used only for layout.
pub(super) fn table(rows: Vec<Vec<ImportedCell>>, has_head: bool, account: &mut ImportReport) -> Vec<DraftBlock> {
    let is_blank = |row: &Vec<ImportedCell>| {
        row.iter().all(|cell| words(&cell.blocks).trim().is_empty() && !has_picture(&cell.blocks))
    };
    let rows: Vec<Vec<ImportedCell>> = rows.into_iter().filter(|row| !is_blank(row)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = rows.iter().flatten();
    let holds_more = cells.clone().any(|cell| {
        cell.blocks
            .iter()
            .any(|block| matches!(block, DraftBlock::Table(_) | DraftBlock::Heading { .. } | DraftBlock::Quote(_)))
    });
    let about =
        cells.clone().map(|cell| words(&cell.blocks)).find(|words| !words.trim().is_empty()).unwrap_or_default();
    let about: String = about.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    if rows.is_empty() {
        return Vec::new();
    }
    if !(2..=MAX_COLUMNS).contains(&columns) || rows.len() < 2 || holds_more {
        let sentence = "Tables used only for layout became ordinary text. Each begins:";
        account.guess(sentence, &about);
        return rows.into_iter().flatten().flat_map(|cell| cell.blocks).collect();
    }
    if cells.clone().any(|cell| cell.joined) {
        account.guess("Merged cells were split: the text is in the first of them, and the others are empty. Check the table that begins:", &about);
    }
    if !has_head {
        account.guess("The first row was taken as the column headings of the table that begins:", &about);
    }
    if cells.clone().any(|cell| cell.blocks.len() > 1 || matches!(cell.blocks[..], [DraftBlock::List(_)])) {
        account.guess("Cells with several lines or a list were put on one line. Check the table that begins:", &about);
    }
    let rows = rows.into_iter().map(|row| row.into_iter().map(|cell| one_line(cell.blocks, account)).collect());
    vec![DraftBlock::Table(rows.collect())]
}

fn has_picture(blocks: &[DraftBlock]) -> bool {
    blocks.iter().any(|block| match block {
        DraftBlock::Paragraph(text) | DraftBlock::Heading { text, .. } => {
            text.iter().any(|inline| matches!(inline, DraftInline::Picture { .. }))
        }
        DraftBlock::List(list) => list.items.iter().any(|item| has_picture(item)),
        DraftBlock::Quote(blocks) => has_picture(blocks),
        DraftBlock::Table(_) => true,
    })
}

/// The content of a cell on one line: parts are separated by a slash, unless the first ends with punctuation.
fn one_line(blocks: Vec<DraftBlock>, account: &mut ImportReport) -> Vec<DraftInline> {
    let mut all: Vec<DraftInline> = Vec::new();
    for part in parts(blocks, account) {
        if !all.is_empty() {
            let ends = line(&all).trim_end().ends_with(['.', '?', '!', ':', ';', ',']);
            all.push(DraftInline::text(if ends { " " } else { " / " }));
        }
        all.extend(part);
    }
    all
}

fn parts(blocks: Vec<DraftBlock>, account: &mut ImportReport) -> Vec<Vec<DraftInline>> {
    let mut found = Vec::new();
    for block in blocks {
        match block {
            DraftBlock::Paragraph(text) | DraftBlock::Heading { text, .. } => found.push(text),
            DraftBlock::List(list) => {
                for (index, item) in list.items.into_iter().enumerate() {
                    let mut item = parts(item, account);
                    if let (Some(first), Some(text)) = (list.first, item.first_mut()) {
                        let number = format!("{}.", u64::from(first) + index as u64);
                        account.added("List numbers in table cells became part of the text:", &number);
                        text.insert(0, DraftInline::text(format!("{number} ")));
                    }
                    found.extend(item);
                }
            }
            DraftBlock::Quote(blocks) => found.extend(parts(blocks, account)),
            DraftBlock::Table(rows) => found.extend(rows.into_iter().flatten()),
        }
    }
    found
}

//! Finds the title and the fields of a draft, and sets the levels of its headings.

use super::draft::{DraftBlock, LeafletDraft, line};
use super::labels::{self, LabelledValue, labelled};

/// How many blocks at the end, and at the start, are searched for fields.
const CLOSING: usize = 15;
const OPENING: usize = 6;

/// Moves the title and fields out of the text, and normalises the levels of headings.
pub(super) fn finish(draft: &mut LeafletDraft) {
    take_fields(draft);
    take_title(draft);
    level(draft);
}

fn take_fields(draft: &mut LeafletDraft) {
    let blocks = std::mem::take(&mut draft.blocks);
    let count = blocks.len();
    for (index, block) in blocks.into_iter().enumerate() {
        let near_an_end = index < OPENING || index + CLOSING >= count;
        match fields_of(&block).filter(|_| near_an_end) {
            Some(found) => found.iter().for_each(|(labels, words)| labels::take(draft, labels, words)),
            None => draft.blocks.push(block),
        }
    }
}

/// The labels of a block that consists of nothing else, each line with its words.
fn fields_of(block: &DraftBlock) -> Option<Vec<(Vec<LabelledValue>, String)>> {
    match block {
        DraftBlock::Paragraph(text) | DraftBlock::Heading { text, .. } => {
            let words = line(text);
            Some(vec![(labelled(&words, false)?, words)])
        }
        DraftBlock::Table(rows) => {
            let rows = rows.iter().map(|row| match &row[..] {
                [label, value] => {
                    let (label, value) = (line(label), line(value).trim().to_owned());
                    let words = format!("{label} {value}");
                    Some((vec![LabelledValue { field: labels::field(&label)?, value }], words))
                }
                _ => None,
            });
            rows.collect()
        }
        _ => None,
    }
}

fn take_title(draft: &mut LeafletDraft) {
    if draft.title.is_some() {
        return;
    }
    let Some(DraftBlock::Heading { level, guessed, text }) = draft.blocks.first() else { return };
    let words = line(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let (level, guessed) = (*level, *guessed);
    let mut others = draft.blocks.iter().skip(1).filter_map(|block| match block {
        DraftBlock::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let is_highest = !guessed && others.clone().all(|other| other > level);
    let next_is_heading = matches!(draft.blocks.get(1), Some(DraftBlock::Heading { .. }));
    // A question followed directly by its answer is not a title.
    let may_be = is_highest || next_is_heading || (guessed && !words.ends_with('?') && others.next().is_some());
    if may_be && !words.is_empty() {
        draft.blocks.remove(0);
        draft.account.guess_moved("The first line became the title:", &words);
        draft.title = Some(words);
    }
}

/// Sets the highest headings to level 2, and every other to one below its parent.
fn level(draft: &mut LeafletDraft) {
    let mut above: Vec<u8> = Vec::new();
    for block in &mut draft.blocks {
        let DraftBlock::Heading { level, text, .. } = block else { continue };
        while above.last().is_some_and(|other| *other >= *level) {
            above.pop();
        }
        let skipped = above.last().is_some_and(|other| *level > other + 1);
        above.push(*level);
        if skipped {
            draft.account.guess(
                "These headings skipped a level. Each is now one level below the heading above it:",
                &line(text),
            );
        }
        *level = u8::try_from(above.len() + 1).unwrap_or(6).min(6);
    }
}

//! Builds nested lists from a flat sequence of items with depths and marks.

use super::draft::{DraftBlock, DraftInline, DraftList, TextRun};

/// The mark before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListMark {
    Bullet,
    /// A number followed by punctuation only.
    Number(u32),
    /// A letter or a number such as 1.1. HTML lists have no such marks, so it becomes part of the text.
    Label(String),
}

/// An item not yet assigned to a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ListItem {
    /// 0 for the outermost list.
    pub depth: usize,
    pub mark: ListMark,
    /// Items of different groups are never in the same list.
    pub group: u32,
    pub blocks: Vec<DraftBlock>,
}

/// Builds the lists that consecutive items make up.
pub(super) fn build(items: Vec<ListItem>) -> Vec<DraftBlock> {
    build_from(&mut items.into_iter().peekable(), 0)
}

fn build_from(items: &mut std::iter::Peekable<std::vec::IntoIter<ListItem>>, min_depth: usize) -> Vec<DraftBlock> {
    let mut lists = Vec::new();
    let mut open: Option<OpenList> = None;
    while let Some(next) = items.peek() {
        if next.depth < min_depth {
            break;
        }
        if let Some(list) = &mut open
            && next.depth > list.depth
        {
            let below = build_from(items, list.depth + 1);
            list.add_below(below);
            continue;
        }
        let Some(item) = items.next() else { break };
        match &mut open {
            Some(list) if list.takes(&item) => list.add(item),
            _ => {
                lists.extend(open.take().map(OpenList::close));
                open = Some(OpenList::with(item));
            }
        }
    }
    lists.extend(open.map(OpenList::close));
    lists
}

/// A list to which items may still be added.
struct OpenList {
    depth: usize,
    group: u32,
    last: ListMark,
    list: DraftList,
}

impl OpenList {
    fn with(item: ListItem) -> Self {
        let first = match item.mark {
            ListMark::Number(number) => Some(number),
            _ => None,
        };
        let mut open = Self {
            depth: item.depth,
            group: item.group,
            last: item.mark.clone(),
            list: DraftList { first, items: Vec::new() },
        };
        open.add(item);
        open
    }

    fn takes(&self, item: &ListItem) -> bool {
        let follows = match (&self.last, &item.mark) {
            (ListMark::Number(last), ListMark::Number(next)) => *next == last.saturating_add(1),
            (ListMark::Bullet, ListMark::Bullet) | (ListMark::Label(_), ListMark::Label(_)) => true,
            _ => false,
        };
        follows && self.depth == item.depth && self.group == item.group
    }

    fn add(&mut self, item: ListItem) {
        let mut blocks = item.blocks;
        if let ListMark::Label(label) = &item.mark {
            set_before(&mut blocks, label);
        }
        self.last = item.mark;
        self.list.items.push(blocks);
    }

    fn add_below(&mut self, below: Vec<DraftBlock>) {
        match self.list.items.last_mut() {
            Some(item) => item.extend(below),
            None => self.list.items.push(below),
        }
    }

    fn close(self) -> DraftBlock {
        DraftBlock::List(self.list)
    }
}

/// Inserts a label before the first words of the blocks.
pub(super) fn set_before(blocks: &mut Vec<DraftBlock>, label: &str) {
    let run = DraftInline::Run(TextRun { text: format!("{label} "), ..TextRun::default() });
    match blocks.first_mut() {
        Some(DraftBlock::Paragraph(text) | DraftBlock::Heading { text, .. }) => text.insert(0, run),
        _ => blocks.insert(0, DraftBlock::paragraph(label)),
    }
}

/// Formats a number in Roman numerals.
pub(super) fn roman(count: u32) -> String {
    const PARTS: &[(u32, &str)] = &[
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 3999 {
        return count.to_string();
    }
    let mut left = count;
    let mut text = String::new();
    for (value, letters) in PARTS {
        while left >= *value {
            text.push_str(letters);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(blocks: &[DraftBlock]) -> String {
        let mut outline = String::new();
        for block in blocks {
            match block {
                DraftBlock::List(list) => {
                    let first = list.first.map_or("-".to_owned(), |first| first.to_string());
                    outline.push_str(&format!("({first}"));
                    list.items.iter().for_each(|item| outline.push_str(&format!(" {}", shape(item))));
                    outline.push(')');
                }
                DraftBlock::Paragraph(text) => outline.push_str(&super::super::draft::line(text)),
                _ => {}
            }
        }
        outline
    }

    fn built(items: &[(usize, ListMark, u32)]) -> String {
        let item = |(index, (depth, mark, group)): (usize, &(usize, ListMark, u32))| ListItem {
            depth: *depth,
            mark: mark.clone(),
            group: *group,
            blocks: vec![DraftBlock::paragraph(format!("i{index}"))],
        };
        shape(&build(items.iter().enumerate().map(item).collect()))
    }

    #[test]
    fn items_are_grouped_into_lists() {
        use ListMark::{Bullet, Label, Number};
        assert_eq!(
            built(&[(0, Bullet, 1), (1, Number(1), 1), (1, Number(2), 1), (0, Bullet, 1)]),
            "(- i0(1 i1 i2) i3)"
        );
        assert_eq!(built(&[(0, Number(1), 1), (0, Number(2), 1), (0, Number(1), 2)]), "(1 i0 i1)(1 i2)");
        assert_eq!(built(&[(0, Number(1), 1), (0, Number(5), 1)]), "(1 i0)(5 i1)");
        assert_eq!(built(&[(0, Bullet, 1), (0, Bullet, 2)]), "(- i0)(- i1)");
        assert_eq!(
            built(&[(2, Bullet, 1), (0, Bullet, 1), (2, Bullet, 1), (1, Bullet, 1)]),
            "(- i0)(- i1(- i2)(- i3))"
        );
        assert_eq!(built(&[(0, Label("a)".into()), 1), (0, Label("b)".into()), 1)]), "(- a) i0 b) i1)");
    }
}

//! From items one after another, each with its depth and mark, to lists within lists.

use super::draft::{DraftBlock, DraftInline, DraftList, TextRun};

/// What stands before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListMark {
    /// A bullet.
    Bullet,
    /// A number with nothing but a sign behind it.
    Number(u32),
    /// A letter, or a number of several parts: lists on pages have none, so it stands as a word.
    Label(String),
}

/// An item that does not know yet to which list it belongs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ListItem {
    /// How deep it stands: 0 for the outermost list.
    pub depth: usize,
    /// What stands before it.
    pub mark: ListMark,
    /// Items of two different groups are never in one list.
    pub group: u32,
    /// What it says.
    pub blocks: Vec<DraftBlock>,
}

/// The lists that items one after another make.
pub(super) fn build(items: Vec<ListItem>) -> Vec<DraftBlock> {
    build_from(&mut items.into_iter().peekable(), 0)
}

fn build_from(items: &mut std::iter::Peekable<std::vec::IntoIter<ListItem>>, floor: usize) -> Vec<DraftBlock> {
    let mut lists = Vec::new();
    let mut open: Option<OpenList> = None;
    while let Some(next) = items.peek() {
        if next.depth < floor {
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

/// A list that may go on.
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

/// Sets a label before the first words of blocks.
pub(super) fn set_before(blocks: &mut Vec<DraftBlock>, label: &str) {
    let run = DraftInline::Run(TextRun { text: format!("{label} "), ..TextRun::default() });
    match blocks.first_mut() {
        Some(DraftBlock::Paragraph(text) | DraftBlock::Heading { text, .. }) => text.insert(0, run),
        _ => blocks.insert(0, DraftBlock::paragraph(label)),
    }
}

/// A number as Romans wrote it.
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
        let mut said = String::new();
        for block in blocks {
            match block {
                DraftBlock::List(list) => {
                    let first = list.first.map_or("-".to_owned(), |first| first.to_string());
                    said.push_str(&format!("({first}"));
                    list.items.iter().for_each(|item| said.push_str(&format!(" {}", shape(item))));
                    said.push(')');
                }
                DraftBlock::Paragraph(text) => said.push_str(&super::super::draft::line(text)),
                _ => {}
            }
        }
        said
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
    fn items_fall_into_lists() {
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

//! Lists typed by hand: lines that begin with a bullet character or a number.

use std::collections::VecDeque;

use super::draft::{DraftBlock, DraftInline, line};
use super::lists::{ListItem, ListMark, build};
use super::report::ImportReport;

/// Characters that are always bullets; the last two are from Word's symbol font.
const BULLETS: &[char] =
    &['•', '◦', '▪', '▫', '●', '○', '■', '□', '‣', '⁃', '∙', '➢', '✓', '✔', '❖', '◆', '\u{f0b7}', '\u{f0a7}'];

/// A mark typed at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TypedMark {
    /// The mark as it is written: `1.`, `•`.
    written: String,
    mark: ListMark,
    /// Its length in bytes, including the following space.
    length: usize,
    /// Whether the character may mean something else on a single line.
    doubtful: bool,
}

/// The mark at the start of a line, if any.
fn mark(line: &str) -> Option<TypedMark> {
    let first = line.chars().next()?;
    let spaces_after = |at: usize| line[at..].len() - line[at..].trim_start().len();
    let typed = |at: usize, mark: ListMark, doubtful: bool| TypedMark {
        written: line[..at].to_owned(),
        mark,
        length: at + spaces_after(at),
        doubtful,
    };
    let at = first.len_utf8();
    if BULLETS.contains(&first) {
        return Some(typed(at, ListMark::Bullet, false));
    }
    let spaced = line[at..].starts_with(char::is_whitespace) && !line[at..].trim().is_empty();
    if matches!(first, '-' | '*' | '·' | '–' | '—' | 'o' | 'q' | '§') && spaced {
        let doubtful = !matches!(first, '-' | '*' | '·') && !line[at..].starts_with('\t');
        return Some(typed(at, ListMark::Bullet, doubtful));
    }
    let open = usize::from(first == '(');
    let inner = &line[open..];
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let letters = inner.bytes().take_while(u8::is_ascii_lowercase).count();
    let (length, is_number) = match (digits, letters) {
        (1..=3, 0) => (digits, true),
        (0, 1) => (1, false),
        _ => return None,
    };
    let ch = inner[length..].chars().next()?;
    let closes = if open == 1 { ch == ')' } else { matches!(ch, '.' | ')') };
    let end = open + length + ch.len_utf8();
    if !closes || !line[end..].starts_with(char::is_whitespace) || line[end..].trim().is_empty() {
        return None;
    }
    let mark = match inner[..length].parse() {
        Ok(number) if is_number => ListMark::Number(number),
        _ => ListMark::Label(line[..end].to_owned()),
    };
    Some(typed(end, mark, true))
}

/// A line of a file, or a paragraph, that may be an item of a typed list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TypedLine {
    /// How far it is indented.
    pub indent: usize,
    pub text: Vec<DraftInline>,
}

/// Whether a line begins with a list mark.
pub(super) fn begins_item(text: &[DraftInline]) -> bool {
    mark(&line(text)).is_some()
}

/// How far the second item of a doubtful list may be from the first.
const MAX_BELOW_FIRST: usize = 100;

/// How many lines, from the first, make up a typed list; 0 if the first does not begin one. Reads at most one line
/// after the list.
pub(super) fn list_length(lines: impl IntoIterator<Item = TypedLine>) -> usize {
    let mut length = 0;
    let mut of_first = 0;
    let mut first: Option<(usize, bool)> = None;
    let mut counts: Vec<(usize, TypedMark)> = Vec::new();
    for line in lines {
        let Some(typed) = mark(&text_of(&line)) else { break };
        counts.retain(|(indent, _)| *indent <= line.indent);
        let (first_indent, _) = *first.get_or_insert((line.indent, typed.doubtful));
        let fits = match counts.iter_mut().find(|(indent, _)| *indent == line.indent) {
            Some((_, before)) => {
                let follows = follows(&before.mark, &typed.mark);
                *before = typed;
                follows
            }
            None => {
                let may_begin = !typed.doubtful || begins(&typed.mark);
                counts.push((line.indent, typed));
                may_begin
            }
        };
        if !fits {
            break;
        }
        length += 1;
        of_first += usize::from(line.indent == first_indent);
        // Otherwise every line could scan all the following ones.
        if first.is_some_and(|(_, doubtful)| doubtful) && of_first < 2 && length > MAX_BELOW_FIRST {
            break;
        }
    }
    // A single line that begins with a number or a dash is not a list.
    if first.is_some_and(|(_, doubtful)| doubtful) && of_first < 2 { 0 } else { length }
}

/// Whether an item may follow another in the same list.
fn follows(before: &ListMark, next: &ListMark) -> bool {
    match (before, next) {
        (ListMark::Bullet, ListMark::Bullet) => true,
        (ListMark::Number(before), ListMark::Number(next)) => *next == before.saturating_add(1),
        (ListMark::Label(before), ListMark::Label(next)) => letter(next) == letter(before).map(|letter| letter + 1),
        _ => false,
    }
}

/// Whether a doubtful mark may begin a nested list.
fn begins(mark: &ListMark) -> bool {
    match mark {
        ListMark::Bullet | ListMark::Number(_) => true,
        ListMark::Label(label) => letter(label) == Some(b'a'),
    }
}

fn letter(label: &str) -> Option<u8> {
    label.bytes().find(u8::is_ascii_lowercase)
}

fn text_of(line_of_file: &TypedLine) -> String {
    line(&line_of_file.text)
}

/// Builds lists from typed lines, and reports the marks.
pub(super) fn lists(lines: Vec<TypedLine>, account: &mut ImportReport) -> Vec<DraftBlock> {
    let mut depths: Vec<usize> = Vec::new();
    let mut items = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(typed) = mark(&text_of(&line)) else { continue };
        while depths.last().is_some_and(|indent| *indent > line.indent) {
            depths.pop();
        }
        if depths.last() != Some(&line.indent) && depths.len() < 8 {
            depths.push(line.indent);
        }
        let mut text = line.text;
        match &typed.mark {
            ListMark::Label(_) => {
                account.guess("Lettered lists became bulleted lists. The letters are part of the text:", &typed.written)
            }
            ListMark::Number(_) => account.moved("Typed numbers became list numbers:", &typed.written),
            ListMark::Bullet => account.moved("Typed bullet characters became list bullets:", &typed.written),
        }
        cut(&mut text, typed.length);
        // The label is put back before the text when the list is built.
        items.push(ListItem {
            depth: depths.len().max(1) - 1,
            mark: typed.mark,
            group: 0,
            blocks: vec![DraftBlock::Paragraph(text)],
        });
    }
    build(items)
}

/// Turns paragraphs that are items of typed lists into lists.
pub(super) fn in_blocks(blocks: Vec<DraftBlock>, account: &mut ImportReport) -> Vec<DraftBlock> {
    let mut found = Vec::with_capacity(blocks.len());
    let mut lines: VecDeque<TypedLine> = VecDeque::new();
    let mut close = |lines: &mut VecDeque<TypedLine>, found: &mut Vec<DraftBlock>| {
        while !lines.is_empty() {
            let length = list_length(lines.iter().cloned());
            if length > 0 {
                let items = lines.drain(..length).collect();
                found.extend(self::lists(items, account));
            } else if let Some(line) = lines.pop_front() {
                found.push(DraftBlock::Paragraph(line.text));
            }
        }
    };
    for block in blocks {
        match block {
            DraftBlock::Paragraph(text) if mark(&line(&text)).is_some() => {
                lines.push_back(TypedLine { indent: 0, text })
            }
            other => {
                close(&mut lines, &mut found);
                found.push(other);
            }
        }
    }
    close(&mut lines, &mut found);
    found
}

/// Removes a number of bytes from the start of a line.
fn cut(text: &mut Vec<DraftInline>, mut length: usize) {
    while length > 0 {
        match text.first_mut() {
            Some(DraftInline::Run(run)) if run.text.len() > length => {
                run.text.drain(..length);
                return;
            }
            Some(DraftInline::Run(run)) => {
                length -= run.text.len();
                text.remove(0);
            }
            Some(DraftInline::Break) => {
                length = length.saturating_sub(1);
                text.remove(0);
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(lines: &[&str]) -> usize {
        let line = |line: &&str| {
            let text = line.trim_start();
            TypedLine { indent: line.len() - text.len(), text: vec![DraftInline::text(text)] }
        };
        list_length(lines.iter().map(line))
    }

    #[test]
    fn only_unambiguous_lists_are_recognised() {
        assert_eq!(length(&["• one"]), 1);
        assert_eq!(length(&["•one", "•two", "three"]), 2);
        assert_eq!(length(&["- one", "  - two", "- three"]), 3);
        assert_eq!(length(&["1. one", "2. two", "4. four"]), 2);
        assert_eq!(length(&["1. one", "  • a", "  • b", "2. two"]), 4);
        assert_eq!(length(&["(a) one", "(b) two"]), 2);
        assert_eq!(length(&["o\tone"]), 1);
        for none in [
            &["1. one"][..],
            &["1. one", "3. three"],
            &["o one", "two"],
            &["a. one", "text"],
            &["-", "-"],
            &["15 mg", "16 mg"],
            &["2.5 mg", "3.5 mg"],
            &["– he said"],
            &["i.e. this", "e.g. that"],
        ] {
            assert_eq!(length(none), 0, "{none:?}");
        }
    }
}

//! Plain text: `.txt`, saved by Word or typed by hand.

use super::draft::{DraftBlock, DraftInline, LeafletDraft};
use super::encoding::decode;
use super::import_failure::ImportFailure;
use super::labels::labelled;
use super::report::ImportReport;
use super::typed_lists::{TypedLine, begins_item, list_length, lists};

/// Longer lines are not headings.
const MAX_HEADING_LEN: usize = 80;
const MAX_WORDS_OF_HEADING: usize = 12;
/// If no line of a file is longer, its paragraphs were wrapped by hand or by a mail program.
const MAX_WRAPPED_LEN: usize = 100;
/// A line that ends before this column was not wrapped.
const MIN_WRAPPED_LEN: usize = 50;

pub(super) fn read(bytes: &[u8]) -> Result<LeafletDraft, ImportFailure> {
    let mut account = ImportReport::default();
    let text = decode(bytes, &mut account)?;
    let mut reader = PlainReader { draft: LeafletDraft { account, ..LeafletDraft::default() } };
    let lines = reader.lines(&text);
    reader.blocks(&lines);
    Ok(reader.draft)
}

/// A line with words.
#[derive(Clone, Debug)]
struct PlainLine {
    indent: usize,
    text: String,
    /// Whether the line before it is blank or missing.
    after_blank: bool,
    /// Whether the line after it is blank or missing.
    before_blank: bool,
    /// The heading level given by a row of characters such as `=====` below it.
    underlined: Option<u8>,
}

struct PlainReader {
    draft: LeafletDraft,
}

impl PlainReader {
    /// The lines with words. Lines of repeated characters are rules or underline a heading.
    fn lines(&mut self, text: &str) -> Vec<PlainLine> {
        let text = self.tidy(text);
        let mut rows: Vec<PlainLine> = Vec::new();
        let mut after_blank = true;
        for raw in text.lines() {
            let line = raw.trim();
            if line.is_empty() {
                if let Some(row) = rows.last_mut() {
                    row.before_blank = true;
                }
                after_blank = true;
                continue;
            }
            if let Some(level) = underline_level(line) {
                if let Some(row) = rows.last_mut().filter(|_| !after_blank) {
                    row.underlined = Some(level);
                    row.before_blank = true;
                }
                self.draft.account.moved("Lines drawn with characters were left out:", line);
                after_blank = true;
                continue;
            }
            let indent = raw.chars().take_while(|ch| ch.is_whitespace()).map(|ch| if ch == '\t' { 4 } else { 1 });
            rows.push(PlainLine {
                indent: indent.sum(),
                text: squeeze(line),
                after_blank,
                before_blank: false,
                underlined: None,
            });
            after_blank = false;
        }
        if let Some(row) = rows.last_mut() {
            row.before_blank = true;
        }
        rows
    }

    /// Normalises line ends and removes invisible characters.
    fn tidy(&mut self, text: &str) -> String {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        if text.contains('\u{ad}') {
            self.draft.account.guess("Soft hyphens, which split words at the ends of lines, were left out.", "");
        }
        let kept = text.chars().filter_map(|ch| match ch {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\n' | '\t' => Some(ch),
            '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
            ch if ch.is_control() => None,
            ch => Some(ch),
        });
        kept.collect()
    }

    fn blocks(&mut self, rows: &[PlainLine]) {
        let longest = rows.iter().map(|row| row.text.chars().count()).max().unwrap_or(0);
        let is_wrapped = (MIN_WRAPPED_LEN..=MAX_WRAPPED_LEN).contains(&longest);
        let rows = if is_wrapped { unwrapped(rows) } else { rows.to_vec() };
        let mut at = 0;
        while at < rows.len() {
            let length = list_length(rows[at..].iter().map(as_line));
            if length > 0 {
                let items = rows[at..at + length].iter().map(as_line).collect();
                let found = lists(items, &mut self.draft.account);
                self.draft.blocks.extend(found);
                at += length;
                continue;
            }
            let block = self.block(&rows, at);
            self.draft.blocks.push(block);
            at += 1;
        }
    }

    fn block(&mut self, rows: &[PlainLine], at: usize) -> DraftBlock {
        let row = &rows[at];
        let Some(level) = heading_level(rows, at) else { return DraftBlock::paragraph(row.text.clone()) };
        self.draft.account.guess("Lines on their own became headings:", &row.text);
        DraftBlock::Heading { level, guessed: true, text: vec![DraftInline::text(row.text.clone())] }
    }
}

fn as_line(row: &PlainLine) -> TypedLine {
    TypedLine { indent: row.indent, text: vec![DraftInline::text(row.text.clone())] }
}

/// The heading level of a row; `None` if it is not a heading.
fn heading_level(rows: &[PlainLine], at: usize) -> Option<u8> {
    let row = rows.get(at)?;
    if row.underlined.is_some() {
        return row.underlined;
    }
    let is_last = at + 1 == rows.len();
    if is_last || !row.after_blank || !may_be_heading(&row.text) {
        return None;
    }
    let is_question = row.text.ends_with('?');
    if !row.before_blank && !is_question {
        return None;
    }
    if is_question {
        return Some(2);
    }
    // Three consecutive short lines are an address or a verse.
    let is_short = |at: usize| {
        rows.get(at).is_some_and(|row| {
            row.after_blank && row.before_blank && may_be_heading(&row.text) && !row.text.ends_with('?')
        })
    };
    let before = (0..at).rev().take(3).take_while(|at| is_short(*at)).count();
    let after = (at + 1..rows.len()).take(3).take_while(|at| is_short(*at)).count();
    (before == 0 && (after < 2 || at == 0) || before + after < 2).then_some(2)
}

/// Whether a line looks like a heading: short, starting with a capital or a number, without sentence punctuation at
/// the end.
pub(super) fn may_be_heading(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let begins = text.chars().find(|ch| ch.is_alphanumeric()).is_some_and(|ch| !ch.is_lowercase());
    let inner_end = text.trim_end_matches(['?', '!']).contains(['?', '!'])
        || text.contains(". ") && !text.starts_with(|ch: char| ch.is_ascii_digit());
    begins
        && !inner_end
        && text.chars().any(char::is_alphabetic)
        && text.chars().count() <= MAX_HEADING_LEN
        && words <= MAX_WORDS_OF_HEADING
        && digits < 6
        && !text.ends_with(['.', ',', ';', ':', '-', '–'])
        && !["@", "://", "www."].iter().any(|ch| text.contains(ch))
        && labelled(text, false).is_none()
}

/// The heading level that a row of repeated characters gives to the line above it.
fn underline_level(line: &str) -> Option<u8> {
    let first = line.chars().next()?;
    let is_rule = line.chars().count() >= 3 && line.chars().all(|ch| ch == first || ch == ' ');
    match first {
        '=' if is_rule => Some(1),
        '-' | '_' | '*' | '~' | '–' | '—' | '─' if is_rule => Some(2),
        _ => None,
    }
}

/// Collapses consecutive spaces. A non-breaking space or tab is kept if it is on its own.
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut space: Option<char> = None;
    for ch in text.chars() {
        if ch.is_whitespace() {
            space = match (space, ch) {
                (None, '\u{a0}' | '\u{202f}' | '\t') => Some(ch),
                _ => Some(' '),
            };
            continue;
        }
        squeezed.extend(space.take());
        squeezed.push(ch);
    }
    squeezed.extend(space);
    squeezed
}

/// Joins the lines of wrapped paragraphs.
fn unwrapped(rows: &[PlainLine]) -> Vec<PlainLine> {
    let mut joined: Vec<PlainLine> = Vec::new();
    let mut last_length = 0;
    for row in rows {
        let length = row.text.chars().count();
        let begins_item = begins_item(&as_line(row).text);
        match joined.last_mut() {
            Some(before)
                if !row.after_blank
                    && last_length >= MIN_WRAPPED_LEN
                    && !begins_item
                    && before.underlined.is_none() =>
            {
                before.text.push(' ');
                before.text.push_str(&row.text);
                before.before_blank = row.before_blank;
                before.underlined = row.underlined;
            }
            _ => joined.push(row.clone()),
        }
        last_length = length;
    }
    joined
}

//! Braille, ready for embossing (BRF): 40 cells by 25 lines; the last line of a page has its number.
//!
//! The characters are those of North American Braille ASCII, which embossers and braille displays read. English is
//! written in Unified English Braille, grade 2. The first page says that a program made it: no transcriber has checked
//! it.

use super::context::FormatContext;
use super::format_outcome::{FormatOutcome, FormatOutput};
use super::linear::{Line, LineKind, LineSelection, lines};
use super::maker::problem;
use crate::diagnostic::Failure;
use crate::language::Language;
use crate::render::view::LeafletView;
use crate::rendering::Host;
use crate::rendering::{FormatFault, MissingCapability, RenderProblem};

/// The program that translates text into braille.
pub(super) const PROGRAM: &str = "lou_translate";
const CELLS: usize = 40;
const LINES: usize = 25;
/// The table that makes the program write one of 64 characters for each cell of six dots.
const SIGNS: &str = "en-us-brf.dis";
/// The program truncates lines of more than about 2,000 characters.
const MAX_LINE_CHARS: usize = 900;
/// The bullet of a list in Unified English Braille.
const BULLET: &str = "_4 ";
/// The number of words to show of text that cannot be written in braille.
const SHOWN: usize = 8;
/// The mark of a word that continues on the next line: dot 5, as for web addresses.
const GOES_ON: char = '"';

/// The tables known to be suitable for leaflets, by the primary subtag of the language. For other languages, a
/// transcriber must be asked.
const TABLES: &[(&str, &str)] = &[("en", "en-ueb-g2.ctb"), ("cy", "cy-cy-g2.ctb"), ("ga", "ga-g2.ctb")];

/// The table of a language.
fn table(language: &Language) -> Option<&'static str> {
    TABLES.iter().find(|(tag, _)| *tag == language.primary()).map(|(_, table)| *table)
}

/// Whether leaflets in a language can be written in braille.
pub(super) fn knows(language: &Language) -> bool {
    table(language).is_some()
}

/// Whether braille can be made on this machine, for a site in this language.
pub(super) fn can(machine: &dyn Host, language: &Language) -> Result<(), MissingCapability> {
    if machine.braille_program().is_none() {
        return Err(MissingCapability::Program(PROGRAM));
    }
    table(language).map(|_| ()).ok_or(MissingCapability::Language)
}

/// Writes some leaflets in braille, with one call of the program per language.
pub(super) fn make(context: &FormatContext<'_>, views: &[&LeafletView<'_>]) -> Result<Vec<FormatOutcome>, Failure> {
    let mut made: Vec<FormatOutcome> = views.iter().map(|_| FormatOutcome::Left).collect();
    for (tag, table) in TABLES {
        let own = views.iter().enumerate().filter(|(_, view)| view.language.primary() == *tag);
        let texts: Vec<(usize, Vec<Line>)> = own.map(|(index, view)| (index, text_of(view))).collect();
        let parts: Vec<String> = texts.iter().flat_map(|(_, lines)| lines.iter().flat_map(parts_of)).collect();
        if parts.is_empty() {
            continue;
        }
        let Some(cells) = context.machine.braille(&format!("{SIGNS},{table}"), &parts)? else {
            // The program does not have the table.
            let why = format!("the program '{PROGRAM}' has no table '{table}'");
            for (index, _) in texts {
                made[index] = problems(context, views[index], FormatFault::NotMade(why.clone()));
            }
            continue;
        };
        let mut cells = cells.into_iter();
        for (index, lines) in texts {
            let said = lines.iter().map(said_of).collect::<Vec<_>>().join("\n");
            let mut unknown = None;
            let lines: Vec<(Line, Vec<String>)> = lines
                .into_iter()
                .map(|line| {
                    let parts = parts_of(&line);
                    let mut text: Vec<String> = cells.by_ref().take(parts.len()).collect();
                    let is_lost = |(part, cells): &(&String, &String)| !is_braille_of(part, cells);
                    let lost = || parts.iter().zip(&text).find(is_lost).map(|(part, _)| words_around(part));
                    unknown = unknown.take().or_else(lost);
                    if let (Some(first), true) = (text.first_mut(), has_bullet(&line)) {
                        first.insert_str(0, BULLET);
                    }
                    (line, text)
                })
                .collect();
            made[index] = match unknown {
                Some(words) => problems(context, views[index], FormatFault::NotInBraille(words)),
                None => FormatOutcome::File(FormatOutput { bytes: pages(lines).into_bytes(), said: Some(said) }),
            };
        }
    }
    Ok(made)
}

fn problems(context: &FormatContext<'_>, view: &LeafletView<'_>, fault: FormatFault) -> FormatOutcome {
    FormatOutcome::Problems(vec![RenderProblem::Format(problem(context.inputs, view.leaflet.0, "braille", fault))])
}

/// The first of the words that cannot be written.
fn words_around(part: &str) -> String {
    part.split_whitespace().take(SHOWN).collect::<Vec<_>>().join(" ")
}

/// The lines of a leaflet, with a note on this format below the title.
fn text_of(view: &LeafletView<'_>) -> Vec<Line> {
    let mut lines = lines(view, LineSelection { addresses: false });
    let note = view.words.get("braille_note").to_owned();
    let note = Line { kind: LineKind::Words, depth: 0, mark: None, text: note, close: false };
    lines.insert(1.min(lines.len()), note);
    lines
}

/// The words of a line with its mark. A table has one line per row.
fn said_of(line: &Line) -> String {
    match &line.kind {
        LineKind::Table(rows, _) => {
            let row = |row: &Vec<String>| {
                row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        LineKind::Rule => String::new(),
        _ => match line.mark.as_deref() {
            // The bullet is added in braille, because not every table has one.
            Some("-") => line.text.clone(),
            Some(mark) => format!("{mark} {}", line.text),
            None => line.text.clone(),
        },
    }
}

/// Splits a line into parts that are short enough for the program.
fn parts_of(line: &Line) -> Vec<String> {
    let mut parts = Vec::new();
    for text in said_of(line).split('\n').map(str::trim).filter(|text| !text.is_empty()) {
        let mut part = String::new();
        for word in text.split_whitespace() {
            if !part.is_empty() && part.len() + word.len() > MAX_LINE_CHARS {
                parts.push(format!("{part}{CUT}"));
                part.clear();
            }
            if !part.is_empty() {
                part.push(' ');
            }
            // A longer word is not a real word, but it must not be lost.
            for (at, letter) in word.chars().enumerate() {
                if at > 0 && at % MAX_LINE_CHARS == 0 {
                    parts.push(std::mem::take(&mut part));
                }
                part.push(letter);
            }
        }
        parts.push(part);
    }
    parts
}

/// Whether a line starts with a bullet. The hyphen would be read as a hyphen.
fn has_bullet(line: &Line) -> bool {
    line.mark.as_deref() == Some("-") && !matches!(line.kind, LineKind::Table(..) | LineKind::Rule)
}

/// The end of a part that continues in the next part, on the same line.
const CUT: &str = " ";

/// Lays out lines as pages.
fn pages(lines: Vec<(Line, Vec<String>)>) -> String {
    let mut pages = BraillePages { text: String::new(), page: Vec::new(), number: 1 };
    for (line, parts) in lines {
        let depth = 2 * line.depth.saturating_sub(usize::from(line.mark.is_some()));
        let (first, rest) = match (&line.kind, &line.mark) {
            (LineKind::Heading(2), _) => (4, 4),
            (LineKind::Heading(_), _) => (6, 6),
            (LineKind::Title, _) => (0, 0),
            (LineKind::Words, None) if line.depth == 0 && !line.close => (2, 0),
            (LineKind::Words, None) => (depth, depth),
            _ => (depth, depth + 2),
        };
        let mut rows = Vec::new();
        // A part that was only split for the program continues on the same line.
        let mut text = String::new();
        for part in &parts {
            text.push_str(part);
            if part.ends_with(CUT) {
                continue;
            }
            wrap(&text, first.min(CELLS / 2), rest.min(CELLS / 2), &mut rows);
            text.clear();
        }
        if !text.is_empty() {
            wrap(&text, first.min(CELLS / 2), rest.min(CELLS / 2), &mut rows);
        }
        let is_title = line.kind == LineKind::Title;
        if is_title {
            rows = rows.iter().map(|row| format!("{}{row}", " ".repeat((CELLS - row.len().min(CELLS)) / 2))).collect();
        }
        let is_heading = matches!(line.kind, LineKind::Heading(_));
        let gap = is_title || is_heading || line.kind == LineKind::Rule;
        if gap || (line.mark.is_none() && matches!(line.kind, LineKind::Table(..))) {
            pages.gap();
        }
        if is_heading {
            // A heading is kept with the text after it.
            pages.keep_together(rows.len() + 2);
        }
        rows.into_iter().for_each(|row| pages.push(row));
        if is_title {
            pages.gap();
        }
    }
    pages.end()
}

/// Whether cells are the braille of some words: valid, and not empty.
fn is_braille_of(words: &str, cells: &str) -> bool {
    is_braille(cells) && (!cells.trim().is_empty() || !words.contains(char::is_alphanumeric))
}

/// Whether all cells are braille of six dots. For a character that is not in its table, the program writes a code such
/// as `'\X0627'`, which is meaningless to readers.
fn is_braille(part: &str) -> bool {
    let is_unknown = |(_, rest): (usize, &str)| {
        let number = rest.bytes().take_while(|ch| matches!(ch, b'0'..=b'9' | b'A'..=b'J')).count();
        number >= 4 && rest[number..].starts_with('\'')
    };
    let mut numbers = part.match_indices("'\\X").map(|(at, ch)| (at, &part[at + ch.len()..]));
    part.chars().all(|ch| (' '..='_').contains(&ch)) && !numbers.any(is_unknown)
}

/// Wraps words into lines of cells.
fn wrap(text: &str, first: usize, rest: usize, rows: &mut Vec<String>) {
    let mut row = " ".repeat(first);
    let mut is_empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut word = word;
        loop {
            let space = usize::from(!is_empty);
            if row.len() + space + word.len() <= CELLS {
                row.push_str(&" "[..space]);
                row.push_str(word);
                is_empty = false;
                break;
            }
            if !is_empty {
                rows.push(std::mem::replace(&mut row, " ".repeat(rest)));
                is_empty = true;
                continue;
            }
            // A word that is longer than a line.
            let room = (CELLS - row.len() - 1).clamp(1, word.len());
            let (now, later) = word.split_at(room);
            rows.push(format!("{row}{now}{GOES_ON}"));
            row = " ".repeat(rest);
            word = later;
        }
    }
    if !is_empty {
        rows.push(row);
    }
}

/// Pages under construction.
struct BraillePages {
    text: String,
    page: Vec<String>,
    number: usize,
}

impl BraillePages {
    fn push(&mut self, row: String) {
        if self.page.len() == LINES - 1 {
            self.turn();
        }
        self.page.push(row);
    }

    /// Adds an empty line, unless there is one already or the page is empty.
    fn gap(&mut self) {
        if self.page.len() < LINES - 1 && self.page.last().is_some_and(|row| !row.is_empty()) {
            self.page.push(String::new());
        }
    }

    /// Starts a new page unless the current one has space for `count` lines.
    fn keep_together(&mut self, count: usize) {
        if !self.page.is_empty() && self.page.len() + count.min(LINES - 1) > LINES - 1 {
            self.turn();
        }
    }

    /// Ends the page with its number.
    fn turn(&mut self) {
        let mut page = std::mem::take(&mut self.page);
        page.resize(LINES - 1, String::new());
        let number = number(self.number);
        page.push(format!("{number:>CELLS$}"));
        for row in page {
            self.text.push_str(row.trim_end());
            self.text.push_str("\r\n");
        }
        self.text.push('\u{c}');
        self.number += 1;
    }

    fn end(mut self) -> String {
        if !self.page.is_empty() {
            self.turn();
        }
        self.text
    }
}

/// A number in braille: the number sign, then the letters A to J as digits.
fn number(number: usize) -> String {
    let cell = |digit: u8| char::from(if digit == b'0' { b'J' } else { digit - b'1' + b'A' });
    format!("#{}", number.to_string().bytes().map(cell).collect::<String>())
}

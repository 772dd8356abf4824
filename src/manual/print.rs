//! Prints Markdown on a terminal: lines are wrapped, tables become lists, and links name the command that prints the
//! chapter.

use unicode_width::UnicodeWidthStr;

use super::chapters::CHAPTERS;

/// Lines longer than this are tiring to read.
const MAX_WIDTH: usize = 96;
const BOLD: &str = "\x1b[1m";
const PLAIN: &str = "\x1b[0m";

/// A chapter for a terminal with this many columns.
pub fn for_terminal(markdown: &str, width: usize, colour: bool) -> String {
    let mut printer = Printer {
        width: width.clamp(20, MAX_WIDTH),
        colour,
        text: String::new(),
        paragraph: Vec::new(),
        table: Vec::new(),
    };
    let mut in_fence = false;
    for line in markdown.lines() {
        if let Some(info) = line.strip_prefix("```") {
            printer.flush();
            in_fence = !in_fence;
            if let Some((_, file)) = info.split_once(' ').filter(|(_, file)| in_fence && is_file(file)) {
                printer.text.push_str(&format!("  {file}:\n"));
            }
        } else if in_fence {
            printer.text.push_str(format!("    {line}").trim_end());
            printer.text.push('\n');
        } else {
            printer.line(line);
        }
    }
    printer.flush();
    printer.text
}

/// Whether the second word after a fence names a file.
fn is_file(word: &str) -> bool {
    word.contains(['/', '.']) && !word.contains([':', ' '])
}

struct Printer {
    width: usize,
    colour: bool,
    text: String,
    /// The lines of the current paragraph or item.
    paragraph: Vec<String>,
    /// The rows of the current table.
    table: Vec<Vec<String>>,
}

impl Printer {
    fn line(&mut self, line: &str) {
        if line.starts_with('|') {
            self.table.push(cells(line));
            return;
        }
        let starts_item = marker(line).is_some();
        if line.is_empty() || line.starts_with(['#', '>']) || starts_item || !self.table.is_empty() {
            self.flush();
        }
        match line {
            "" => self.text.push('\n'),
            _ if line.starts_with('#') => self.heading(line),
            _ if line.starts_with('>') => self.text.push_str(&format!("  {line}\n")),
            _ => self.paragraph.push(line.to_owned()),
        }
    }

    fn heading(&mut self, line: &str) {
        let words = line.trim_start_matches('#').trim().replace('`', "");
        match self.colour {
            true => self.text.push_str(&format!("{BOLD}{words}{PLAIN}\n")),
            false => self.text.push_str(&format!("{words}\n")),
        }
    }

    /// Prints the current paragraph or table.
    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            let lines = std::mem::take(&mut self.paragraph);
            let indent = marker(&lines[0]).unwrap_or(0);
            let words = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
            self.wrap(&words, 0, indent);
        }
        let table = std::mem::take(&mut self.table);
        if let Some((head, rows)) = table.split_first() {
            // The second row is the separator below the header.
            for row in rows.iter().skip(1) {
                self.row(head, row);
            }
        }
    }

    /// Prints a row of a table: its first cell, and the other cells below it.
    fn row(&mut self, head: &[String], row: &[String]) {
        self.wrap(row.first().map_or("", String::as_str), 2, 4);
        for (index, cell) in row.iter().enumerate().skip(1).filter(|(_, cell)| !cell.is_empty()) {
            match head.get(index).filter(|_| row.len() > 2) {
                Some(head) => self.wrap(&format!("{head}: {cell}"), 6, 8),
                None => self.wrap(cell, 6, 6),
            }
        }
    }

    /// Prints words, wrapped and indented by `first` spaces on the first line and `others` on the others.
    fn wrap(&mut self, words: &str, first: usize, others: usize) {
        let words = self.inline(words);
        let mut line = " ".repeat(first);
        let mut is_empty = true;
        for word in words.split(' ') {
            let seen = word.replace(BOLD, "").replace(PLAIN, "");
            if !is_empty && line.replace(BOLD, "").replace(PLAIN, "").width() + 1 + seen.width() > self.width {
                self.text.push_str(line.trim_end());
                self.text.push('\n');
                line = " ".repeat(others);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Replaces links to chapters by the command, and prints bold text in bold if colours are on.
    fn inline(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for chapter in CHAPTERS {
            for file in [format!("]({}.md", chapter.topic), format!("]({}.md", chapter.topic.to_uppercase())] {
                while let Some(at) = text.find(&file) {
                    let Some(length) = text[at..].find(')') else { break };
                    let command = format!(" ('pamphlet manual {}')", chapter.topic);
                    text.replace_range(at..=at + length, &command);
                    if let Some(open) = text[..at].rfind('[') {
                        text.remove(open);
                    }
                }
            }
        }
        let mut parts = text.split("**");
        let mut shown = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            shown.push_str(match (self.colour, index % 2) {
                (false, _) => "",
                (true, 0) => BOLD,
                (true, _) => PLAIN,
            });
            shown.push_str(part);
        }
        shown
    }
}

/// The width of the marker of a list item, including spaces.
fn marker(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let rest = line.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match rest {
        _ if rest.starts_with("- ") => Some(indent + 2),
        _ if digits > 0 && rest[digits..].starts_with(". ") => Some(indent + digits + 2),
        _ => None,
    }
}

/// The cells of a row of a table; `\|` is a vertical bar within a cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').replace("\\|", "\u{0}");
    let line = line.strip_suffix('|').unwrap_or(&line);
    line.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_and_tables_become_lists() {
        let markdown = "# Title\n\nOne two **three four** five [six](host.md#at).\n\n- an item that is long enough\n\n\
                        | a | b |\n|---|---|\n| `x` | what it is |\n\n```sh a/b.md\nno  wrap here whatever it says\n```\n";
        let expected = "Title\n\nOne two three four\nfive six ('pamphlet\nmanual host').\n\n- an item that is\n  long enough\n\n  \
                        `x`\n      what it is\n\n  a/b.md:\n    no  wrap here whatever it says\n";
        assert_eq!(for_terminal(markdown, 20, false), expected);
        assert!(for_terminal(markdown, 80, true).contains("One two \x1b[1mthree four\x1b[0m five six"));
    }
}

//! Writes a leaflet as HTML, with every change marked at its place.

use super::wording_changes::{LineState, ReviewedLine};
use super::wording_line::{WordingLine, readable};
use crate::difference::compare::word_parts;
use crate::difference::entry::{Risk, SentencePart};
use crate::markdown::{escape_attribute, escape_text};

/// Returns the address of a picture with a hash, as part of the page; `None` if it is not known.
pub type EmbeddedPictures<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A change that needs a close look, for the list at the top.
#[derive(Clone, Debug)]
pub(super) struct CloseLook {
    /// The number of the change.
    pub number: usize,
    /// Why it needs one.
    pub why: String,
    /// The heading above it.
    pub under: String,
    /// The changed text as HTML: a row of a table with the heads of its columns.
    pub html: String,
}

/// A leaflet as HTML.
pub(super) struct LeafletMarkup<'a> {
    lines: &'a [ReviewedLine<'a>],
    picture: EmbeddedPictures<'a>,
    at: usize,
    out: String,
    under: String,
    heads: Vec<String>,
    /// The level of the last heading.
    level: usize,
    /// The number of changes so far.
    pub changes: usize,
    pub looks: Vec<CloseLook>,
}

impl<'a> LeafletMarkup<'a> {
    pub fn new(lines: &'a [ReviewedLine<'a>], picture: EmbeddedPictures<'a>) -> Self {
        let (under, heads, looks) = (String::new(), Vec::new(), Vec::new());
        Self { lines, picture, at: 0, out: String::new(), under, heads, level: 2, changes: 0, looks }
    }

    /// Writes all lines.
    pub fn write(&mut self) -> String {
        self.blocks(0);
        std::mem::take(&mut self.out)
    }

    /// Writes the lines from this depth on, up to one that is less deep.
    fn blocks(&mut self, depth: usize) {
        while let Some(line) = self.lines.get(self.at).filter(|line| line.line.depth >= depth) {
            self.at += 1;
            self.block(line);
        }
    }

    fn has_children(&self, depth: usize) -> bool {
        self.lines.get(self.at).is_some_and(|next| next.line.depth > depth)
    }

    fn block(&mut self, line: &'a ReviewedLine<'a>) {
        let WordingLine { kind, detail, depth, .. } = line.line;
        let inner = depth + 1;
        if line.line.is_container() && !self.has_children(*depth) {
            return;
        }
        match kind.as_str() {
            "language" => {}
            "bullets" => self.list("<ul>", "</ul>", inner),
            "numbers" => self.list(&format!("<ol start=\"{}\">", detail.parse::<u32>().unwrap_or(1)), "</ol>", inner),
            "item" => self.blocks(inner),
            "table" => self.table(inner),
            "quote" => self.wrapped("<blockquote>", "</blockquote>", inner),
            "meaning" => self.wrapped("<div class=\"meaning\">", "</div>", inner),
            "help" => self.wrapped("<div class=\"card\"><p class=\"kind\">Urgent help</p>", "</div>", inner),
            "note" => {
                self.wrapped(&format!("<div class=\"note\"><p class=\"kind\">Note {detail}</p>"), "</div>", inner)
            }
            "card" => self.card(line, inner),
            "row" | "head" => {
                // A row that is the only one left of its table.
                self.out.push_str("<table><tbody>\n");
                self.row(line);
                self.out.push_str("</tbody></table>\n");
            }
            _ => self.leaf(line),
        }
    }

    fn wrapped(&mut self, start: &str, end: &str, depth: usize) {
        self.out.push_str(start);
        self.out.push('\n');
        self.blocks(depth);
        self.out.push_str(end);
        self.out.push('\n');
    }

    fn list(&mut self, start: &str, end: &str, depth: usize) {
        self.out.push_str(start);
        while let Some(line) = self.lines.get(self.at).filter(|line| line.line.depth >= depth) {
            self.at += 1;
            self.out.push_str("\n<li>");
            self.block(line);
            self.out.push_str("</li>");
        }
        self.out.push_str(&format!("\n{end}\n"));
    }

    fn table(&mut self, depth: usize) {
        let rows = self.lines[self.at..].iter().take_while(|line| line.line.depth >= depth);
        let heads = rows.filter(|line| line.line.kind == "head");
        // The head that readers will have, if there is one.
        let is_gone = |line: &&ReviewedLine<'_>| matches!(line.state, LineState::Removed | LineState::MovedAway);
        let head = heads.clone().find(|line| !is_gone(line)).or_else(|| heads.clone().next());
        self.heads = head.map(|line| line.line.cells()).unwrap_or_default();
        self.out.push_str("<table>\n");
        let mut part = "";
        while let Some(line) = self.lines.get(self.at).filter(|line| line.line.depth >= depth) {
            self.at += 1;
            let wanted = if line.line.kind == "head" { "thead" } else { "tbody" };
            if part != wanted {
                if !part.is_empty() {
                    self.out.push_str(&format!("</{part}>\n"));
                }
                self.out.push_str(&format!("<{wanted}>\n"));
                part = wanted;
            }
            self.row(line);
        }
        if !part.is_empty() {
            self.out.push_str(&format!("</{part}>\n"));
        }
        self.out.push_str("</table>\n");
        self.heads.clear();
    }

    fn row(&mut self, line: &'a ReviewedLine<'a>) {
        let is_head = line.line.kind == "head";
        let label = self.label(line);
        let count = line.line.cells().len();
        if let Some((id, label)) = &label {
            // A row of its own keeps the columns as they are.
            let cell = if is_head { "th" } else { "td" };
            self.out.push_str(&format!(
                "<tr id=\"{id}\"{}><{cell} colspan=\"{count}\">{label}</{cell}></tr>\n",
                class(line, "said")
            ));
        }
        self.out.push_str(&format!("<tr{}>", class(line, "")));
        for (at, cell) in cells(line).into_iter().enumerate() {
            let head = self.heads.get(at).filter(|_| !is_head).map_or(String::new(), |head| {
                let mut attribute = " data-head=\"".to_owned();
                escape_attribute(head, &mut attribute);
                attribute + "\""
            });
            // A head without words is the corner above the heads of rows.
            let is_head = is_head && !cell.is_empty();
            self.out.push_str(&if is_head { "<th scope=\"col\">".to_owned() } else { format!("<td{head}>") });
            self.out.push_str(&cell);
            self.out.push_str(if is_head { "</th>" } else { "</td>" });
        }
        self.out.push_str("</tr>\n");
        if !line.line.parts.is_empty() || matches!(&line.state, LineState::Changed(before) if !before.parts.is_empty())
        {
            let parts = self.parts(line);
            if !parts.is_empty() {
                self.out.push_str(&format!("<tr><td colspan=\"{count}\">{parts}</td></tr>\n"));
            }
        }
    }

    fn card(&mut self, line: &'a ReviewedLine<'a>, depth: usize) {
        let label = self.label(line);
        let id = label.as_ref().map_or(String::new(), |(id, _)| format!(" id=\"{id}\""));
        self.out.push_str(&format!("<div{id}{}>", class(line, "card")));
        if let Some((_, label)) = label {
            self.out.push_str(&label);
        }
        let kind = match &line.state {
            LineState::Changed(before) if before.detail != line.line.detail => {
                marked(&word_parts(card_name(&before.detail), card_name(&line.line.detail)))
            }
            _ => escaped(card_name(&line.line.detail)),
        };
        self.out.push_str(&format!("<p class=\"kind\">{kind}</p>\n"));
        let title = words(line);
        if !title.is_empty() {
            self.out.push_str(&format!("<p><strong>{title}</strong></p>\n"));
        }
        let parts = self.parts(line);
        self.out.push_str(&parts);
        self.blocks(depth);
        self.out.push_str("</div>\n");
    }

    /// Writes a line that contains no others.
    fn leaf(&mut self, line: &'a ReviewedLine<'a>) {
        let label = self.label(line);
        if let Some((id, label)) = &label {
            self.out.push_str(&format!("<div id=\"{id}\"{}>{label}", class(line, "")));
        }
        let html = words(line);
        let is_gone = matches!(line.state, LineState::Removed | LineState::MovedAway);
        match line.line.kind.as_str() {
            "title" => self.out.push_str(&format!("<h2 id=\"leaflet\">{html}</h2>\n")),
            "heading" => {
                // Those of a shared block may leave out a level, and those of this page may not.
                let level = (line.line.detail.parse::<usize>().unwrap_or(2) + 1).clamp(3, self.level + 1).min(6);
                if !is_gone {
                    self.level = level;
                }
                // A heading that readers will not have is none of this page either.
                match is_gone {
                    true => self.out.push_str(&format!("<p class=\"gone-heading\">{html}</p>\n")),
                    false => self.out.push_str(&format!("<h{level}>{html}</h{level}>\n")),
                }
            }
            "summary" => self.out.push_str(&format!("<p class=\"summary\">{html}</p>\n")),
            "code" => self.out.push_str(&format!("<p><code>{html}</code></p>\n")),
            "rule" => self.out.push_str("<hr>\n"),
            "term" => self.out.push_str(&format!("<p><strong>{html}</strong></p>\n")),
            "fact" => self.out.push_str(&format!("<p><span class=\"kind\">At a glance.</span> {html}</p>\n")),
            "word" => self.out.push_str(&format!("<p><span class=\"kind\">Word explained.</span> {html}</p>\n")),
            "made" => self.out.push_str(&format!("<p>(Here Pamphlet writes: {html}.)</p>\n")),
            _ if html.is_empty() => {}
            _ => self.out.push_str(&format!("<p>{html}</p>\n")),
        }
        let parts = self.parts(line);
        self.out.push_str(&parts);
        if label.is_some() {
            self.out.push_str("</div>\n");
        }
        if matches!(line.line.kind.as_str(), "heading" | "title") && !is_gone {
            self.under = line.line.readable();
        }
    }

    /// Counts a change, and returns its fragment identifier and its label; `None` if nothing changed.
    fn label(&mut self, line: &'a ReviewedLine<'a>) -> Option<(String, String)> {
        if !line.is_change() {
            return None;
        }
        self.changes += 1;
        let number = self.changes;
        let what = match line.state {
            LineState::Added => "added",
            LineState::Removed => "removed",
            LineState::MovedHere => "moved to here",
            LineState::MovedAway => "moved from here",
            LineState::Same | LineState::Changed(_) => "changed",
        };
        let mut label = format!("<p class=\"label\">Change {number}: {what}.");
        if let Some(why) = line.flags.words() {
            label.push_str(&format!(" <strong>Look closely: {}.</strong>", escaped(&why)));
            let html = self.in_list(line);
            self.looks.push(CloseLook { number, why, under: self.under.clone(), html });
        }
        label.push_str("</p>");
        Some((format!("change-{number}"), label))
    }

    /// A change in the list at the top.
    fn in_list(&self, line: &'a ReviewedLine<'a>) -> String {
        if line.line.kind == "row" {
            let whole = |cells: Vec<String>| {
                let cells = cells.into_iter().enumerate().map(|(at, cell)| match self.heads.get(at) {
                    Some(head) if !head.is_empty() => format!("<b>{}:</b> {cell}", escaped(head)),
                    _ => cell,
                });
                cells.collect::<Vec<_>>().join("; ")
            };
            let plain = |line: &WordingLine| line.cells().iter().map(|cell| escaped(cell)).collect();
            return match &line.state {
                LineState::Changed(before) => {
                    format!("<p>Row before: {}.</p><p>Row now: {}.</p>", whole(plain(before)), whole(cells(line)))
                }
                LineState::MovedHere => {
                    let above = self
                        .neighbour(line, true)
                        .map(|row| format!("<p>Now below the row: {}.</p>", whole(plain(row))));
                    let below = self
                        .neighbour(line, false)
                        .map(|row| format!("<p>Now above the row: {}.</p>", whole(plain(row))));
                    let (above, below) = (above.unwrap_or_default(), below.unwrap_or_default());
                    format!("<p>The row that moved: {}.</p>{above}{below}", whole(plain(line.line)))
                }
                _ => format!("<p>Row: {}.</p>", whole(cells(line))),
            };
        }
        let words = words(line);
        let kind = match &line.state {
            LineState::Changed(before) if before.detail != line.line.detail && line.line.kind == "card" => {
                marked(&word_parts(card_name(&before.detail), card_name(&line.line.detail))) + " "
            }
            _ if line.line.kind == "card" => format!("{}: ", card_name(&line.line.detail)),
            _ => String::new(),
        };
        match words.is_empty() && kind.is_empty() || line.flags.has(Risk::Picture) {
            true => {
                let described = line.line.parts_of("picture").filter_map(|picture| Some(picture.split_once(' ')?.1));
                let described = described.map(|words| format!("<p>Picture: {}.</p>", escaped(&readable(words))));
                format!(
                    "{}{}",
                    if words.is_empty() { words } else { format!("<p>{words}</p>") },
                    described.collect::<String>()
                )
            }
            false => format!("<p>{kind}{words}</p>"),
        }
    }

    /// The row that readers will have directly above or below a row.
    fn neighbour(&self, line: &ReviewedLine<'_>, above: bool) -> Option<&'a WordingLine> {
        let at = self.lines.iter().position(|other| std::ptr::eq(other, line))?;
        let is_shown = |other: &&ReviewedLine<'_>| !matches!(other.state, LineState::Removed | LineState::MovedAway);
        let other = match above {
            true => self.lines[..at].iter().rev().find(is_shown)?,
            false => self.lines[at + 1..].iter().find(is_shown)?,
        };
        (other.line.kind == "row" && other.line.depth == line.line.depth).then_some(other.line)
    }

    /// The links and pictures of a line.
    fn parts(&self, line: &'a ReviewedLine<'a>) -> String {
        let (before, now) = match &line.state {
            LineState::Changed(before) => (Some(*before), Some(line.line)),
            LineState::Removed | LineState::MovedAway => (Some(line.line), None),
            LineState::Added => (None, Some(line.line)),
            LineState::Same | LineState::MovedHere => (Some(line.line), Some(line.line)),
        };
        let mut html = String::new();
        for kind in ["link", "strong", "emphasis", "picture"] {
            let all = |line: Option<&'a WordingLine>| line.map_or(Vec::new(), |line| line.parts_of(kind).collect());
            let (old, new): (Vec<&str>, Vec<&str>) = (all(before), all(now));
            let gone = old.iter().filter(|part| !new.contains(part)).map(|part| (*part, "del"));
            let kept = new.iter().map(|part| (*part, if old.contains(part) { "" } else { "ins" }));
            for (part, mark) in gone.chain(kept) {
                html.push_str(&self.part(kind, part, mark));
            }
        }
        html
    }

    fn part(&self, kind: &str, part: &str, mark: &str) -> String {
        if kind == "picture" {
            let (hash, description) = part.split_once(' ').unwrap_or((part, ""));
            let description = readable(description);
            let mut image = match (self.picture)(hash) {
                Some(address) => format!("<img src=\"{address}\" alt=\""),
                None => return format!("<p class=\"part\">(picture: {})</p>\n", in_mark(mark, &escaped(&description))),
            };
            escape_attribute(&description, &mut image);
            let caption = match mark {
                "del" => "Picture before, no longer in the leaflet. ",
                "ins" => "New picture. ",
                _ => "",
            };
            return format!(
                "<figure class=\"{mark}\">{image}\"><figcaption>{caption}Read out as: {}</figcaption></figure>\n",
                escaped(if description.is_empty() { "nothing" } else { &description })
            );
        }
        let shown = match kind {
            "link" => {
                let (words, target) = part.rsplit_once(" -> ").unwrap_or((part, ""));
                format!("link ‘{}’ to {}", escaped(&readable(words)), escaped(target))
            }
            // Bold words are named only if something changed.
            _ if mark.is_empty() => return String::new(),
            "strong" => format!("bold: {}", escaped(&readable(part))),
            _ => format!("italic: {}", escaped(&readable(part))),
        };
        format!("<p class=\"part\">({})</p>\n", in_mark(mark, &shown))
    }
}

/// The class of a change; `own` is that of the element anyway.
fn class(line: &ReviewedLine<'_>, own: &str) -> String {
    let mut classes: Vec<&str> = vec![own];
    if line.is_change() {
        classes.push(if line.flags.any() { "change look" } else { "change" });
    }
    let classes = classes.join(" ");
    if classes.trim().is_empty() { String::new() } else { format!(" class=\"{}\"", classes.trim()) }
}

/// The name of a kind of card, for people.
fn card_name(kind: &str) -> &str {
    match kind {
        "non-urgent" => "Card: non-urgent advice",
        "urgent" => "Card: urgent advice",
        "emergency" => "Card: emergency",
        "warning" => "Card: warning",
        "note" => "Card: note",
        "do" => "Card: do",
        "dont" => "Card: do not",
        "contact" => "Card: contact",
        "steps" => "Card: steps",
        other => other,
    }
}

/// The words of a line, with marks for what changed.
fn words(line: &ReviewedLine<'_>) -> String {
    let words = line.line.readable();
    match &line.state {
        LineState::Same | LineState::MovedHere => {
            let lines = line.line.words.split(" \\n ").map(|words| escaped(&readable(words)));
            lines.collect::<Vec<_>>().join("<br>")
        }
        _ if words.is_empty() && !matches!(line.state, LineState::Changed(_)) => String::new(),
        LineState::Added => in_mark("ins", &escaped(&words)),
        LineState::Removed | LineState::MovedAway => in_mark("del", &escaped(&words)),
        LineState::Changed(before) => marked(&word_parts(&before.readable(), &words)),
    }
}

/// The cells of a row, with marks for what changed.
fn cells(line: &ReviewedLine<'_>) -> Vec<String> {
    let now = line.line.cells();
    match &line.state {
        LineState::Changed(before) => {
            let before = before.cells();
            let count = before.len().max(now.len());
            let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
            (0..count).map(|at| marked(&word_parts(&cell(&before, at), &cell(&now, at)))).collect()
        }
        LineState::Added => now.iter().map(|cell| in_mark("ins", &escaped(cell))).collect(),
        LineState::Removed | LineState::MovedAway => now.iter().map(|cell| in_mark("del", &escaped(cell))).collect(),
        LineState::Same | LineState::MovedHere => now.iter().map(|cell| escaped(cell)).collect(),
    }
}

fn marked(parts: &[SentencePart]) -> String {
    let part = |part: &SentencePart| match part {
        SentencePart::Same(text) => escaped(text),
        SentencePart::Removed(text) => in_mark("del", &escaped(text)),
        SentencePart::Added(text) => in_mark("ins", &escaped(text)),
    };
    parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

/// HTML within `del` or `ins`, with words for those who do not see the mark.
fn in_mark(mark: &str, html: &str) -> String {
    let what = match mark {
        "del" => "removed",
        "ins" => "added",
        _ => return html.to_owned(),
    };
    if html.is_empty() {
        return String::new();
    }
    format!(
        "<{mark}><span class=\"hidden\" lang=\"en\" dir=\"ltr\">[{what}: </span>{html}<span class=\"hidden\">]</span></{mark}>"
    )
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_text(text, &mut html);
    html
}

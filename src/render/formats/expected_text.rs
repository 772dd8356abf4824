//! Checks that a format has the whole text of its leaflet, by comparing their words in order.
//!
//! A format may add words of its own before and after each part of a leaflet, such as the heading of the facts. Within
//! a part it may add marks and numbers, but must not leave anything out.

use std::borrow::Cow;

use crate::markdown::{Block, Division, Inline, Note};
use crate::render::view::LeafletView;
use crate::rendering::FormatFault;

/// The number of words to show of text that is missing.
const SHOWN: usize = 8;

/// The words of each part of a leaflet: the title, the summary, the urgent help, the text and the notes.
pub(in crate::render) struct ExpectedText {
    parts: Vec<Vec<String>>,
    /// Words that a format may add within a part, such as 'Picture' before the alternative text.
    besides: Vec<String>,
}

impl ExpectedText {
    /// The expected text of a view.
    pub fn of(view: &LeafletView<'_>) -> Self {
        let crisis = view.text.crisis.as_ref().map(|crisis| &crisis.blocks[..]).unwrap_or_default();
        let parts = parts_of(view, crisis, &view.text.body, &view.text.notes);
        let own = |text: &str| words(text).map(Cow::into_owned).collect::<Vec<String>>();
        let besides = own(&format!("{}:", view.words.get("picture")));
        Self { parts: parts.iter().map(|part| own(part)).collect(), besides }
    }

    /// Returns the first words of the leaflet that a format lacks.
    pub fn differs(&self, format: &str) -> Option<FormatFault> {
        let format: Vec<Cow<'_, str>> = words(format).collect();
        let mut from = 0;
        for part in &self.parts {
            match self.within(part, &format, from) {
                Ok(end) => from = end,
                Err(at) => return Some(fault(part, at)),
            }
        }
        None
    }

    /// The same for a page, which may have any other words in between.
    pub fn page_differs(&self, html: &str) -> Option<FormatFault> {
        let text = text_of_html(html);
        let mut page = words(&text);
        for part in &self.parts {
            for (at, word) in part.iter().enumerate() {
                if !page.any(|other| other == *word) {
                    return Some(fault(part, at));
                }
            }
        }
        None
    }

    /// Returns where `words` end within `others`, starting at `from`, or the maximum number of words found.
    fn within(&self, words: &[String], others: &[Cow<'_, str>], from: usize) -> Result<usize, usize> {
        let Some(first) = words.first() else { return Ok(from) };
        let mut furthest = 0;
        for start in (from..others.len()).filter(|start| others[*start] == *first) {
            let (mut found, mut at) = (0, start);
            while found < words.len() {
                match others.get(at) {
                    Some(word) if *word == words[found] => found += 1,
                    Some(word) if is_number(word) || self.besides.iter().any(|besides| besides == word) => {}
                    _ => break,
                }
                at += 1;
            }
            if found == words.len() {
                return Ok(at);
            }
            furthest = furthest.max(found);
        }
        Err(furthest)
    }
}

/// The text of each part of a leaflet: title, summary, urgent help, text and notes. The last three are given as laid
/// out by the format.
pub(super) fn parts_of(
    view: &LeafletView<'_>,
    crisis: &[Block<'_>],
    body: &[Block<'_>],
    notes: &[Note<'_>],
) -> Vec<String> {
    let said = |blocks: &[Block<'_>]| {
        let mut text = String::new();
        say_blocks(blocks, &mut text);
        text
    };
    let mut parts = vec![view.title.to_owned()];
    parts.extend(view.summary.map(str::to_owned));
    parts.push(said(crisis));
    parts.push(said(body));
    parts.extend(notes.iter().map(|note| said(&note.blocks)));
    parts
}

fn fault(part: &[String], at: usize) -> FormatFault {
    let end = part.len().min(at + SHOWN);
    FormatFault::Differs { expected: part[at..end].join(" "), after: part[at.saturating_sub(SHOWN)..at].join(" ") }
}

/// The words of a text. A word without letters and digits, such as a dash or a bullet, does not count.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split_whitespace().map(bare).filter(|word| word.contains(char::is_alphanumeric))
}

/// The number of a list item or a note: `12.`, `(3)`.
fn is_number(word: &str) -> bool {
    word.contains(|ch: char| ch.is_ascii_digit()) && !word.contains(char::is_alphabetic)
}

/// A word without marks such as `[2]`, which refer to a note or an address, and without parentheses around it.
fn bare(word: &str) -> Cow<'_, str> {
    let word = word.trim_matches(['(', ')', ';']);
    if !word.contains('[') {
        return Cow::Borrowed(word.trim_end_matches(']'));
    }
    let mut bare = String::new();
    let mut rest = word;
    while let Some((before, after)) = rest.split_once('[') {
        bare.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        rest = match after[digits..].strip_prefix(']').filter(|_| digits > 0) {
            Some(rest) => rest,
            None => after,
        };
    }
    bare.push_str(rest);
    Cow::Owned(bare.trim_matches(['(', ')', ']', ';']).to_owned())
}

/// Appends the words of blocks in reading order.
fn say_blocks(blocks: &[Block<'_>], text: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { words, .. } | Block::Paragraph(words) | Block::Line(words) => say_line(words, text),
            Block::List(list) => list.items.iter().for_each(|item| say_blocks(item, text)),
            Block::Table(table) => {
                text.push_str(table.caption.unwrap_or_default());
                text.push('\n');
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| say_line(cell, text));
            }
            Block::Card(card) => {
                if let Some(label) = card.label {
                    text.push_str(label);
                    text.push_str(": ");
                }
                say_line(card.title.as_deref().unwrap_or_default(), text);
                say_blocks(&card.blocks, text);
            }
            Block::Quote(blocks) | Block::Division(Division { blocks, .. }) => say_blocks(blocks, text),
            Block::Figure(figure) => {
                let alternative = figure.picture.as_ref().map_or_else(|words| words, |picture| &picture.alternative);
                text.push_str(alternative);
                text.push('\n');
                text.push_str(figure.caption);
                text.push('\n');
            }
            Block::Code(code) => text.push_str(code),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    definition.terms.iter().for_each(|term| say_line(term, text));
                    definition.meanings.iter().for_each(|meaning| say_blocks(meaning, text));
                }
            }
            Block::Made(_) | Block::Rule => {}
        }
    }
}

fn say_line(line: &[Inline<'_>], text: &mut String) {
    say_words(line, text);
    text.push('\n');
}

fn say_words(line: &[Inline<'_>], text: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(words) | Inline::Verbatim(words) => text.push_str(words),
            Inline::Code(words) | Inline::Phone { words, .. } => text.push_str(words),
            Inline::Term(term) => {
                text.push_str(&term.words);
                text.push_str(term.held);
            }
            Inline::Strong(words) | Inline::Emphasis(words) | Inline::Link { words, .. } => say_words(words, text),
            Inline::LineBreak | Inline::SoftBreak => text.push('\n'),
            Inline::Picture(picture) => {
                text.push(' ');
                text.push_str(&picture.alternative);
                text.push(' ');
            }
            Inline::Mark(_) => {}
        }
    }
}

/// The text of HTML as it is read aloud: without marks of notes, and without hidden captions of tables, which repeat a
/// heading.
pub(super) fn text_of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    // The element whose text is skipped.
    let mut skipped: Option<&str> = None;
    while let Some(start) = rest.find('<') {
        if skipped.is_none() {
            text.push_str(&rest[..start]);
        }
        let Some(end) = rest[start..].find('>').map(|end| start + end) else { break };
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        match skipped {
            Some(open) if tag.starts_with('/') && name == open => skipped = None,
            Some(_) => continue,
            None if matches!(name, "sup" | "script" | "style" | "head") && !tag.starts_with('/') => {
                skipped = Some(name)
            }
            None if name == "caption" && tag.contains("visually-hidden") => skipped = Some(name),
            None => {}
        }
        if name == "img" {
            text.push(' ');
            text.push_str(attribute(tag, "alt").unwrap_or_default());
        }
        // Inline elements do not separate words.
        if !matches!(name, "a" | "em" | "strong" | "b" | "bdi" | "button" | "code" | "span" | "sup" | "abbr" | "time") {
            text.push(' ');
        }
    }
    if skipped.is_none() {
        text.push_str(rest);
    }
    unescaped(&text)
}

/// Decodes the character references that escaping produces.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let chars = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'")];
    let mut text = text.to_owned();
    for (written, ch) in chars.into_iter().chain([("&#x2F;", "/"), ("&amp;", "&")]) {
        if text.contains(written) {
            text = text.replace(written, ch);
        }
    }
    text
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    value.split('"').next()
}

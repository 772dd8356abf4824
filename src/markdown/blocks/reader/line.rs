//! Inline content: words, links, telephone numbers and marks.

use std::borrow::Cow;
use std::ops::Range;

use super::BlockReader;
use crate::markdown::blocks::block::{GlossaryTerm, Inline, LinkTarget, NoteMark};
use crate::markdown::blocks::context::{DocumentText, Mark, MarkKind};
use crate::markdown::blocks::numbers::known_numbers;
use crate::markdown::html_text::without_comments;
use crate::markdown::tree::{LinkStyle, NodeId, NodeKind};

impl<'c, 'a> BlockReader<'c, 'a> {
    pub(super) fn line(&mut self, body: DocumentText<'a>, nodes: impl Iterator<Item = NodeId>) -> Vec<Inline<'a>> {
        let mut line = Vec::new();
        for id in nodes {
            self.inline(body, id, &mut line);
        }
        line
    }

    pub(super) fn inline(&mut self, body: DocumentText<'a>, id: NodeId, line: &mut Vec<Inline<'a>>) {
        let document = body.document;
        match document.node(id).kind {
            NodeKind::Text => self.text(body, id, line),
            NodeKind::Code => line.push(Inline::Code(document.text(id, body.source))),
            NodeKind::Html => self.push_verbatim(without_comments(document.text(id, body.source)), line),
            NodeKind::SoftBreak => self.line_end(line),
            NodeKind::HardBreak => line.push(Inline::LineBreak),
            NodeKind::Strong => line.push(Inline::Strong(self.line(body, document.children(id)))),
            NodeKind::Emphasis => line.push(Inline::Emphasis(self.line(body, document.children(id)))),
            NodeKind::FootnoteMark => self.mark(body, id, line),
            NodeKind::Image => match self.picture(body, id) {
                Ok(picture) => line.push(Inline::Picture(picture)),
                Err(alternative) => self.push_verbatim(alternative.into(), line),
            },
            NodeKind::Link => self.link(body, id, line),
            _ => {
                let words = self.line(body, document.children(id));
                line.extend(words);
            }
        }
    }

    /// Converts a text with its automatic marks and telephone numbers. The words do not change.
    fn text(&mut self, body: DocumentText<'a>, id: NodeId, line: &mut Vec<Inline<'a>>) {
        let text = body.document.text(id, body.source);
        let numbers = match self.unlinked {
            0 => known_numbers(body, id, text, self.context.numbers()),
            _ => Vec::new(),
        };
        let mut done = 0;
        for mark in self.marks_on(body, id) {
            let stretch = mark.stretch;
            if stretch.first == id {
                // A shared block that is included twice is only marked the first time.
                if !self.marked.insert((body.origin, stretch.first, stretch.from)) {
                    continue;
                }
                let from = (stretch.from as usize).min(text.len());
                self.part(text, done..from, &numbers, line);
                line.push(match &mark.kind {
                    MarkKind::Link(address) => {
                        Inline::Link { to: LinkTarget::Web(address.clone().into()), title: "", words: Vec::new() }
                    }
                    MarkKind::Term(number) => {
                        Inline::Term(GlossaryTerm { number: *number, words: "".into(), held: held(text, id, mark) })
                    }
                });
                (done, self.is_open) = (from, true);
            }
            if stretch.last == id && self.is_open {
                let to = (stretch.to as usize).min(text.len());
                self.push_open(&text[done..to], line);
                let held = match line.last() {
                    Some(Inline::Term(term)) => term.held.len(),
                    _ => 0,
                };
                (done, self.is_open) = (to + held, false);
            }
        }
        match self.is_open {
            true => self.push_open(&text[done..], line),
            false => self.part(text, done..text.len(), &numbers, line),
        }
    }

    /// Returns the automatic marks that start, continue or end in a text.
    fn marks_on(&self, body: DocumentText<'a>, id: NodeId) -> &'c [Mark] {
        if self.unmarked > 0 {
            return &[];
        }
        let marks = self.context.marks(body.origin);
        let from = marks.partition_point(|mark| mark.stretch.last < id);
        let to = marks.partition_point(|mark| mark.stretch.first <= id);
        marks.get(from..to).unwrap_or_default()
    }

    /// Appends words to the open mark.
    fn push_open(&self, words: &'a str, line: &mut Vec<Inline<'a>>) {
        match line.last_mut() {
            Some(Inline::Link { words: inner, .. }) => self.push_text(words.into(), inner),
            Some(Inline::Term(term)) => term.words += words,
            _ => self.push_text(words.into(), line),
        }
    }

    /// Appends part of a text, with a link for each of the telephone numbers in it.
    fn part(&self, text: &'a str, part: Range<usize>, numbers: &[(Range<usize>, String)], line: &mut Vec<Inline<'a>>) {
        let mut done = part.start;
        for (range, digits) in numbers.iter().filter(|(range, _)| part.start <= range.start && range.end <= part.end) {
            self.push_text(text[done..range.start].into(), line);
            line.push(Inline::Phone { digits: digits.clone(), words: &text[range.clone()] });
            done = range.end;
        }
        self.push_text(text[done..part.end].into(), line);
    }

    /// Appends a line break of the source, which readers see as a space.
    fn line_end(&self, line: &mut Vec<Inline<'a>>) {
        let within = match line.last_mut() {
            Some(Inline::Link { words, .. }) if self.is_open => words,
            Some(Inline::Term(term)) if self.is_open => {
                term.words += "\n";
                return;
            }
            _ => line,
        };
        match self.as_typed {
            true => within.push(Inline::SoftBreak),
            false => self.push_text(" ".into(), within),
        }
    }

    /// Appends words. Adjacent words are one text if texts are joined.
    pub(super) fn push_text(&self, words: Cow<'a, str>, line: &mut Vec<Inline<'a>>) {
        match line.last_mut() {
            _ if words.is_empty() => {}
            Some(Inline::Text(before)) if !self.as_typed => *before += words,
            _ => line.push(Inline::Text(words)),
        }
    }

    /// Appends words in which no telephone numbers are looked for.
    pub(super) fn push_verbatim(&self, words: Cow<'a, str>, line: &mut Vec<Inline<'a>>) {
        match self.as_typed {
            true => line.push(Inline::Verbatim(words)),
            false => self.push_text(words, line),
        }
    }

    fn link(&mut self, body: DocumentText<'a>, id: NodeId, line: &mut Vec<Inline<'a>>) {
        let index = body.document.link_index(id);
        let destination = self.context.destination(body.origin, index);
        let written = body.document.links().get(index);
        let is_wiki = written.is_some_and(|link| link.style == LinkStyle::Wiki);
        // Also if the link leads nowhere: its words were meant as a link to something else.
        self.unlinked += 1;
        let words = match destination.text.filter(|_| is_wiki) {
            Some(text) => vec![Inline::Text(text.into())],
            None => self.line(body, body.document.children(id)),
        };
        self.unlinked -= 1;
        match destination.to.filter(|to| self.is_there(to)) {
            Some(to) => line.push(Inline::Link { to, title: written.map_or("", |link| &*link.title), words }),
            None => line.extend(words),
        }
    }

    fn is_there(&self, to: &LinkTarget<'_>) -> bool {
        match to {
            LinkTarget::Heading(id) => self.as_typed || self.headings.iter().any(|known| known == id),
            _ => true,
        }
    }

    fn mark(&mut self, body: DocumentText<'a>, id: NodeId, line: &mut Vec<Inline<'a>>) {
        let Some(note) = body.document.name(id).and_then(|name| self.note(body, name).node) else { return };
        let known = self.numbers.get(&(body.origin, note)).copied();
        let number = known.unwrap_or(self.notes.len()) + 1;
        if known.is_none() {
            self.numbers.insert((body.origin, note), self.notes.len());
            self.notes.push((body, note));
        }
        line.push(Inline::Mark(NoteMark { number, first: known.is_none() }));
    }
}

/// Returns the punctuation after a word of the glossary, which is kept on the same line. The word is a button on a
/// page, and browsers may break a line at the edge of a button, so the next line would start with the comma.
fn held<'a>(text: &'a str, id: NodeId, mark: &Mark) -> &'a str {
    let stretch = mark.stretch;
    if (stretch.first, stretch.last) != (id, id) {
        return "";
    }
    let rest = text.get(stretch.to as usize..).unwrap_or_default();
    let is_held = |ch: char| matches!(ch, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '"' | '’' | '”' | '…');
    &rest[..rest.find(|ch| !is_held(ch)).unwrap_or(rest.len())]
}

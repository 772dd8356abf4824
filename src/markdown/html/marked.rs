//! What is marked in a text without its author's doing: links that make themselves, and words whose meaning opens.

use super::escape::{escape_attribute, escape_text};
use super::surroundings::{Body, Mark, MarkKind};
use super::writer::Writer;
use crate::markdown::tree::NodeId;

impl<'a> Writer<'a> {
    /// A text with its marks and its numbers. Its words stay what they are.
    pub(super) fn text(&mut self, body: Body<'a>, id: NodeId) {
        let text = body.document.text(id, body.source);
        let marks = self.marks_on(body, id);
        let numbers = self.numbers_in(body, id, text);
        let (mut done, mut open) = (0, false);
        for mark in marks {
            let Mark { stretch, kind } = mark;
            if stretch.first == id {
                let from = (stretch.from as usize).min(text.len());
                // A block that the page shows twice is marked where it first stands.
                if !self.marked.insert((body.origin, stretch.first, stretch.from)) {
                    continue;
                }
                self.part(text, done..from, &numbers);
                if held(text, id, mark) > 0 {
                    self.out.push_str("<span class=\"held\">");
                }
                self.open_mark(kind);
                (done, open) = (from, true);
            } else {
                open = self.open_mark.is_some();
            }
            if stretch.last == id && open {
                let to = (stretch.to as usize).min(text.len());
                self.plain(&text[done..to]);
                self.close_mark();
                done = to + held(text, id, mark);
                if done > to {
                    escape_text(&text[to..done], &mut self.out);
                    self.out.push_str("</span>");
                }
                open = false;
            }
        }
        match open {
            true => self.plain(&text[done..]),
            false => self.part(text, done..text.len(), &numbers),
        }
    }

    /// The marks that begin, go on or end in a text.
    fn marks_on(&self, body: Body<'a>, id: NodeId) -> &'a [Mark] {
        if self.unmarked > 0 {
            return &[];
        }
        let marks = self.page.marks(body.origin);
        let from = marks.partition_point(|mark| mark.stretch.last < id);
        let to = marks.partition_point(|mark| mark.stretch.first <= id);
        marks.get(from..to).unwrap_or_default()
    }

    fn open_mark(&mut self, kind: &MarkKind) {
        match kind {
            MarkKind::Link(href) => {
                self.out.push_str("<a href=\"");
                escape_attribute(href, &mut self.out);
                self.out.push_str("\">");
                self.open_mark = Some("</a>");
            }
            MarkKind::Word(number) => {
                self.out.push_str("<button type=\"button\" class=\"word\" popovertarget=\"p-word-");
                escape_attribute(number, &mut self.out);
                self.out.push_str("\" aria-describedby=\"p-meaning-");
                escape_attribute(number, &mut self.out);
                self.out.push_str("\">");
                self.open_mark = Some("</button>");
            }
        }
    }

    fn close_mark(&mut self) {
        if let Some(end) = self.open_mark.take() {
            self.out.push_str(end);
        }
    }
}

/// How many bytes of punctuation behind a word whose meaning opens are kept on its line. Browsers may break a line at the edge
/// of a button, and the next would begin with the comma.
fn held(text: &str, id: NodeId, mark: &Mark) -> usize {
    let Mark { stretch, kind: MarkKind::Word(_) } = mark else { return 0 };
    if (stretch.first, stretch.last) != (id, id) {
        return 0;
    }
    let behind = text.get(stretch.to as usize..).unwrap_or_default();
    let is_held = |ch: char| matches!(ch, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '"' | '’' | '”' | '…');
    behind.find(|ch| !is_held(ch)).unwrap_or(behind.len())
}

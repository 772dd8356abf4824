//! Footnotes: numbered as readers meet them, each with a way back.

use std::collections::HashMap;

use super::escape::{escape_attribute, escape_text};
use super::surroundings::Body;
use super::writer::Writer;
use crate::markdown::tree::{Document, NodeId, NodeKind};

/// A footnote of a text.
#[derive(Clone, Copy, Default)]
pub(in crate::markdown) struct Note {
    /// Where it stands.
    pub node: Option<NodeId>,
    /// Whether a mark leads to it.
    pub marked: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn mark(&mut self, body: Body<'a>, id: NodeId) {
        let document = body.document;
        let Some(note) = document.name(id).and_then(|name| self.note(body, name).node) else { return };
        let known = self.numbers.get(&(body.origin, note)).copied();
        let number = known.unwrap_or(self.notes.len()) + 1;
        // Only the first mark is where the note leads back to.
        let anchor = if known.is_none() { format!(" id=\"p-note-mark-{number}\"") } else { String::new() };
        if known.is_none() {
            self.numbers.insert((body.origin, note), self.notes.len());
            self.notes.push((body, note));
        }
        let words = &self.page.words().footnotes;
        self.out.push_str(&format!("<sup><a href=\"#p-note-{number}\"{anchor} role=\"doc-noteref\" aria-label=\""));
        escape_attribute(&words.mark, &mut self.out);
        self.out.push_str(&format!(" {number}\">{number}</a></sup>"));
    }

    /// A note that no mark leads to still has its words shown.
    pub(super) fn note_number(&mut self, body: Body<'a>, id: NodeId) {
        let marked = body.document.name(id).is_some_and(|name| {
            let note = self.note(body, name);
            note.marked && note.node == Some(id)
        });
        if !marked {
            self.wrap("div", body, id);
        }
    }

    /// The footnote of a name. All footnotes of a text are found in one look at it.
    fn note(&mut self, body: Body<'a>, name: &str) -> Note {
        let notes = self.footnotes.entry(body.origin).or_insert_with(|| notes_of(body.document));
        notes.get(name).copied().unwrap_or_default()
    }

    pub(super) fn write_notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        let words = &self.page.words().footnotes;
        self.out
            .push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"p-notes\"><h2 id=\"p-notes\"");
        self.out.push_str(&format!("{}>", self.page.aside()));
        escape_text(&words.heading, &mut self.out);
        self.out.push_str("</h2><ol>");
        // A note may hold marks of further notes, which join the list while it is written.
        let mut index = 0;
        while let Some((body, note)) = self.notes.get(index).copied() {
            index += 1;
            let around = std::mem::replace(&mut self.language, self.page.language(body.origin));
            let language = match self.language == around {
                true => String::new(),
                false => format!(" lang=\"{}\" dir=\"{}\"", self.language.0, self.language.1),
            };
            self.out.push_str(&format!("<li id=\"p-note-{index}\"{language}>"));
            self.children(body, note);
            self.language = around;
            let aside = self.page.aside();
            self.out.push_str(&format!("<p{aside}><a href=\"#p-note-mark-{index}\" role=\"doc-backlink\">"));
            escape_text(&words.back, &mut self.out);
            self.out.push_str("</a></p></li>");
        }
        self.out.push_str("</ol></section>");
    }
}

/// All footnotes of a text by their names.
pub(in crate::markdown) fn notes_of(document: &Document) -> HashMap<&str, Note> {
    let mut notes: HashMap<&str, Note> = HashMap::new();
    for (id, node) in document.nodes().iter().enumerate() {
        match (node.kind, document.name(id)) {
            (NodeKind::Footnote, Some(name)) => {
                let note = notes.entry(name).or_default();
                note.node = note.node.or(Some(id));
            }
            (NodeKind::FootnoteMark, Some(name)) => notes.entry(name).or_default().marked = true,
            _ => {}
        }
    }
    notes
}

//! Callouts: cards that readers know, each with words for those who do not see its colour.

use super::escape::escape_text;
use super::surroundings::Body;
use super::writer::Writer;
use crate::markdown::callout::{CalloutKind, callout};
use crate::markdown::tree::{NodeId, NodeKind};

impl<'a> Writer<'a> {
    /// A quote, or the card that its mark asks for. A mark that there is not is shown as it was typed.
    pub(super) fn quote(&mut self, body: Body<'a>, id: NodeId) {
        let card = callout(body.document, id, body.source).and_then(|found| Some((found.kind()?, found.mark.end)));
        match card {
            Some((kind, mark_end)) => self.card(body, id, kind, mark_end),
            None => self.wrap("blockquote", body, id),
        }
    }

    fn card(&mut self, body: Body<'a>, id: NodeId, kind: CalloutKind, mark_end: u32) {
        let document = body.document;
        let mut blocks = document.children(id);
        let first: Vec<NodeId> =
            blocks.next().map(|paragraph| document.children(paragraph).collect()).unwrap_or_default();
        let is_break =
            |inline: &NodeId| matches!(document.node(*inline).kind, NodeKind::SoftBreak | NodeKind::HardBreak);
        let title_end = first.iter().position(is_break).unwrap_or(first.len());
        // What follows the mark on its line is the title; the text node of the mark holds the beginning of it.
        let lead = first.first().map_or("", |text| {
            let node = document.node(*text);
            body.source.get(mark_end as usize..node.range.end as usize).unwrap_or_default().trim_start()
        });
        let has_title = title_end > 1 || !lead.trim().is_empty();
        let words = self.page.words();
        let label = words.callouts.iter().find(|(known, _)| *known == kind).map_or("", |(_, label)| label);
        self.out.push_str(&format!("<div class=\"card {}\">", kind.class()));
        let level = (self.level + 1).min(6);
        self.unmarked += 1;
        if has_title {
            self.out.push_str(&format!("<h{level}>"));
            if kind.says_label() {
                self.out.push_str(&format!("<span class=\"visually-hidden\"{}>", self.page.aside()));
                escape_text(label, &mut self.out);
                self.out.push_str(": </span>");
            }
            self.plain(lead);
            self.unlinked += 1;
            self.siblings(body, first.iter().take(title_end).skip(1).copied());
            self.unlinked -= 1;
            self.out.push_str(&format!("</h{level}>"));
        } else if kind.is_headed() {
            self.out.push_str(&format!("<h{level}{}>", self.page.aside()));
            escape_text(label, &mut self.out);
            self.out.push_str(&format!("</h{level}>"));
        }
        if title_end + 1 < first.len() {
            self.out.push_str("<p>");
            self.siblings(body, first.iter().skip(title_end + 1).copied());
            self.out.push_str("</p>");
        }
        self.siblings(body, blocks);
        self.unmarked -= 1;
        self.out.push_str("</div>");
    }
}

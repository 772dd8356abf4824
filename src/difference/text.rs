//! A comparison as text, for a terminal or a file.

use super::entry::{Difference, FactDifference, PageDifference, SentenceChange, SentencePart};
use super::wording::{FILES, PAGES, SHARED, name, sections, state_of_page, summary, what};
use crate::text::unseen::visible_at_start;

/// A comparison as text. Removed words are in `[-…-]`, added ones in `{+…+}`; on a terminal they are coloured too.
pub fn text(difference: &Difference, colour: bool) -> String {
    let mut page = DiffText { out: String::new(), colour };
    page.line(0, &summary(difference));
    for (title, entries) in sections(difference, true) {
        page.section(title, &entries);
    }
    if !difference.shared.is_empty() {
        page.heading(SHARED);
        for shared in &difference.shared {
            page.out.push('\n');
            page.line(0, &format!("On {} leaflets: {}", shared.on.len(), shared.on.join(", ")));
            page.change(&shared.change);
        }
    }
    for (title, entries) in sections(difference, false) {
        page.section(title, &entries);
    }
    page.section(PAGES, &difference.pages.iter().collect::<Vec<_>>());
    if !difference.files.is_empty() {
        page.heading(FILES);
        for file in &difference.files {
            page.line(2, &format!("{}: {}", file.kind.name(), file.path));
        }
    }
    page.out
}

struct DiffText {
    out: String,
    colour: bool,
}

impl DiffText {
    /// Text as it may be printed. Any white space becomes a space, as on a page.
    fn clean(text: &str) -> String {
        let spaced: String = text.chars().map(|ch| if ch.is_whitespace() { ' ' } else { ch }).collect();
        visible_at_start(&spaced).into_owned()
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&Self::clean(text));
        self.out.push('\n');
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{}\x1b[0m", Self::clean(text)) } else { Self::clean(text) }
    }

    fn heading(&mut self, title: &str) {
        let title = self.painted("1", title);
        self.out.push_str(&format!("\n{title}\n"));
    }

    fn section(&mut self, title: &str, entries: &[&PageDifference]) {
        if entries.is_empty() {
            return;
        }
        self.heading(title);
        for entry in entries {
            if entry.facts.is_empty() && entry.changes.is_empty() {
                let state = state_of_page(entry.kind).filter(|_| entry.reference.is_none());
                let state = state.map(|state| format!(", {state}")).unwrap_or_default();
                self.line(2, &format!("{}, {}{state}", name(entry), entry.address));
                continue;
            }
            let name = self.painted("1", &name(entry));
            let address =
                if entry.address.is_empty() { String::new() } else { format!(", {}", Self::clean(&entry.address)) };
            self.out.push_str(&format!("\n{name}{address}\n"));
            for fact in &entry.facts {
                self.fact(fact);
            }
            for change in &entry.changes {
                self.change(change);
            }
        }
    }

    fn fact(&mut self, fact: &FactDifference) {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        self.line(2, &format!("{}: {}, before: {}", fact.name, value(&fact.new), value(&fact.old)));
    }

    fn change(&mut self, change: &SentenceChange) {
        let closely =
            change.touches.words().map(|words| self.painted("1;33", &format!("LOOK CLOSELY: {words}.")) + " ");
        let below = change.under.as_ref().map(|under| format!(", below '{}'", Self::clean(under)));
        let (closely, below) = (closely.unwrap_or_default(), below.unwrap_or_default());
        self.out.push_str(&format!("  {closely}{}{below}:\n", what(change)));
        let parts = change.parts.iter().map(|part| match part {
            SentencePart::Same(text) => Self::clean(text),
            SentencePart::Removed(text) => self.painted("31", &format!("[-{text}-]")),
            SentencePart::Added(text) => self.painted("32", &format!("{{+{text}+}}")),
        });
        let sentence = parts.collect::<Vec<_>>().join(" ");
        self.out.push_str(&format!("    {sentence}\n"));
    }
}

//! Callouts: quotes that begin with a mark such as `[!DONT]` and become cards.

use super::tree::{Document, NodeId, NodeKind, Siblings};
use crate::source::TextRange;

/// The mark at the start of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callout<'a> {
    /// The name in the mark: `DONT`.
    pub name: &'a str,
    /// The mark with its brackets.
    pub mark: TextRange,
}

/// What a card is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalloutKind {
    /// Help that can wait for an appointment.
    NonUrgent,
    /// Help today: 'Call 111 if:'.
    Urgent,
    /// Help at once: 'Call 999 if:'.
    Emergency,
    /// Something that can cause harm.
    Warning,
    /// Useful information.
    Note,
    /// What to do.
    Do,
    /// What not to do.
    Dont,
    /// Who to contact, and how.
    Contact,
    /// What to do, step by step.
    Steps,
}

/// The callouts, by the names that authors type.
pub static CALLOUTS: &[(&str, CalloutKind)] = &[
    ("NON-URGENT", CalloutKind::NonUrgent),
    ("URGENT", CalloutKind::Urgent),
    ("EMERGENCY", CalloutKind::Emergency),
    ("WARNING", CalloutKind::Warning),
    ("NOTE", CalloutKind::Note),
    ("DO", CalloutKind::Do),
    ("DONT", CalloutKind::Dont),
    ("CONTACT", CalloutKind::Contact),
    ("STEPS", CalloutKind::Steps),
];

impl CalloutKind {
    /// Its name in style sheets, and after `card_` in the interface words (with `_` for `-`).
    pub fn class(self) -> &'static str {
        match self {
            Self::NonUrgent => "non-urgent",
            Self::Urgent => "urgent",
            Self::Emergency => "emergency",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Do => "do",
            Self::Dont => "dont",
            Self::Contact => "contact",
            Self::Steps => "steps",
        }
    }

    /// Whether it says where to get help, and how soon.
    pub fn is_care(self) -> bool {
        matches!(self, Self::NonUrgent | Self::Urgent | Self::Emergency)
    }

    /// Whether its label precedes its title, for readers who do not see its colour.
    pub(super) fn says_label(self) -> bool {
        self.is_care() || matches!(self, Self::Warning | Self::Note)
    }

    /// Whether its label becomes its heading if the author wrote none.
    pub(super) fn is_headed(self) -> bool {
        self.says_label() && self != Self::Note || matches!(self, Self::Do | Self::Dont)
    }
}

impl Callout<'_> {
    /// What the card is for; `None` if the mark is unknown.
    pub fn kind(&self) -> Option<CalloutKind> {
        CALLOUTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(self.name)).map(|(_, kind)| *kind)
    }
}

/// The mark of a quote, if it has one.
pub fn callout<'a>(document: &Document, quote: NodeId, source: &'a str) -> Option<Callout<'a>> {
    let paragraph = quote + 1;
    let text = paragraph + 1;
    let nodes = document.nodes();
    if nodes.get(paragraph)?.kind != NodeKind::Paragraph || nodes.get(text)?.kind != NodeKind::Text {
        return None;
    }
    let written = nodes[text].range.of(source);
    let (name, _) = written.strip_prefix("[!")?.split_once(']')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let start = nodes[text].range.start as usize;
    is_name.then(|| Callout { name, mark: TextRange::new(start, start + "[!]".len() + name.len()) })
}

/// A quote that is a card, in its parts.
pub struct CardParts<'d, 'a> {
    pub kind: CalloutKind,
    /// The start of the title: the text after the mark, in the text node of the mark.
    pub lead: &'a str,
    /// The rest of the title, which ends with the line of the mark.
    pub title: Vec<NodeId>,
    /// The other lines of the first paragraph.
    pub first: Vec<NodeId>,
    /// The blocks after it.
    pub rest: Siblings<'d>,
}

/// The parts of a card; `None` if the quote has no mark, or an unknown one.
pub fn card_parts<'d, 'a>(document: &'d Document, quote: NodeId, source: &'a str) -> Option<CardParts<'d, 'a>> {
    let found = callout(document, quote, source)?;
    let kind = found.kind()?;
    let mut rest = document.children(quote);
    let mut inlines = document.children(rest.next()?);
    let mark = document.node(inlines.next()?);
    let lead = source.get(found.mark.end as usize..mark.range.end as usize).unwrap_or_default().trim_start();
    let is_break = |inline: &NodeId| matches!(document.node(*inline).kind, NodeKind::SoftBreak | NodeKind::HardBreak);
    let mut title = Vec::new();
    for inline in inlines.by_ref() {
        if is_break(&inline) {
            break;
        }
        title.push(inline);
    }
    Some(CardParts { kind, lead, title, first: inlines.collect(), rest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn a_quote_may_begin_with_a_mark() {
        let names = |text| {
            let document = parse(text, 0);
            let quotes = (0..document.nodes().len()).filter(|id| document.node(*id).kind == NodeKind::Quote);
            quotes.filter_map(|id| callout(&document, id, text).map(|found| found.name)).collect::<Vec<_>>()
        };
        assert_eq!(names("> [!DONT] Do not:\n>\n> - do not drive\n"), ["DONT"]);
        assert_eq!(names("> [!NON-URGENT]\n> Ask your GP\n"), ["NON-URGENT"]);
        assert!(names("> Said [!DONT] Ann\n").is_empty());
        assert!(names("> [! ] Ann\n").is_empty());
    }
}

//! `typed-bullet`: a list should be written as one, not with bullets typed by hand.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{Document, NodeId, NodeKind};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "typed-bullet",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a list should not have bullets typed by hand",
    documentation: include_str!("typed_bullet.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// A marker at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BulletSign {
    /// '•' and similar characters, which can only be bullets.
    Bullet,
    /// A dash, which may also be part of a sentence.
    Dash,
    /// The letter o, which text copied from Word has for round bullets.
    Round,
    /// '(a)', 'a)' or '2)', with its position in the sequence.
    Counted(u32),
}

impl BulletSign {
    /// Whether a single line with this marker is certain to be a list item.
    fn is_certain(self) -> bool {
        self == Self::Bullet
    }

    fn follows(self, before: Self) -> bool {
        match (before, self) {
            (Self::Counted(before), Self::Counted(now)) => before.checked_add(1) == Some(now),
            _ => before == self,
        }
    }
}

/// A line that begins with a marker: the range of the marker with the space after it, and the end of the text node.
#[derive(Clone, Copy)]
struct BulletLine {
    mark: BulletSign,
    range: TextRange,
    end: u32,
    place: BulletPlace,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BulletPlace {
    /// The first line of a top-level paragraph.
    Begins,
    /// A later line of such a paragraph.
    Continues,
    /// The first line of a list item, which then has two bullets.
    Item,
    /// Elsewhere within a quote or a list item.
    Inside,
}

/// Successive lines with markers.
#[derive(Default)]
struct BulletRun {
    lines: Vec<BulletLine>,
    /// The node after the last paragraph.
    next: NodeId,
    /// Whether there are other lines between or after them, so the end of an item is uncertain.
    unclear: bool,
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let mut run = BulletRun::default();
    let mut top_end = 0;
    for (id, node) in document.nodes().iter().enumerate() {
        let is_top = id >= top_end;
        if is_top {
            top_end = document.descendants(id).end;
        }
        match node.kind {
            NodeKind::Paragraph => {
                let in_item = id.checked_sub(1).is_some_and(|above| document.node(above).kind == NodeKind::Item);
                let first = match (is_top, in_item) {
                    (true, _) => BulletPlace::Begins,
                    (_, true) => BulletPlace::Item,
                    _ => BulletPlace::Inside,
                };
                let further = if is_top { BulletPlace::Continues } else { BulletPlace::Inside };
                lines(subject, id, (first, further), &mut run, findings);
            }
            // In a list without blank lines, the text is a direct child of the item.
            NodeKind::Item
                if document.children(id).next().is_some_and(|child| document.node(child).kind == NodeKind::Text) =>
            {
                lines(subject, id, (BulletPlace::Item, BulletPlace::Inside), &mut run, findings);
            }
            _ => {}
        }
    }
    finish(subject, &mut run, findings);
}

/// Adds the lines of a paragraph or item to the run.
fn lines(
    subject: &ManuscriptContext<'_>,
    paragraph: NodeId,
    (first, further): (BulletPlace, BulletPlace),
    run: &mut BulletRun,
    findings: &mut Findings<'_>,
) {
    let document = &subject.manuscript.document;
    let end = document.descendants(paragraph).end;
    if run.next != paragraph && run.next != paragraph.saturating_sub(1) {
        finish(subject, run, findings);
    }
    let mut begins = Some(first);
    for child in document.children(paragraph) {
        let kind = document.node(child).kind;
        if let Some(place) = begins.take() {
            let mark = if kind == NodeKind::Text { mark(subject, document, child) } else { None };
            match mark {
                Some((mark, range)) => {
                    let fits = run.lines.last().is_none_or(|last| {
                        mark.follows(last.mark) && (last.place == BulletPlace::Item) == (place == BulletPlace::Item)
                    });
                    if !fits {
                        finish(subject, run, findings);
                    }
                    // Another bullet in the same line is probably another item.
                    run.unclear |= document.text(child, subject.text()).chars().skip(1).any(|letter| letter == '•');
                    run.lines.push(BulletLine { mark, range, end: document.node(child).range.end, place });
                }
                // A continuation line of an item.
                None if place != first && run.lines.last().is_some_and(|last| last.mark.is_certain()) => {
                    run.unclear = true;
                }
                None => finish(subject, run, findings),
            }
        } else if !run.lines.is_empty()
            && (matches!(kind, NodeKind::Include | NodeKind::Html)
                || (kind == NodeKind::Text && document.text(child, subject.text()).contains('•')))
        {
            run.unclear = true;
        }
        match kind {
            NodeKind::SoftBreak | NodeKind::HardBreak => begins = Some(further),
            // A nested list is handled separately.
            NodeKind::BulletList | NodeKind::NumberedList | NodeKind::Paragraph => break,
            _ => {}
        }
    }
    run.next = end;
}

/// The marker at the start of a text node, with its range.
fn mark(subject: &ManuscriptContext<'_>, document: &Document, id: NodeId) -> Option<(BulletSign, TextRange)> {
    let text = document.text(id, subject.text());
    let bytes = text.as_bytes();
    // Nearly every line begins with an ordinary letter.
    let first = *bytes.first()?;
    if first.is_ascii_uppercase() || (first.is_ascii_lowercase() && !matches!(bytes.get(1), Some(b' ' | b')' | b'\t')))
    {
        return None;
    }
    let letter = text.chars().next()?;
    let rest = &text[letter.len_utf8()..];
    let space = rest.starts_with([' ', '\t', '\u{a0}']);
    let mut length = letter.len_utf8();
    let mark = match letter {
        '•' | '◦' | '▪' | '‣' | '●' | '○' | '■' | '➢' | '►' | '\u{f0b7}' | '\u{f0a7}'
            if !rest.trim().is_empty() || document.node(id).range.of(subject.text()).starts_with('&') =>
        {
            BulletSign::Bullet
        }
        '·' if space => BulletSign::Bullet,
        '–' | '—' if space => BulletSign::Dash,
        '-' | '–' if rest.starts_with(char::is_alphabetic) || space => BulletSign::Dash,
        'o' if space && subject.language().primary() == "en" => BulletSign::Round,
        'a'..='z' if rest.starts_with(") ") => {
            length += 1;
            BulletSign::Counted(letter as u32)
        }
        '(' => {
            let inner = rest.get(..1)?.chars().next().filter(char::is_ascii_lowercase)?;
            if !rest.get(1..)?.starts_with(") ") {
                return None;
            }
            length += 2;
            BulletSign::Counted(inner as u32)
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let number: u32 = text.get(..digits).filter(|digits| digits.len() < 3)?.parse().ok()?;
            text.get(digits..)?.strip_prefix([')', '.'])?.strip_prefix(' ')?;
            length = digits + 1;
            // The offset keeps numbers and letters from forming one sequence.
            BulletSign::Counted(number + 1000)
        }
        _ => return None,
    };
    length += text[length..].len() - text[length..].trim_start_matches([' ', '\t', '\u{a0}']).len();
    let start = document.node(id).range.start as usize;
    // A character escaped with a backslash is intentional.
    if start > 0 && subject.text().as_bytes().get(start - 1) == Some(&b'\\') && mark != BulletSign::Bullet {
        return None;
    }
    let range = TextRange::new(start, start + length);
    let is_written = range.of(subject.text()).starts_with(letter);
    Some((mark, if is_written { range } else { document.node(id).range }))
}

/// Reports the run if it is certain to be a list, and resets it.
fn finish(subject: &ManuscriptContext<'_>, run: &mut BulletRun, findings: &mut Findings<'_>) {
    let BulletRun { lines, unclear, .. } = std::mem::take(run);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    if lines.len() < 2 && !first.mark.is_certain() {
        return;
    }
    let ch = first.range.of(subject.text()).trim();
    let span = subject.span(TextRange { start: first.range.start, end: last.end });
    let (message, help) = match (first.mark, first.place) {
        (_, BulletPlace::Item) => (
            format!(
                "This list has two bullets in each line: '{ch}' is typed after the '- '. Readers see both, and screen readers read out both."
            ),
            "Delete the typed bullets, and keep the '- ' before each line.",
        ),
        (BulletSign::Counted(_), _) => (
            format!(
                "These lines are numbered by hand ('{ch}'). They run together into one paragraph, and screen readers do not announce a list."
            ),
            "Begin each line with '1. ', '2. ' and so on, with a blank line before the first.",
        ),
        _ => (
            format!(
                "The character '{ch}' is typed here to make a list. The lines run together into one paragraph, and screen readers do not announce a list."
            ),
            "Begin each line with '- ' instead, with a blank line before the first.",
        ),
    };
    let added = findings.add(span, message, help);
    // Paragraphs that each begin with a dash may be a dialogue.
    let spoken = first.mark == BulletSign::Dash && lines.iter().skip(1).any(|line| line.place == BulletPlace::Begins);
    if unclear || spoken {
        return;
    }
    let edits: Option<Vec<(TextRange, &str)>> =
        lines.iter().enumerate().map(|(number, line)| edit(subject, line, number == 0)).collect();
    let _ = edits.unwrap_or_default().into_iter().fold(added, |added, (range, text)| added.fixed_by(range, text));
}

/// The edit that turns a line into a list item, if it is certain.
fn edit(subject: &ManuscriptContext<'_>, line: &BulletLine, is_first: bool) -> Option<(TextRange, &'static str)> {
    let text = subject.text();
    let starts_as_written = line.range.end <= line.end && !line.range.of(text).contains('&');
    if matches!(line.mark, BulletSign::Counted(_)) || !starts_as_written {
        return None;
    }
    // A backslash at the end of a line would be shown at the end of the item.
    let rest = text.get(line.end as usize..)?;
    if rest.starts_with('\\') || text.get(..line.end as usize)?.ends_with('\\') {
        return None;
    }
    let start = text.get(..line.range.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let whole = TextRange::new(start, line.range.end as usize);
    let is_indented = text.get(start..line.range.start as usize)?.trim().is_empty();
    match line.place {
        BulletPlace::Item => Some((line.range, "")),
        BulletPlace::Begins if is_indented => Some((whole, "- ")),
        BulletPlace::Continues if is_indented && is_first => Some((whole, "\n- ")),
        BulletPlace::Continues if is_indented => Some((whole, "- ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::{after_fix, found};

    #[test]
    fn runs_are_found_and_fixed() {
        for (text, good) in [
            ("• one\n• two\n", "- one\n- two\n"),
            ("Rest:\n• one\n• two\n", "Rest:\n\n- one\n- two\n"),
            ("• one\n\n•\u{a0}two\n\nText.\n", "- one\n\n- two\n\nText.\n"),
            ("•one\n", "- one\n"),
            ("Rest:\n    - one\n    - two\n", "Rest:\n\n- one\n- two\n"),
            ("– one\n– two\n", "- one\n- two\n"),
            ("-one\n-two\n", "- one\n- two\n"),
            ("o one\no two\n", "- one\n- two\n"),
            ("- • one\n- • two\n", "- one\n- two\n"),
            ("- • one\n\n- • two\n", "- one\n\n- two\n"),
            ("• one  \n• two\n", "- one  \n- two\n"),
            ("· one\n· two *three*\n", "- one\n- two *three*\n"),
        ] {
            assert_eq!(found(&RULE, text).len(), 1, "{text}");
            assert_eq!(after_fix(&RULE, text), good, "{text}");
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }

    #[test]
    fn uncertain_runs_are_not_fixed() {
        for text in [
            "• one\ngoes on\n• two\n",
            "• one\nThen rest.\n",
            "• one • two\n",
            "• one\\\n• two\n",
            "> • one\n> • two\n",
            "(a) one\n(b) two\n",
            "— one\n\n— two\n",
            "a) one\n\nb) two\n",
            "Rest:\n2. one\n3. two\n",
            "&bull; one\n&bull; two\n",
        ] {
            assert_eq!(found(&RULE, text).len(), 1, "{text}");
            assert_eq!(after_fix(&RULE, text), text, "{text}");
        }
    }

    #[test]
    fn other_lines_are_accepted() {
        for good in [
            "- one\n- two\n\n1. one\n2. two\n",
            "None\n– but it may help\nto think.\n",
            "“Well.”\n\n— Ann\n\nText.\n",
            "One – two\n",
            "a) one\nc) two\n",
            "(see below)\n",
            "In\n2. one\n",
            "5 one\n6 two\n",
            "o one\n",
            "Call 01632 • 960123\n",
            "| • a | b |\n|---|---|\n| • c | d |\n",
            "    • code\n",
            "\\- one\n",
            "- - one\n",
            "-5 degrees\n-6 degrees\n",
            "•\n",
            "## • One\n",
        ] {
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }
}

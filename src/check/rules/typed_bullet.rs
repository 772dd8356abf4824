//! `typed-bullet`: a list is written as one, not with bullets typed by hand.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{Document, NodeId, NodeKind};
use crate::source::TextRange;

/// The rule.
pub static RULE: Rule = Rule {
    name: "typed-bullet",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a list has no bullets typed by hand",
    documentation: include_str!("typed_bullet.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// A sign at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BulletSign {
    /// '•' and its like, which are nothing but bullets.
    Bullet,
    /// A dash, which may also stand in a sentence.
    Dash,
    /// The letter o, as Word's round bullet arrives.
    Round,
    /// '(a)', 'a)' or '2)': the place in the order.
    Counted(u32),
}

impl BulletSign {
    /// Whether one line is enough to be certain.
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

/// A line that begins with a mark: where the mark stands, with the space behind it, and where its first text ends.
#[derive(Clone, Copy)]
struct BulletLine {
    mark: BulletSign,
    range: TextRange,
    end: u32,
    place: BulletPlace,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BulletPlace {
    /// The first line of a paragraph that is in nothing else.
    Begins,
    /// A further line of such a paragraph.
    Continues,
    /// The first line of an item of a list: it has two bullets.
    Item,
    /// Within a quote or an item.
    Inside,
}

/// Lines with marks that follow one another.
#[derive(Default)]
struct BulletRun {
    lines: Vec<BulletLine>,
    /// The node behind the last paragraph.
    next: NodeId,
    /// Whether other lines stand between or behind them, so that nobody can tell where an item ends.
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
            // An item without blank lines around it has its text right below it.
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

/// Looks at the lines of a paragraph.
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
                    // A further bullet in the line stands for a line of its own.
                    run.unclear |= document.text(child, subject.text()).chars().skip(1).any(|letter| letter == '•');
                    run.lines.push(BulletLine { mark, range, end: document.node(child).range.end, place });
                }
                // The second line of an item.
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
            // A list within an item has lines of its own.
            NodeKind::BulletList | NodeKind::NumberedList | NodeKind::Paragraph => break,
            _ => {}
        }
    }
    run.next = end;
}

/// The mark at the start of a text.
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
            // Numbers and letters are never one list.
            BulletSign::Counted(number + 1000)
        }
        _ => return None,
    };
    length += text[length..].len() - text[length..].trim_start_matches([' ', '\t', '\u{a0}']).len();
    let start = document.node(id).range.start as usize;
    // A sign with a stroke before it stands as a sign on purpose.
    if start > 0 && subject.text().as_bytes().get(start - 1) == Some(&b'\\') && mark != BulletSign::Bullet {
        return None;
    }
    let range = TextRange::new(start, start + length);
    let is_written = range.of(subject.text()).starts_with(letter);
    Some((mark, if is_written { range } else { document.node(id).range }))
}

/// Reports a run that is certain, and begins anew.
fn finish(subject: &ManuscriptContext<'_>, run: &mut BulletRun, findings: &mut Findings<'_>) {
    let BulletRun { lines, unclear, .. } = std::mem::take(run);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return };
    if lines.len() < 2 && !first.mark.is_certain() {
        return;
    }
    // An ordinary sentence may go on after a dash in its next line: lines of dashes belong together from the start.
    let ch = first.range.of(subject.text()).trim();
    let span = subject.span(TextRange { start: first.range.start, end: last.end });
    let (message, help) = match (first.mark, first.place) {
        (_, BulletPlace::Item) => (
            format!(
                "This list has its bullets twice: '{ch}' is typed behind the '- '. Readers see both, and screen readers read both."
            ),
            "Take the typed signs out, and leave the '- ' before each line.",
        ),
        (BulletSign::Counted(_), _) => (
            format!(
                "These lines are counted by hand ('{ch}'). They run together into one paragraph, and screen readers do not say that there is a list."
            ),
            "Begin each line with '1. ', '2. ' and so on, with a blank line before the first.",
        ),
        _ => (
            format!(
                "The sign '{ch}' is typed here to make a list. The lines run together into one paragraph, and screen readers do not say that there is a list."
            ),
            "Begin each line with '- ' instead, with a blank line before the first.",
        ),
    };
    let added = findings.add(span, message, help);
    // Paragraphs that each begin with a dash may be what people say to one another.
    let spoken = first.mark == BulletSign::Dash && lines.iter().skip(1).any(|line| line.place == BulletPlace::Begins);
    if unclear || spoken {
        return;
    }
    let edits: Option<Vec<(TextRange, &str)>> =
        lines.iter().enumerate().map(|(number, line)| edit(subject, line, number == 0)).collect();
    let _ = edits.unwrap_or_default().into_iter().fold(added, |added, (range, text)| added.fixed_by(range, text));
}

/// What makes an item of a line, where that is certain.
fn edit(subject: &ManuscriptContext<'_>, line: &BulletLine, is_first: bool) -> Option<(TextRange, &'static str)> {
    let text = subject.text();
    let starts_as_written = line.range.end <= line.end && !line.range.of(text).contains('&');
    if matches!(line.mark, BulletSign::Counted(_)) || !starts_as_written {
        return None;
    }
    // A stroke at the end of a line would be shown at the end of an item.
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
    use crate::check::test_support::{fixed, found};

    #[test]
    fn runs_are_found_and_mended() {
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
            assert_eq!(fixed(&RULE, text), good, "{text}");
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not_mended() {
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
            assert_eq!(fixed(&RULE, text), text, "{text}");
        }
    }

    #[test]
    fn good_lines_are_left_alone() {
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

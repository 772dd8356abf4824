//! `bold-as-heading`: a heading should be written as one, not as bold text.

use crate::check::headings::trimmed;
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::same_words::has_words;
use crate::diagnostic::Severity;
use crate::markdown::{Document, NodeId, NodeKind};

pub static RULE: Rule = Rule {
    name: "bold-as-heading",
    severity: Severity::Warning,
    group: RuleGroup::Structure,
    summary: "a heading should not be written as bold text",
    documentation: include_str!("bold_as_heading.md"),
    locked: false,
    scope: Scope::Manuscript(check),
};

/// A heading is short; longer bold text is a sentence that is emphasised.
const MAX_WORDS: usize = 12;
/// Text with more digits is a telephone number or a date.
const MAX_DIGITS: usize = 4;
/// The first words of instructions and statements, which are not headings.
const TELLING: &[&str] = &[
    "do",
    "don't",
    "don’t",
    "never",
    "always",
    "if",
    "please",
    "call",
    "phone",
    "ring",
    "dial",
    "contact",
    "tell",
    "ask",
    "stop",
    "take",
    "keep",
    "remember",
    "note",
    "important",
    "warning",
    "caution",
    "urgent",
    "go",
    "see",
    "you",
    "avoid",
    "use",
    "bring",
    "make",
    "check",
    "only",
    "we",
    "it",
    "this",
    "these",
    "there",
    "they",
    "your",
    "for",
    "no",
    "not",
];
/// The last words of a lead-in to a list.
const LEADING: &[&str] = &[
    "if", "should", "can", "must", "to", "are", "is", "include", "includes", "when", "may", "will", "not", "by", "have",
];

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let text = subject.text();
    let mut top = document.top().peekable();
    let mut level = 1;
    while let Some(id) = top.next() {
        match document.node(id).kind {
            NodeKind::Heading(found) => level = found,
            NodeKind::Paragraph => {
                let next = top.peek().map(|next| document.node(*next).kind);
                let is_followed = matches!(
                    next,
                    Some(
                        NodeKind::Paragraph
                            | NodeKind::BulletList
                            | NodeKind::NumberedList
                            | NodeKind::Definitions
                            | NodeKind::Quote
                    )
                );
                // Two successive bold lines are not a heading with text, but an address or a notice.
                if is_followed
                    && let Some(words) = bold_line(document, id, text)
                    && next_is_plain(document, top.peek().copied())
                    && is_heading(&words)
                {
                    let range = trimmed(text, document.node(id).range);
                    let chars = &"####"[..usize::from(level + 1).clamp(2, 4)];
                    findings.add(
                        subject.span(range),
                        format!("'{}' looks like a heading, but is only bold. Readers who listen to the page do not find it among the headings.", words.trim()),
                        format!("Remove the asterisks and write '{chars} ' before it: '{chars} {}'.", words.trim().trim_end_matches(':')),
                    );
                }
            }
            _ => {}
        }
    }
}

/// The words of a paragraph that consists of bold text only.
fn bold_line(document: &Document, paragraph: NodeId, text: &str) -> Option<String> {
    let mut bold = None;
    for id in document.children(paragraph) {
        match document.node(id).kind {
            NodeKind::Strong if bold.is_none() => bold = Some(id),
            NodeKind::Emphasis if bold.is_none() && is_only(document, id, NodeKind::Strong) => bold = Some(id),
            NodeKind::Text if !has_words(document.text(id, text)) => {}
            _ => return None,
        }
    }
    let bold = bold?;
    let plain = document
        .descendants(bold)
        .all(|id| matches!(document.node(id).kind, NodeKind::Text | NodeKind::Emphasis | NodeKind::Strong));
    // Punctuation after the bold words, such as a colon, belongs to them.
    plain.then(|| document.plain_text(paragraph, text))
}

fn next_is_plain(document: &Document, next: Option<NodeId>) -> bool {
    next.is_some_and(|next| {
        document.node(next).kind != NodeKind::Paragraph || !is_only(document, next, NodeKind::Strong)
    })
}

/// Whether a node has a single child, which is of this kind.
fn is_only(document: &Document, id: NodeId, kind: NodeKind) -> bool {
    let mut children = document.children(id);
    children.next().is_some_and(|id| document.node(id).kind == kind) && children.next().is_none()
}

/// Whether words look like a heading.
fn is_heading(text: &str) -> bool {
    let text = text.trim();
    let mut words = text.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let Some(first) = words.next() else { return false };
    let last = words.clone().next_back().unwrap_or(first);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_one_of = |word: &str, list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_question = text.ends_with('?');
    has_words(text)
        && words.count() < MAX_WORDS
        && digits <= MAX_DIGITS
        && !text.ends_with(['.', '!', ',', ';', '…', ')'])
        && !text.contains(['@', '/'])
        && (is_question || !is_one_of(first, TELLING))
        && !(text.ends_with(':') && is_one_of(last, LEADING))
        && !text.starts_with("Table")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::test_support::found;

    #[test]
    fn short_bold_lines_above_text_are_headings() {
        for (line, follows) in [
            ("**Side effects**", "Text."),
            ("**What are the risks?**", "- one"),
            ("__Side effects__:", "Text."),
            ("**Common side effects:**", "* one"),
            ("**Do I need to do anything?**", "Text."),
            ("***After your operation***", "1. one"),
        ] {
            assert_eq!(found(&RULE, &format!("{line}\n\n{follows}\n")), [line], "{line}");
        }
    }

    #[test]
    fn bold_text_is_not_always_a_heading() {
        for good in [
            "**Do not drink alcohol.**\n\nText.\n",
            "**Do not drink alcohol**\n\nText.\n",
            "**Call 999 now**\n\nText.\n",
            "**01632 960123**\n\nText.\n",
            "**Ward 7: 01632 960123**\n\nText.\n",
            "**team@example.org**\n\nText.\n",
            "**[Side effects](a.md)**\n\nText.\n",
            "**Side effects**\nText.\n",
            "**Side effects** may come.\n\nText.\n",
            "**Side effects**\n",
            "**Side effects**\n\n## More\n",
            "**Example Hospital**\n\n**Example Street**\n",
            "**You should:**\n\n- rest\n",
            "**Your doctor will tell you to:**\n\n- rest\n",
            "**The symptoms include:**\n\n- pain\n",
            "**Doses for adults**\n\n| a | b |\n|---|---|\n| c | d |\n",
            "- **Side effects**\n\n  Text.\n",
            "> **Side effects**\n>\n> Text.\n",
            "**Important**\n\nText.\n",
            "****\n\nText.\n",
            "**A text of more than twelve words is a sentence and it is no heading**\n\nText.\n",
            "Text.\n\n**Side effects**\n\n---\n",
        ] {
            assert!(found(&RULE, good).is_empty(), "{good}");
        }
    }
}

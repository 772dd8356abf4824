//! `dont-without-do-not`: in a list of what not to do, each bullet should say so itself.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{NodeId, NodeKind, callout};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "dont-without-do-not",
    severity: Severity::Warning,
    group: RuleGroup::Safety,
    summary: "in a list of what not to do, each bullet should begin with 'do not'",
    documentation: include_str!("dont_without_do_not.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Beginnings of bullets that say by themselves that something must not be done.
const SAYS_NO: &[&str] = &[
    "do not",
    "don't",
    "never",
    "no ",
    "not ",
    "avoid",
    "stop",
    "cannot",
    "try not",
    "you must not",
    "you should not",
    "you cannot",
    "you can't",
    "must not",
    "should not",
    "please do not",
    "please don't",
    "under no",
];
/// Headings above a list of what not to do.
const HEADINGS: &[&str] = &["don't", "do not", "don'ts", "donts", "dont"];
/// Lines before such a list that say only that. 'Do not take it if you' is not one: the bullets complete the sentence.
const LINES: &[&str] = &[
    "don't",
    "do not",
    "don'ts",
    "you should not",
    "you must not",
    "you shouldn't",
    "you mustn't",
    "things you should not do",
    "things not to do",
    "things you must not do",
    "please do not",
    "please don't",
    "what you should not do",
    "what not to do",
];
/// Verbs that can follow 'do not'.
static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("data/verbs.txt").lines().collect());

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let document = &subject.manuscript.document;
    let mut before: Option<NodeId> = None;
    let (mut id, mut quote, mut list_end) = (0, None::<(usize, bool)>, 0);
    while let Some(node) = document.nodes().get(id) {
        if quote.is_some_and(|(end, _)| id >= end) {
            (quote, before) = (None, None);
        }
        match node.kind {
            NodeKind::Quote if quote.is_none() => {
                let mark = callout(document, id, subject.text());
                let is_dont = mark.is_some_and(|mark| {
                    ["dont", "do-not", "donts", "don-t"].iter().any(|name| name.eq_ignore_ascii_case(mark.name))
                });
                quote = Some((document.descendants(id).end, is_dont));
                before = None;
                id += 1;
                continue;
            }
            NodeKind::BulletList if id >= list_end => {
                list_end = document.descendants(id).end;
                let in_callout = quote.is_some_and(|(_, is_dont)| is_dont);
                if let Some(certain) = in_callout.then_some(true).or_else(|| says_not(subject, before?)) {
                    bullets(subject, findings, id, certain);
                }
            }
            _ => {}
        }
        before = Some(id);
        id = document.descendants(id).end;
    }
}

/// `Some` if a heading or line says only 'do not'; true if 'do not' can be added to the bullets below it.
fn says_not(subject: &ManuscriptContext<'_>, block: NodeId) -> Option<bool> {
    let document = &subject.manuscript.document;
    let node = document.node(block);
    let is_heading = matches!(node.kind, NodeKind::Heading(_));
    // Nearly all blocks are longer than any of these lines.
    if !(is_heading || node.kind == NodeKind::Paragraph) || node.range.end - node.range.start > 60 {
        return None;
    }
    let words = document.plain_text(block, subject.text()).trim().to_lowercase().replace('’', "'");
    let words = words.trim_end_matches([':', '.', '!', ' ']);
    if HEADINGS.contains(&words) {
        return Some(is_heading);
    }
    LINES.contains(&words).then_some(false)
}

fn bullets(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>, list: NodeId, certain: bool) {
    let document = &subject.manuscript.document;
    for item in document.children(list) {
        let text = document.descendants(item).find(|id| document.node(*id).kind == NodeKind::Text);
        let Some(text) = text else { continue };
        let range = document.node(text).range;
        let written = document.plain_text(item, subject.text()).trim_start().to_lowercase().replace('’', "'");
        if SAYS_NO.iter().any(|start| written.starts_with(start)) || !written.starts_with(char::is_alphabetic) {
            continue;
        }
        let source = range.of(subject.text());
        let first = source.split(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default();
        if first.is_empty() {
            continue;
        }
        let place = TextRange { start: range.start, end: range.start + first.len() as u32 };
        let lower = first.to_lowercase();
        let whole = written.split_whitespace().count() <= 5;
        let example = written.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
        let example = format!("{}{}", example.trim_end_matches(['.', ',', ';']), if whole { "" } else { " ..." });
        let (help, is_verb) = match VERBS.contains(lower.as_str()) {
            true => (format!("Begin it with 'do not': 'do not {example}'."), true),
            false => ("Begin it with 'do not', for example 'do not drive'.".to_owned(), false),
        };
        let added = findings.add(
            subject.span(place),
            "This bullet is in a list of what not to do, but does not say so itself. A screen reader may read it out alone, and it then says the opposite.",
            format!("{help} First make sure that it belongs in this list."),
        );
        // 'Do not' makes sense only before a verb, not before 'alcohol'.
        if certain && is_verb {
            let is_name = first.chars().skip(1).any(char::is_uppercase);
            added.fixed_by(place, format!("do not {}", if is_name { first } else { &lower }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_lower_case() {
        for text in SAYS_NO.iter().chain(HEADINGS).chain(LINES).chain(VERBS.iter()) {
            assert_eq!(*text, text.to_lowercase());
        }
    }
}

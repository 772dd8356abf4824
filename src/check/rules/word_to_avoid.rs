//! `word-to-avoid`: a word with a plainer alternative should be avoided.

use crate::check::explanation::{is_explained, is_in_link, is_in_name, is_own_word};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::vocabulary::{VOCABULARY, WordList};
use crate::diagnostic::Severity;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "word-to-avoid",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a word with a plainer alternative should be avoided",
    documentation: include_str!("word_to_avoid.md"),
    locked: false,
    scope: Scope::English(check),
};

/// How a word is used in this text.
#[derive(Clone, Copy)]
enum WordUse {
    NotYet,
    /// It is the subject of the leaflet, or the text explains it.
    IsRight,
    /// The range of its first occurrence, and the number of occurrences.
    At(TextRange, usize),
}

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut seen: Vec<WordUse> = Vec::new();
    for hit in subject.hits() {
        let term = VOCABULARY.term(*hit);
        if term.list != WordList::ToAvoid {
            continue;
        }
        if seen.is_empty() {
            seen.resize(VOCABULARY.terms.len(), WordUse::NotYet);
        }
        let seen = &mut seen[hit.term as usize];
        let is_right =
            || is_in_name(prose, hit.range) || is_quoted(prose.text(), hit.range) || is_in_link(subject, hit.range);
        match seen {
            WordUse::IsRight => {}
            _ if is_right() => {}
            WordUse::At(_, count) => *count += 1,
            WordUse::NotYet => {
                let is_known = is_own_word(subject, prose.part(hit.range)) || is_bracketed(prose.text(), hit.range);
                let is_explained = || term.may_be_explained && is_explained(prose, hit.range, &term.plain);
                *seen = if is_known || is_explained() { WordUse::IsRight } else { WordUse::At(hit.range, 1) };
            }
        }
    }
    for (term, seen) in VOCABULARY.terms.iter().zip(seen) {
        let WordUse::At(range, count) = seen else { continue };
        let written = prose.part(range);
        let times = if count > 1 { format!(" It appears in this text {count} times.") } else { String::new() };
        let plain: Vec<_> = term.plain.iter().map(|plain| format!("'{plain}'")).collect();
        let form = if written.eq_ignore_ascii_case(&term.word) { "" } else { ", in the right form" };
        findings.add(
            subject.span_of_prose(range),
            format!("'{written}' {}.{times}", term.why),
            format!("Write {} instead{form}.", plain.join(" or ")),
        );
    }
}

/// Whether a word is in quotation marks, so the text is about the word itself.
fn is_quoted(text: &str, range: TextRange) -> bool {
    let before = text.get(..range.start as usize).and_then(|text| text.chars().next_back());
    let after = text.get(range.end as usize..).and_then(|text| text.chars().next());
    matches!(before, Some('“' | '‘' | '"' | '\'')) && matches!(after, Some('”' | '’' | '"' | '\''))
}

/// Whether a word is alone in brackets, after a plain word.
fn is_bracketed(text: &str, range: TextRange) -> bool {
    let before = text.get(..range.start as usize).is_some_and(|text| text.ends_with('('));
    before && text.get(range.end as usize..).is_some_and(|text| text.starts_with(')'))
}

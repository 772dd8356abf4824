//! `hard-word`: a medical word should be explained.

use crate::check::explanation::{is_explained, is_in_link, is_in_name, is_in_title};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::vocabulary::{VOCABULARY, WordList};
use crate::diagnostic::Severity;
use crate::markdown::PassageKind;

pub static RULE: Rule = Rule {
    name: "hard-word",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a medical word should be explained",
    documentation: include_str!("hard_word.md"),
    locked: false,
    scope: Scope::English(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut done: Vec<bool> = Vec::new();
    for hit in subject.hits() {
        let term = VOCABULARY.term(*hit);
        if term.list != WordList::Hard {
            continue;
        }
        if done.is_empty() {
            done.resize(VOCABULARY.terms.len(), false);
        }
        let done = &mut done[hit.term as usize];
        // A word in a heading is explained below it, if at all.
        let is_head = |kind| matches!(kind, PassageKind::Heading(_) | PassageKind::HeaderCell);
        if *done
            || prose.passage_at(hit.range.start).is_some_and(|passage| is_head(passage.kind))
            || is_in_name(prose, hit.range)
        {
            continue;
        }
        *done = true;
        let written = prose.part(hit.range);
        let glossary = subject.world.glossary;
        if is_explained(prose, hit.range, &term.plain)
            || is_in_title(subject, written)
            || is_in_title(subject, &term.word)
            || is_in_link(subject, hit.range)
            || glossary.find(written).is_some()
            || glossary.find(&term.word).is_some()
        {
            continue;
        }
        let plain = term.plain.first().map(String::as_str).unwrap_or_default();
        findings.add(
            subject.span_of_prose(hit.range),
            format!("'{written}' is a hard word, and nothing nearby says what it means. A patient who does not know it cannot follow."),
            format!("Use plain words ('{plain}'). If patients will come across the hard word again, add it in brackets. Or explain it in 'content/glossary.yaml'."),
        );
    }
}

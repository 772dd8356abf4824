//! `long-sentence`: a sentence should be short.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{PassageKind, Word};

pub static RULE: Rule = Rule {
    name: "long-sentence",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a sentence should have no more than 20 words",
    documentation: include_str!("long_sentence.md"),
    locked: false,
    scope: Scope::English(check),
};

/// NHS digital service manual: sentences of up to 20 words.
const MAX_WORDS: usize = 20;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in prose.passages() {
        if matches!(passage.kind, PassageKind::Heading(_) | PassageKind::Term | PassageKind::HeaderCell)
            || prose.words(passage).len() <= MAX_WORDS
        {
            continue;
        }
        for sentence in prose.sentences(passage) {
            let words = prose.words_in(sentence);
            if words.len() > MAX_WORDS && !is_list_of_names(words) {
                findings.add(
                    subject.span_of_prose(sentence.range),
                    format!(
                        "This sentence has {} words. With more than {MAX_WORDS}, many readers lose the thread, especially when they are ill or worried.",
                        words.len()
                    ),
                    "Split it into two sentences, or turn it into a list.",
                );
            }
        }
    }
}

/// Whether most words are names or numbers, as in a postal address or a book title, which are not sentences.
fn is_list_of_names(words: &[Word]) -> bool {
    let names = words.iter().filter(|word| word.has_upper() || word.has_digit()).count();
    names * 2 > words.len()
}

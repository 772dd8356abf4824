//! `long-paragraph`: a paragraph should be short.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::PassageKind;

pub static RULE: Rule = Rule {
    name: "long-paragraph",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "a paragraph should have no more than 3 sentences",
    documentation: include_str!("long_paragraph.md"),
    locked: false,
    scope: Scope::English(check),
};

/// NHS digital service manual: paragraphs of up to 3 sentences.
const MAX_SENTENCES: usize = 3;
/// Four very short sentences do not look long on a page. 50 words are about 3 sentences of 17 words.
const MIN_WORDS: usize = 50;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in prose.passages().iter().filter(|passage| passage.kind == PassageKind::Paragraph) {
        let sentences = prose.sentences(passage).len();
        if sentences <= MAX_SENTENCES || prose.words(passage).len() < MIN_WORDS {
            continue;
        }
        // Lines with forced breaks, such as those of an address, are not sentences.
        if prose.part(passage.range).trim().contains('\n') {
            continue;
        }
        findings.add(
            subject.span_of_prose(passage.range),
            format!(
                "This paragraph has {sentences} sentences. A block of more than {MAX_SENTENCES} looks long on a phone, and readers skip it."
            ),
            "Begin a new paragraph where a new thought begins, or turn it into a list.",
        );
    }
}

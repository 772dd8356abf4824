//! `shouting`: words should not be written in capitals for emphasis.

use crate::check::capitals::{is_ordinary, is_stressed};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{PassageKind, Prose, Word};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "shouting",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "words should not be written in capitals",
    documentation: include_str!("shouting.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Words of at least this many letters are not abbreviations.
const MAX_ABBREVIATION_CHARS: usize = 7;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    let is_capitals = |word: &Word| word.is_capitals() && !word.has_digit();
    let mut capitals = prose.words_with_capital().filter(|(_, word)| is_capitals(word)).peekable();
    for passage in prose.passages() {
        // Most passages have no such word.
        while capitals.next_if(|(_, word)| word.range.start < passage.range.start).is_some() {}
        let is_here = capitals.peek().is_some_and(|(_, word)| word.range.start < passage.range.end);
        if !is_here || matches!(passage.kind, PassageKind::Heading(_)) {
            continue;
        }
        let words = prose.words(passage);
        let mut at = 0;
        while at < words.len() {
            if !is_capitals(&words[at]) {
                at += 1;
                continue;
            }
            let end = words[at..].iter().position(|word| !is_capitals(word)).map_or(words.len(), |length| at + length);
            if let Some(range) = shouted(prose, &words[at..end], words) {
                report(subject, range, findings);
            }
            at = end;
        }
    }
}

fn report(subject: &ManuscriptContext<'_>, range: TextRange, findings: &mut Findings<'_>) {
    let written = subject.prose().part(range);
    let quoted = match written.char_indices().nth(60) {
        Some((end, _)) => format!("{} ...", &written[..end]),
        None => written.to_owned(),
    };
    findings.add(
        subject.span_of_prose(range),
        format!("'{quoted}' is written in capitals. Capitals are harder to read, and a screen reader may spell them out letter by letter."),
        "Write it in small letters. To emphasise it, make it bold with two asterisks on each side: '**do not**'.",
    );
}

/// The part of a run of words in capitals that is written so for emphasis, if any.
fn shouted(prose: &Prose, run: &[Word], passage: &[Word]) -> Option<TextRange> {
    let part = |word: &Word| prose.part(word.range);
    let letters = |word: &Word| part(word).chars().filter(|ch| ch.is_alphabetic()).count();
    // 'A' and 'I' say nothing about the case of the words around them.
    let single = |word: &Word| letters(word) < 2;
    let start = run.iter().position(|word| !single(word))?;
    let end = run.iter().rposition(|word| !single(word))? + 1;
    let run = &run[start..end];
    let (first, last) = (run.first()?, run.last()?);
    let range = TextRange { start: first.range.start, end: last.range.end };
    let ordinary = run
        .iter()
        .filter(|word| single(word) || letters(word) >= MAX_ABBREVIATION_CHARS || is_ordinary(part(word)))
        .count();
    let is_mostly_ordinary = ordinary * 2 > run.len();
    let has = |length| run.iter().filter(|word| letters(word) >= length).count();
    if has(3) >= 2 && has(4) >= 1 && is_mostly_ordinary {
        return Some(range);
    }
    // 'Do NOT drive': emphasis in a sentence that is otherwise in small letters.
    let stressed = run.iter().find(|word| is_stressed(part(word)))?;
    if !passage.iter().any(|word| word.has_lower()) {
        return None;
    }
    Some(if ordinary == run.len() { range } else { stressed.range })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    fn found(text: &str) -> Vec<String> {
        let prose = Prose::of(&parse(text, 0), text);
        let mut found = Vec::new();
        for passage in prose.passages() {
            let words = prose.words(passage);
            for run in words.chunk_by(|a, b| a.is_capitals() == b.is_capitals()) {
                if run[0].is_capitals() {
                    found.extend(shouted(&prose, run, words).map(|range| prose.part(range).to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn emphasised_words_are_distinguished_from_abbreviations() {
        assert_eq!(found("You should DO NOT DRIVE today."), ["DO NOT DRIVE"]);
        assert_eq!(found("Do NOT drive. You MUST stop."), ["NOT", "MUST"]);
        assert_eq!(found("PLEASE READ THIS LEAFLET CAREFULLY"), ["PLEASE READ THIS LEAFLET CAREFULLY"]);
        assert_eq!(found("Please DO NOT take it"), ["DO NOT"]);
        assert_eq!(found("The NHS MUST help"), ["MUST"]);
        for quiet in [
            "The NHS and CAMHS teams",
            "An MRI or CT scan",
            "NHS BSL",
            "COPD NICE guideline",
            "IMPORTANT",
            "Call NHS 111",
            "I am here",
            "HIV AIDS",
            "MRSA MSSA tests",
            "A GP",
            "Vitamin B12",
            "Take 2 TABS",
            "The WHO says",
            "药 药",
        ] {
            assert_eq!(found(quiet), [""; 0], "{quiet}");
        }
    }
}

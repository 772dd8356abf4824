//! Which changed sentences need a close look: those with other numbers, medicines, sides, times, duties or warnings, or
//! with words that reverse the meaning.
//!
//! A mark draws attention. A sentence without one may still have another meaning, so nothing is ever called harmless.

mod medicines;
mod tokens;
mod words;

use super::entry::{Risk, RiskFlags, SentencePart};
use crate::text::phone;
use medicines::are_confused;
use tokens::{RiskToken, tokens_of};
use words::CHOICES;

/// The flags of a sentence. Words that only moved count if their order matters.
pub(super) fn of(parts: &[SentencePart]) -> RiskFlags {
    let (before, after) = (words_of(parts, true), words_of(parts, false));
    of_change(&before, &after).with_all(negations(parts))
}

/// The flags of a text that replaces another one.
pub fn of_change(before: &str, after: &str) -> RiskFlags {
    let mut flags = RiskFlags::default();
    if phone::all_in(before) != phone::all_in(after) {
        flags = flags.with(Risk::Phone);
    }
    let (before, after) = (tokens_of(&without_phones(before)), tokens_of(&without_phones(after)));
    for risk in Risk::OF_WORDS {
        let differs = |is_wanted: &dyn Fn(&RiskToken) -> bool| {
            let of = |tokens: &[RiskToken]| -> Vec<String> {
                let own = tokens.iter().filter(|token| token.risk == risk && is_wanted(token));
                own.map(|token| token.word.clone()).collect()
            };
            of(&before) != of(&after)
        };
        // 'You can' and 'You may' mean the same, and 'can' alone allows nothing.
        if differs(&|token| !token.is_weak) && differs(&|_| true) {
            flags = flags.with(risk);
        }
    }
    if CHOICES.iter().any(|choice| is_other_choice(choice, &before, &after)) {
        flags = flags.with(Risk::Choice);
    }
    if flags.has(Risk::Medicine) && are_confused(&only(&before, &after), &only(&after, &before)) {
        flags = flags.with(Risk::ConfusedMedicines);
    }
    flags
}

/// The words of a sentence before or after its change.
fn words_of(parts: &[SentencePart], is_before: bool) -> String {
    let words = parts.iter().filter_map(|part| match part {
        SentencePart::Same(text) => Some(text.as_str()),
        SentencePart::Removed(text) => is_before.then_some(text.as_str()),
        SentencePart::Added(text) => (!is_before).then_some(text.as_str()),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A 'not' in another place of a sentence may deny something else, so each changed passage is compared by itself.
fn negations(parts: &[SentencePart]) -> RiskFlags {
    let is_same = |part: &SentencePart| matches!(part, SentencePart::Same(_));
    let is_changed = parts.split(is_same).any(|passage| {
        let of = |is_before| -> Vec<String> {
            let tokens = tokens_of(&words_of(passage, is_before)).into_iter();
            tokens.filter(|token| token.risk == Risk::Negation).map(|token| token.word).collect()
        };
        of(true) != of(false)
    });
    if is_changed { RiskFlags::default().with(Risk::Negation) } else { RiskFlags::default() }
}

/// Whether a word was replaced by another one of a group such as 'and' and 'or'. One that merely came or went is part of
/// a longer or shorter text.
fn is_other_choice(choice: &[&str], before: &[RiskToken], after: &[RiskToken]) -> bool {
    let of = |tokens: &[RiskToken]| -> Vec<String> {
        let words = tokens.iter().filter(|token| token.risk == Risk::Choice).map(|token| token.word.clone());
        words.filter(|word| choice.contains(&word.as_str())).collect()
    };
    let (before, after) = (of(before), of(after));
    before.len() == after.len() && before != after
}

/// The medicines of a text that another text does not name.
fn only(these: &[RiskToken], others: &[RiskToken]) -> Vec<String> {
    let is_medicine = |token: &&RiskToken| token.risk == Risk::Medicine;
    let is_new = |token: &&RiskToken| others.iter().all(|other| other.word != token.word);
    these.iter().filter(is_medicine).filter(is_new).map(|token| token.word.clone()).collect()
}

/// A text without its telephone numbers, which are compared by themselves.
fn without_phones(text: &str) -> String {
    phone::find_in(text).iter().fold(text.to_owned(), |rest, number| rest.replacen(number.range.of(text), " ", 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::difference::compare::word_parts;

    fn flags(text: &str) -> RiskFlags {
        of(&[SentencePart::Same("Do not take 5".to_owned()), SentencePart::Removed(text.to_owned())])
    }

    #[test]
    fn only_removed_and_added_words_count() {
        for (risk, texts) in [
            (Risk::Negation, &["NOT", "don’t", "don't,", "(never)", "without"][..]),
            (Risk::Number, &["5", "5mg", "٥", "½", "Twice", "twenty-one", "mg.", "°"]),
            (Risk::Direction, &["more", "Reduce"]),
            (Risk::Medicine, &["Ibuprofen", "co-codamol,", "examplemab"]),
            (Risk::Time, &["Mondays"]),
        ] {
            for text in texts {
                assert_eq!(flags(text), RiskFlags::default().with(risk), "{text}");
            }
        }
        assert_eq!(flags("Note the knot and another notion"), RiskFlags::default());
        assert_eq!(flags("01632 960123"), RiskFlags::default().with(Risk::Phone));
    }

    #[test]
    fn a_dose_without_its_point_is_marked() {
        assert!(of_change("Take 2.5ml.", "Take 25ml.").has(Risk::Number));
        assert_eq!(of_change("Take 2.5ml.", "Take 2.5 millilitres."), RiskFlags::default());
    }

    #[test]
    fn medicines_that_are_often_confused_are_named_as_such() {
        let flags = of_change("Take clobazam.", "Take clonazepam.");
        assert!(flags.has(Risk::ConfusedMedicines));
        assert!(!of_change("Take clobazam.", "Take aspirin.").has(Risk::ConfusedMedicines));
    }

    /// The changes of a fixture: `before -> after`.
    fn changes(fixture: &str) -> Vec<(&str, &str)> {
        let lines = fixture.lines().filter(|line| !line.starts_with('#'));
        let changes: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(" -> ")).collect();
        assert_eq!(changes.len(), 60);
        changes
    }

    fn is_marked((before, after): &(&str, &str)) -> bool {
        of(&word_parts(before, after)).any()
    }

    #[test]
    fn every_change_that_can_harm_is_marked() {
        let unmarked: Vec<_> =
            changes(include_str!("risk_flags/harmful_changes.txt")).into_iter().filter(|it| !is_marked(it)).collect();
        assert!(unmarked.is_empty(), "{unmarked:#?}");
    }

    #[test]
    fn few_harmless_rewordings_are_marked() {
        let marked: Vec<_> = changes(include_str!("risk_flags/harmless_rewordings.txt"))
            .into_iter()
            .filter(is_marked)
            .map(|(before, after)| (before, after, of_change(before, after).words()))
            .collect();
        assert!(marked.len() <= 10, "{}: {marked:#?}", marked.len());
    }
}

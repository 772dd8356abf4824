//! Which changed sentences need close attention: those with changed numbers or doses, or with words that reverse the
//! meaning.

use super::entry::{RiskFlags, SentencePart};
use crate::text::units;

/// Words that reverse the meaning of a sentence, or restrict it.
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "none", "nor", "neither", "nobody", "nothing", "nowhere", "cannot", "without", "unless",
    "except", "only", "avoid", "stop", "refuse", "nid", "dim", "peidiwch", "byth",
];

/// Amounts in words. Units are in [`units`].
const AMOUNTS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "half",
    "quarter", "double", "once", "twice", "more", "less", "fewer",
];

/// The flags of a sentence; only removed and added words count.
pub(super) fn of(parts: &[SentencePart]) -> RiskFlags {
    let mut touches = RiskFlags::default();
    for part in parts {
        if matches!(part, SentencePart::Same(_)) {
            continue;
        }
        for word in part.text().split_whitespace() {
            touches.number |= is_amount(word);
            touches.negation |= is_negation(word);
        }
    }
    touches
}

fn is_amount(word: &str) -> bool {
    word.chars().any(|ch| ch.is_numeric() || ch == '%')
        || pieces(word).any(|piece| AMOUNTS.contains(&&*piece) || units::is_unit(&piece))
}

fn is_negation(word: &str) -> bool {
    // "don't", with either apostrophe.
    let lower = word.to_lowercase().replace('’', "'");
    let bare = lower.trim_matches(|ch: char| !ch.is_alphanumeric());
    bare.ends_with("n't") || bare == "dont" || pieces(word).any(|piece| NEGATIONS.contains(&&*piece))
}

/// The words within a token: `and/or`, `twenty-one`.
fn pieces(word: &str) -> impl Iterator<Item = String> {
    word.split(|ch: char| !ch.is_alphanumeric()).filter(|piece| !piece.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_removed_and_added_words_count() {
        let touches =
            |text: &str| of(&[SentencePart::Same("Do not take 5".to_owned()), SentencePart::Removed(text.to_owned())]);
        for text in ["NOT", "don’t", "don't,", "(never)", "and/or no", "without"] {
            assert_eq!(touches(text), RiskFlags { negation: true, number: false }, "{text}");
        }
        for text in ["5", "5mg", "٥", "½", "Twice", "twenty-one", "mg.", "01632", "more"] {
            assert_eq!(touches(text), RiskFlags { negation: false, number: true }, "{text}");
        }
        assert_eq!(touches("Note the knot and another notion"), RiskFlags::default());
    }
}

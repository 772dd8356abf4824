//! Words in capitals: which are shouted, and which are abbreviations.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Ordinary words, in lower case, that are sometimes written in capitals.
static ORDINARY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("rules/data/ordinary-words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Words that authors put in capitals for emphasis within an otherwise ordinary sentence.
const STRESSED: &[&str] = &[
    "NOT",
    "MUST",
    "NEVER",
    "ALWAYS",
    "ONLY",
    "DON'T",
    "DON’T",
    "CANNOT",
    "CAN'T",
    "CAN’T",
    "VERY",
    "BEFORE",
    "AFTER",
    "IMPORTANT",
    "WARNING",
    "URGENT",
    "URGENTLY",
    "IMMEDIATELY",
    "PLEASE",
    "EVERY",
    "BOTH",
    "WITHOUT",
    "EXCEPT",
    "UNLESS",
    "UNTIL",
    "IMMEDIATE",
];

/// Whether a word in capitals is capitalised for emphasis: 'Do NOT drive'.
pub fn is_stressed(word: &str) -> bool {
    STRESSED.contains(&word)
}

/// Whether a word in capitals is an ordinary word rather than an abbreviation.
pub fn is_ordinary(word: &str) -> bool {
    is_stressed(word) || ORDINARY.contains(word.to_lowercase().as_str())
}

/// Whether a word in capitals is a Roman numeral up to 39, as in 'factor VIII'.
pub fn is_roman(word: &str) -> bool {
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    !word.is_empty()
        && units.contains(&word.trim_start_matches('X'))
        && word.len() - word.trim_start_matches('X').len() <= 3
}

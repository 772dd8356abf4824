//! The words, numbers and signs of a sentence that carry a risk.

use super::medicines::medicine;
use super::words::{PHRASES, WORDS};
use crate::difference::entry::Risk;
use crate::text::units;

/// A word, number or sign that carries a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RiskToken {
    pub risk: Risk,
    /// Its usual form: `day` for 'daily' and 'days'.
    pub word: String,
    /// Whether it counts only if it replaces a stronger one: 'can' for 'must'.
    pub is_weak: bool,
}

/// The tokens of a sentence, in order.
pub(super) fn tokens_of(text: &str) -> Vec<RiskToken> {
    let pieces = pieces(text);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let phrase = PHRASES.iter().find(|phrase| {
            let mut words = phrase.words.split(' ').enumerate();
            words.all(|(offset, word)| pieces.get(at + offset).is_some_and(|piece| piece == word))
        });
        if let Some(phrase) = phrase {
            tokens.extend(phrase.meaning.map(|(risk, word)| RiskToken { risk, word: word.to_owned(), is_weak: false }));
            at += phrase.words.split(' ').count();
            continue;
        }
        tokens.extend(token(&pieces[at]));
        at += 1;
    }
    tokens
}

fn token(piece: &str) -> Option<RiskToken> {
    let token = |risk, word: &str| Some(RiskToken { risk, word: word.to_owned(), is_weak: false });
    if !piece.starts_with(char::is_alphabetic) {
        return token(Risk::Number, piece);
    }
    if piece.ends_with("n't") || piece == "dont" {
        return token(Risk::Negation, "not");
    }
    let known = WORDS.get(piece).or_else(|| WORDS.get(piece.strip_suffix('s')?));
    if let Some((risk, word)) = known {
        let is_weak = matches!(piece, "can" | "could");
        return Some(RiskToken { risk: *risk, word: (*word).to_owned(), is_weak });
    }
    if units::is_unit(piece) {
        return token(Risk::Number, piece.strip_suffix('s').unwrap_or(piece));
    }
    token(Risk::Medicine, medicine(piece)?)
}

/// Signs that belong to numbers.
fn is_sign(letter: char) -> bool {
    matches!(letter, '%' | '°' | '<' | '>' | '≤' | '≥' | '±' | '+' | '×' | '£' | '€' | '=')
}

/// The words of a text in small letters, its numbers and its signs.
fn pieces(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.to_lowercase().replace('’', "'").replace("a&e", "accident").chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let is = |at: usize, is: fn(char) -> bool| letters.get(at).is_some_and(|letter| is(*letter));
        let first = letters[at];
        at += 1;
        if first.is_ascii_digit() {
            while is(at, |letter| letter.is_ascii_digit())
                || is(at, |letter| matches!(letter, '.' | ',' | ':' | '/'))
                    && is(at + 1, |letter| letter.is_ascii_digit())
            {
                at += 1;
            }
        } else if first.is_alphabetic() {
            // 'co-codamol' is one word, 'twenty-one' two.
            let is_joined = |at: usize| {
                let is_inner = letters[at] == '\'' || letters[at] == '-' && letters[start..at] == ['c', 'o'];
                is_inner && is(at + 1, char::is_alphabetic)
            };
            while is(at, char::is_alphabetic) || at < letters.len() && is_joined(at) {
                at += 1;
            }
        } else if first.is_numeric() || is_sign(first) {
            // A fraction, a digit of another script, or a sign.
        } else if matches!(first, '-' | '−') && is(at, |letter| letter.is_ascii_digit()) {
            // A minus, but not the line of '10-20'.
            if start > 0 && letters[start - 1].is_alphanumeric() {
                continue;
            }
        } else {
            continue;
        }
        pieces.push(letters[start..at].iter().collect());
    }
    pieces
}

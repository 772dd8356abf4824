//! How much two wordings differ.

use std::collections::HashMap;

use crate::publication_log::ChangeClass;
use crate::text::units;

/// The class of a change from one wording to another, both in their normal form; `None` if they are equal.
///
/// A change is editorial if only punctuation, capitals, spaces or the style of quotation marks differ, and never next to
/// a digit, a unit or a sign, nor in an abbreviation. The program decides this, not a person: elsewhere a box 'minor
/// change' hid a change of policy.
pub fn change_class(before: &str, after: &str) -> Option<ChangeClass> {
    if before == after {
        return None;
    }
    let is_same = before.lines().count() == after.lines().count()
        && before
            .lines()
            .zip(after.lines())
            .all(|(before, after)| before == after || meaning(before) == meaning(after));
    Some(if is_same { ChangeClass::Editorial } else { ChangeClass::Substantive })
}

/// Short units, which are words or letters elsewhere.
const SHORT_UNITS: &[&str] = &["l", "m", "c", "f", "am", "pm", "min", "mins", "hr", "hrs", "times", "percent"];

/// A part of a line that carries its meaning: a word, or a character that is not mere punctuation.
fn meaning(line: &str) -> Vec<String> {
    let tokens = tokens(line);
    let is_exact = |at: usize| is_number(tokens[at]) || is_unit(tokens[at]) || is_sign(tokens[at]);
    // Spaces are tokens too, so the neighbour of a character may be on the other side of one.
    let beyond = |at: usize, step: isize| {
        let next = at.checked_add_signed(step).filter(|next| *next < tokens.len())?;
        match tokens[next] {
            " " => next.checked_add_signed(step).filter(|next| *next < tokens.len()),
            _ => Some(next),
        }
    };
    let is_near_number = |at: usize| [-1, 1].iter().any(|step| beyond(at, *step).is_some_and(is_exact));
    let mut kept = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_near = is_near_number(at);
        match *token {
            " " if !is_near => {}
            "," | ";" | ":" | "!" | "(" | ")" | "…" if !is_near => {}
            "." if !is_near && ends_sentence(&tokens, at) => {}
            quote if is_quote(quote) && !is_near => {}
            word if !is_near && is_plain_word(word) => kept.push(word.to_lowercase()),
            other => kept.push(other.to_owned()),
        }
    }
    kept
}

/// The words, numbers, spaces and other characters of a line. An apostrophe or a full stop within a word is part of it,
/// so `it's` and `i.e` are words; apostrophes are written straight.
fn tokens(line: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first.is_alphabetic() || first.is_numeric() {
            true => word_length(rest, first.is_numeric()),
            false => first.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = &rest[length..];
    }
    tokens
}

fn word_length(text: &str, is_number: bool) -> usize {
    let mut length = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_part = match is_number {
            true => letter.is_numeric(),
            false => letter.is_alphabetic(),
        };
        let joins = !is_number
            && matches!(letter, '\'' | '’' | '.')
            && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !is_part && !joins {
            break;
        }
        length = at + letter.len_utf8();
    }
    length
}

fn is_number(token: &str) -> bool {
    token.chars().next().is_some_and(char::is_numeric)
}

fn is_unit(token: &str) -> bool {
    units::is_unit(token) || SHORT_UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(token))
}

fn is_sign(token: &str) -> bool {
    matches!(
        token,
        "+" | "-"
            | "−"
            | "±"
            | "<"
            | ">"
            | "≤"
            | "≥"
            | "="
            | "%"
            | "/"
            | "×"
            | "*"
            | "°"
            | "£"
            | "€"
            | "$"
            | "&"
            | "@"
            | "#"
    )
}

fn is_quote(token: &str) -> bool {
    matches!(token, "'" | "\"" | "‘" | "’" | "“" | "”" | "«" | "»" | "`")
}

/// Whether the capitals of a word say nothing: `The`, `the`. In `AIDS`, `pH`, `mL` and `i.e` they do.
fn is_plain_word(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && !word.contains('.')
        && !letters.any(char::is_uppercase)
        // A single capital may be a name: 'vitamin A'.
        && (word.chars().count() > 1 || !word.chars().any(char::is_uppercase))
}

/// Whether a full stop ends a sentence, and no abbreviation: it comes after a word of four letters or more, and before
/// a space or the end.
fn ends_sentence(tokens: &[&str], at: usize) -> bool {
    let is_after_word = at > 0 && is_plain_word(tokens[at - 1]) && tokens[at - 1].chars().count() >= 4;
    let next = tokens.get(at + 1);
    is_after_word && next.is_none_or(|next| *next == " " || is_quote(next))
}

/// The sentences that differ between two wordings: those only before, and those only after, in order.
pub fn changed_sentences(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let (before, after) = (sentences(before), sentences(after));
    let only = |these: &[String], others: &[String]| {
        let mut others: HashMap<&str, usize> = others.iter().fold(HashMap::new(), |mut counts, sentence| {
            *counts.entry(sentence).or_default() += 1;
            counts
        });
        let is_new = |sentence: &&String| match others.get_mut(sentence.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        these.iter().filter(is_new).cloned().collect::<Vec<String>>()
    };
    (only(&before, &after), only(&after, &before))
}

/// How many sentences a message quotes, and how long each may be, in characters.
const MAX_QUOTED: usize = 2;
const MAX_QUOTED_LENGTH: usize = 160;

/// The changed sentences for a message: ` Before: 'Take 40mg.'; now: 'Take 30mg.'.` Empty if none is known.
pub fn quoted_changes(before: &[String], now: &[String]) -> String {
    let quoted = |label: &str, sentences: &[String]| {
        if sentences.is_empty() {
            return String::new();
        }
        let shortened = |sentence: &String| match sentence.char_indices().nth(MAX_QUOTED_LENGTH) {
            Some((end, _)) => format!("'{} ...'", &sentence[..end]),
            None => format!("'{sentence}'"),
        };
        let list: Vec<String> = sentences.iter().take(MAX_QUOTED).map(shortened).collect();
        let rest = match sentences.len().saturating_sub(MAX_QUOTED) {
            0 => String::new(),
            number => format!(" and {number} more"),
        };
        format!(" {label}: {}{rest}", list.join(", "))
    };
    match (before.is_empty(), now.is_empty()) {
        (false, false) => format!("{};{}.", quoted("Before", before), quoted("now", now)),
        _ => format!("{}{}", quoted("Removed", before), quoted("Added", now)),
    }
}

/// The sentences of a wording, as people read them.
fn sentences(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in form.lines().skip(1) {
        let line = line.trim_start();
        let (kind, words) = line.split_once(' ').unwrap_or((line, ""));
        let words = match kind {
            "heading" | "card" | "note" => words.split_once(' ').map_or("", |(_, words)| words),
            "title" | "summary" | "fact" | "text" | "code" | "head" | "row" | "term" | "word" => words,
            "+" => match words.split_once(' ') {
                Some(("link", link)) => {
                    found.push(format!("(link) {}", readable(link)));
                    continue;
                }
                Some(("picture", picture)) => {
                    let words = picture.split_once(' ').map_or("", |(_, words)| words);
                    found.push(format!("(picture) {}", readable(words)));
                    continue;
                }
                _ => continue,
            },
            _ => continue,
        };
        let words = readable(words);
        let mut start = 0;
        for (at, _) in words.match_indices(['.', '?', '!']) {
            let rest = &words[at + 1..];
            let is_end = rest.is_empty()
                || rest.starts_with(' ') && rest.trim_start().chars().next().is_some_and(char::is_uppercase);
            if is_end {
                found.push(words[start..=at].trim().to_owned());
                start = at + 1;
            }
        }
        found.push(words[start..].trim().to_owned());
    }
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// A text of the form as people read it.
fn readable(text: &str) -> String {
    text.replace("\\|", "|").replace(" \\n ", " ").replace("\\\\", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(before: &str, after: &str) -> Option<ChangeClass> {
        change_class(&format!("wording 1\ntext {before}\n"), &format!("wording 1\ntext {after}\n"))
    }

    #[test]
    fn punctuation_and_capitals_are_editorial() {
        for (before, after) in [
            ("Take it with food.", "Take it, with food."),
            ("Take it with food", "Take it with food."),
            ("Ask your nurse.", "Ask your Nurse."),
            ("Say 'yes'.", "Say “yes”."),
            ("If you can, rest", "If you can; rest"),
        ] {
            assert_eq!(class(before, after), Some(ChangeClass::Editorial), "{before} → {after}");
        }
        assert_eq!(class("Take it.", "Take it."), None);
    }

    #[test]
    fn words_numbers_units_signs_and_abbreviations_are_substantive() {
        for (before, after) in [
            ("Take 2.5ml", "Take 25ml"),
            ("Take 2.5 ml", "Take 2,5 ml"),
            ("Take 5 mg.", "Take 5 Mg."),
            ("Take 5mg", "Take 5 mg"),
            ("Do not stop", "Do stop"),
            ("It is in the US", "It is in the us"),
            ("Take 1-2 tablets", "Take 1, 2 tablets"),
            ("i.e. once", "ie once"),
            ("Stop taking it.", "Stop taking it?"),
            ("You can't drive", "You can drive"),
            ("vitamin A", "vitamin a"),
            ("every day", "everyday"),
            ("Take it daily (10)", "Take it daily 10"),
        ] {
            assert_eq!(class(before, after), Some(ChangeClass::Substantive), "{before} → {after}");
        }
    }

    #[test]
    fn changed_sentences_are_quoted() {
        let form = |dose: &str| format!("wording 1\ntitle A\ntext Eat well. Take {dose} a day. Rest.\n");
        let (before, after) = changed_sentences(&form("40mg"), &form("30mg"));
        assert_eq!(before, ["Take 40mg a day."]);
        assert_eq!(after, ["Take 30mg a day."]);
    }
}

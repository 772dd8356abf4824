//! `number-style`: an amount should be written in digits.

use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::check::word_cursor::{WordCursor, changeable, is_space};
use crate::diagnostic::Severity;
use crate::markdown::Prose;
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "number-style",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "an amount should be written in digits",
    documentation: include_str!("number_style.md"),
    locked: false,
    scope: Scope::English(check),
};

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    for found in found(subject.prose()) {
        let written = subject.prose().part(found.range);
        let message = match found.comma {
            true => format!("The number '{written}' has no comma, so readers must count its digits."),
            false => format!(
                "The number '{written}' is a word. Digits are quicker to find and to read, especially in an amount."
            ),
        };
        let added = findings.add(subject.span_of_prose(found.range), message, format!("Write '{}'.", found.instead));
        if let Some(place) = changeable(subject, found.range) {
            added.fixed_by(place, found.instead);
        }
    }
}

struct UnstyledNumber {
    range: TextRange,
    instead: String,
    comma: bool,
}

fn found(prose: &Prose) -> Vec<UnstyledNumber> {
    let row = WordCursor::of(prose);
    let mut found = Vec::new();
    let mut next = 0;
    for (index, word) in row.words().iter().enumerate() {
        if index < next {
            continue;
        }
        if word.has_digit() {
            if word.range.end - word.range.start >= 5
                && let Some(instead) = with_commas(row, index)
            {
                found.push(UnstyledNumber { range: word.range, instead, comma: true });
            }
            continue;
        }
        // A capitalised number begins a sentence or is part of a name: 'Two weeks later', 'Type Two'.
        if word.has_upper() || !(3..=7).contains(&(word.range.end - word.range.start)) {
            continue;
        }
        // The first two letters rule out nearly every word that is not a number.
        let first = prose.text().as_bytes().get(word.range.start as usize..).and_then(|text| text.first_chunk::<2>());
        if !matches!(first, Some(b"tw" | b"th" | b"fo" | b"fi" | b"si" | b"se" | b"ei" | b"ni" | b"te" | b"el")) {
            continue;
        }
        let written = row.word(index);
        let Some(number) = value(written) else { continue };
        // '3 two-week courses', '10 two hours': two adjacent numbers in digits are worse. 'one or two' is no amount.
        if is_number(row.previous(index)) || is_after_one(row, index) {
            continue;
        }
        match row.next(index) {
            // 'two or three weeks', 'five to 20 sessions'
            between @ ("or" | "to" | "and") => {
                let last = index + 2;
                if !is_space(row.gap(index + 1)) || !is_amount(row, last) {
                    continue;
                }
                let second = row.word(last);
                let digits = !second.is_empty() && second.bytes().all(|byte| byte.is_ascii_digit());
                if between == "and" && !row.previous(index).eq_ignore_ascii_case("between") {
                    continue;
                }
                if let Some(second) = value(second) {
                    let instead = format!("{number} {between} {second}");
                    found.push(UnstyledNumber { range: row.range(index, last), instead, comma: false });
                    next = last + 1;
                } else if digits {
                    found.push(UnstyledNumber { range: word.range, instead: number.to_string(), comma: false });
                }
            }
            "" => {}
            _ if is_amount(row, index) => {
                found.push(UnstyledNumber { range: word.range, instead: number.to_string(), comma: false });
            }
            _ => {}
        }
    }
    found
}

fn value(word: &str) -> Option<u8> {
    Some(match word {
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "fifteen" => 15,
        "twenty" => 20,
        _ => return None,
    })
}

fn is_number(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        || value(word).is_some()
        || matches!(word, "hundred" | "thousand" | "half" | "thirty" | "forty" | "fifty" | "sixty")
}

/// 'one or two', 'a day or two', 'one to two'.
fn is_after_one(row: WordCursor<'_>, index: usize) -> bool {
    matches!(row.previous(index), "or" | "to" | "and") && index >= 2 && {
        let first = row.word(index - 2);
        first.eq_ignore_ascii_case("one") || value(&first.to_ascii_lowercase()).is_some()
    }
}

/// Whether a number is followed by something counted or measured: 'weeks', 'working days'.
fn is_amount(row: WordCursor<'_>, index: usize) -> bool {
    let next = row.next(index);
    if matches!(next, "working" | "full" | "whole" | "more" | "further" | "extra" | "calendar" | "weekly") {
        return is_unit(row.next(index + 1));
    }
    // 'Two minutes' silence' is a fixed expression.
    is_unit(next) && !row.after(index + 1).starts_with(['\'', '’'])
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "seconds"
            | "minutes"
            | "hours"
            | "days"
            | "nights"
            | "weeks"
            | "months"
            | "years"
            | "times"
            | "tablets"
            | "capsules"
            | "pills"
            | "doses"
            | "puffs"
            | "drops"
            | "teaspoons"
            | "teaspoonfuls"
            | "tablespoons"
            | "spoonfuls"
            | "sachets"
            | "patches"
            | "injections"
            | "sessions"
            | "appointments"
            | "visits"
            | "pints"
            | "litres"
            | "glasses"
            | "cups"
            | "units"
            | "portions"
            | "metres"
            | "miles"
            | "centimetres"
            | "millimetres"
            | "milligrams"
            | "micrograms"
            | "millilitres"
            | "grams"
            | "kilograms"
            | "mg"
            | "ml"
            | "cm"
            | "mm"
            | "kg"
    )
}

/// A long number of people, things or pounds with commas: '10,000'; `None` if it needs none.
fn with_commas(row: WordCursor<'_>, index: usize) -> Option<String> {
    let written = row.word(index);
    let is_plain = written.len() <= 7 && !written.starts_with('0') && written.bytes().all(|byte| byte.is_ascii_digit());
    let counted = [
        "people",
        "patients",
        "adults",
        "children",
        "women",
        "men",
        "babies",
        "births",
        "pregnancies",
        "steps",
        "cases",
        "operations",
        "times",
        "cells",
        "units",
        "pounds",
        "families",
        "deaths",
        "tests",
        "procedures",
    ];
    let is_pound = row.char_before(index) == Some('£');
    // '1 in 10000', 'out of 100000'
    let is_share = || {
        let before = row.previous(index);
        let earlier = index.checked_sub(2).map_or("", |earlier| row.word(earlier));
        (before == "in" && !earlier.is_empty() && earlier.bytes().all(|byte| byte.is_ascii_digit() || byte == b','))
            || (before == "of" && earlier == "out")
    };
    if !is_plain || !(is_pound || counted.contains(&row.next(index)) || is_share()) {
        return None;
    }
    if index > 0 && !is_pound && row.previous(index).bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut instead = String::with_capacity(written.len() + 2);
    for (place, digit) in written.chars().enumerate() {
        if place > 0 && (written.len() - place).is_multiple_of(3) {
            instead.push(',');
        }
        instead.push(digit);
    }
    Some(instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn amounts_are_distinguished_from_words() {
        for (text, expected) in [
            ("Rest for two weeks.", "two=2"),
            ("Take it three times a day.", "three=3"),
            ("Wait six to eight weeks.", "six to eight=6 to 8"),
            ("Come for two or three days.", "two or three=2 or 3"),
            ("Between five and 20 sessions.", "five=5"),
            ("We reply in ten working days.", "ten=10"),
            ("About 1 in 10000 babies.", "10000=10,000"),
            ("It helps 250000 people a year.", "250000=250,000"),
            ("It costs £10000 a year.", "10000=10,000"),
            ("Two weeks later.", ""),
            ("One or two weeks.", ""),
            ("In one or two weeks, or a day or two.", ""),
            ("Take two 200mg tablets.", ""),
            ("The two of you, and one another.", ""),
            ("A two-week course with two-thirds.", ""),
            ("Type Two weeks.", ""),
            ("There are two kinds of test.", ""),
            ("Text SHOUT to 85258 for help.", ""),
            ("Call 01632 960123 people.", ""),
            ("Charity number 1089464.", ""),
            ("Hold two minutes' silence.", ""),
            ("Take 3 two weeks apart.", ""),
            ("From 2018 people came.", ""),
            ("You and two days and three nights.", "two=2,three=3"),
        ] {
            let prose = Prose::of(&parse(text, 0), text);
            let said = |found: &UnstyledNumber| format!("{}={}", prose.part(found.range), found.instead);
            assert_eq!(found(&prose).iter().map(said).collect::<Vec<_>>().join(","), expected, "{text}");
        }
    }
}

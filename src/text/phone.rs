//! Finds UK telephone numbers in running text.

use std::ops::Range;

use crate::source::TextRange;

/// A telephone number and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    /// Its position.
    pub range: TextRange,
    /// Its digits as dialled within the UK.
    pub digits: String,
    /// Whether the words before it say that it is for text messages: a call may not be answered.
    pub is_for_texts: bool,
}

/// Words before a short number that distinguish it from a quantity.
const CALLS: &[&str] =
    &["call", "calling", "phone", "phoning", "ring", "ringing", "dial", "dialling", "telephone", "nhs", "tel"];
/// European helplines: '116 123' is the Samaritans.
const KNOWN_116: &[&str] = &["123", "000", "006", "111", "117"];
const TEXTS: &[&str] = &["text", "texting", "sms"];

/// Parses the number that starts with the digit at `at`, with any common spacing.
///
/// `before` is the word before it: '111' is a telephone number only after a word such as 'call'.
pub fn read(text: &str, at: usize, before: &str) -> Option<PhoneNumber> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at)?;
    let chr = at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
    if !first.is_ascii_digit() || chr.is_some_and(|chr| chr.is_ascii_alphanumeric()) {
        return None;
    }
    let abroad = chr == Some(b'+');
    let groups = DigitGroups { bytes, at };
    let (start, end, digits) = match first {
        b'4' if abroad && bytes.get(at + 1) == Some(&b'4') => {
            let (end, digits) = long(groups, NumberStart::Abroad)?;
            (at - 1, end, digits)
        }
        _ if abroad => return None,
        b'0' if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"0044")) => {
            let (end, digits) = long(groups, NumberStart::Abroad)?;
            (at, end, digits)
        }
        b'0' => {
            // After these words, it is not a telephone number.
            let is_other =
                ["isbn", "ref", "reference", "order", "doi"].iter().any(|no| no.eq_ignore_ascii_case(before));
            let (end, digits) = if is_other { None } else { long(groups, NumberStart::Home) }?;
            // '(01632) 960 123' starts with its bracket.
            let own = text.get(at..end).unwrap_or_default();
            let bracket = chr == Some(b'(') && own.contains(')') && !own.contains('(');
            (at - usize::from(bracket), end, digits)
        }
        _ => {
            let (end, digits) = short(groups, before)?;
            (at, end, digits)
        }
    };
    let is_for_texts = TEXTS.iter().any(|word| word.eq_ignore_ascii_case(before));
    Some(PhoneNumber { range: TextRange::new(start, end), digits, is_for_texts })
}

/// The numbers in running text, in order.
pub fn find_in(text: &str) -> Vec<PhoneNumber> {
    let mut found: Vec<PhoneNumber> = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(|chr: char| chr.is_ascii_digit())) {
        let digit = at + next;
        // 'Tel:01632 960123' and '£5', but not 'PT-01632960123'.
        let word = text[..digit].trim_end_matches(|chr: char| !chr.is_whitespace()).len();
        let lead = text[word..digit].trim_start_matches(|chr: char| !chr.is_alphanumeric());
        let number = match lead.is_empty() || lead.ends_with([':', '(', '+']) {
            true => read(text, digit, word_before(&text[..digit])),
            false => None,
        };
        at = match number {
            Some(number) => {
                let end = number.range.end as usize;
                found.push(number);
                end
            }
            // Skip to the end of the word: digits in the middle of a word are not a number.
            None => {
                let rest = text[digit..].find(|chr: char| chr.is_whitespace() || chr == '/');
                digit + rest.map_or(text.len() - digit, |length| length.max(1))
            }
        };
    }
    found
}

/// The word that shows what a short number is: 'call 111', 'text the word SHOUT to 85258', 'call 999 or 112'.
fn word_before(text: &str) -> &str {
    let Some((previous, gap, rest)) = last_word(text) else { return "" };
    if matches!(gap, ": " | ":") {
        return previous;
    }
    if !is_space(gap) {
        return "";
    }
    match previous {
        "to" => {
            let mut rest = rest;
            for _ in 0..5 {
                let Some((word, _, before)) = last_word(rest) else { break };
                if TEXTS.iter().take(2).any(|text| text.eq_ignore_ascii_case(word)) {
                    return word;
                }
                rest = before;
            }
            previous
        }
        "or" | "and" => match last_word(rest) {
            Some((number, _, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => match last_word(rest) {
                Some((word, gap, _)) if is_space(gap) => word,
                _ => "",
            },
            _ => previous,
        },
        _ => previous,
    }
}

/// The last word of a text, the text after it, and the text before it.
fn last_word(text: &str) -> Option<(&str, &str, &str)> {
    let end = text.trim_end_matches(|chr: char| !chr.is_alphanumeric()).len();
    let (words, gap) = text.split_at(end);
    let start = words.trim_end_matches(|chr: char| !chr.is_whitespace()).len();
    let word = words[start..].trim_start_matches(|chr: char| !chr.is_alphanumeric());
    (!word.is_empty()).then(|| (word, gap, &words[..words.len() - word.len()]))
}

/// Whether this is only white space, without a line end.
fn is_space(gap: &str) -> bool {
    !gap.is_empty() && gap.chars().all(|chr| chr.is_whitespace() && chr != '\n')
}

/// The digits of all numbers in a text that consists mostly of numbers, such as a setting.
pub fn all_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(|chr: char| chr.is_ascii_digit())) {
        let start = at + next;
        let number = read(text, start, "call").or_else(|| read(text, start, "text"));
        let end = match number {
            Some(number) => {
                let end = number.range.end as usize;
                found.push(number.digits);
                end
            }
            None => start + text.bytes().skip(start).take_while(u8::is_ascii_digit).count(),
        };
        at = end.max(start + 1);
    }
    // Unknown kinds of numbers are accepted in settings.
    if found.is_empty() {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 3 {
            found.push(digits);
        }
    }
    found
}

/// Ranges of groups of digits that belong together and must not be reordered in right-to-left text: known and unknown
/// telephone numbers, and other numbers in several groups.
pub fn groups_in(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, ch)) = rest.next() {
        if !is_digit(ch) {
            continue;
        }
        let lead = text[..at].chars().next_back().filter(|lead| matches!(lead, '+' | '('));
        let start = at - lead.map_or(0, char::len_utf8);
        let (mut end, mut digits, mut groups) = (at + ch.len_utf8(), 1, 1);
        let mut gap = String::new();
        while let Some((at, ch)) = rest.peek().copied() {
            if is_digit(ch) {
                groups += usize::from(!gap.is_empty());
                (end, digits) = (at + ch.len_utf8(), digits + 1);
                gap.clear();
            } else {
                gap.push(ch);
                if !is_gap(&gap) {
                    break;
                }
            }
            rest.next();
        }
        if digits >= MIN_DIGITS && (groups > 1 || lead == Some('+')) {
            found.push(start..end);
        }
    }
    found
}

/// The length of '116 123', the shortest telephone number in groups.
const MIN_DIGITS: usize = 6;

/// Whether this is a Latin, Arabic or Persian digit.
fn is_digit(ch: char) -> bool {
    matches!(ch, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// Whether this may be between two groups of one number.
fn is_gap(gap: &str) -> bool {
    let space = |ch: char| matches!(ch, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let mut chars = gap.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(one), None, _) => space(one) || matches!(one, '-' | '\u{2010}'..='\u{2013}' | '.' | '/' | '(' | ')'),
        (Some(one), Some(other), None) => one == ')' && (space(other) || other == '-') || space(one) && other == '(',
        _ => false,
    }
}

/// The first number in a text, as dialled; `None` if there is no known number.
pub fn first_in(text: &str) -> Option<String> {
    let mut digits = text.char_indices().filter(|(_, chr)| chr.is_ascii_digit()).map(|(at, _)| at);
    digits.find_map(|at| read(text, at, "call")).map(|number| number.digits)
}

/// The digits of an address such as `tel:+441632960123`.
pub fn dialled(address: &str) -> String {
    let digits: String = address.chars().filter(char::is_ascii_digit).collect();
    match address.trim_start().strip_prefix('+').and(digits.strip_prefix("44")).or(digits.strip_prefix("0044")) {
        Some(national) => format!("0{}", national.strip_prefix('0').unwrap_or(national)),
        None => digits,
    }
}

enum NumberStart {
    Home,
    Abroad,
}

/// Groups of digits with a space, a hyphen or a bracket between them.
#[derive(Clone, Copy)]
struct DigitGroups<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Iterator for DigitGroups<'_> {
    /// The start and end of the group.
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let mut start = self.at;
        let mut chars = 0;
        loop {
            match self.bytes.get(start)? {
                b'0'..=b'9' => break,
                b' ' | b'-' | b'(' | b')' | b'.' if chars < 3 => start += 1,
                0xC2 if self.bytes.get(start + 1) == Some(&0xA0) && chars < 3 => start += 2,
                _ => return None,
            }
            chars += 1;
        }
        let length = self.bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
        let end = start + length;
        self.at = end;
        // The '9' in '9am' is not part of a number.
        let is_word = self.bytes.get(end).is_some_and(u8::is_ascii_alphabetic);
        (!is_word).then_some((start, end))
    }
}

/// Parses a number with area code: 10 or 11 digits including the 0.
fn long(groups: DigitGroups<'_>, start: NumberStart) -> Option<(usize, String)> {
    let mut digits = String::with_capacity(16);
    for (index, (from, to)) in groups.enumerate() {
        let group = groups.bytes.get(from..to)?;
        // '0 19 853453 1' is an ISBN.
        if index == 0 && matches!(start, NumberStart::Home) && group.len() < 3 {
            return None;
        }
        if digits.len() + group.len() > 15 {
            return None;
        }
        digits.extend(group.iter().map(|byte| char::from(*byte)));
        let national = match start {
            NumberStart::Home => digits.clone(),
            NumberStart::Abroad => {
                let rest = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or_default();
                format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
            }
        };
        // Two numbers are shorter than the rest: Childline and the former NHS Direct.
        let is_whole = matches!(national.len(), 10 | 11) || matches!(national.as_str(), "08001111" | "08454647");
        let is_area = matches!(national.as_bytes().get(1), Some(b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9'));
        if is_whole && is_area {
            return Some((to, national));
        }
    }
    None
}

/// Parses '116 123', and after suitable words '111' and '85258'.
fn short(mut groups: DigitGroups<'_>, before: &str) -> Option<(usize, String)> {
    let bytes = groups.bytes;
    let text = |(from, to): (usize, usize)| bytes.get(from..to).and_then(|group| str::from_utf8(group).ok());
    let first = groups.next()?;
    let second = groups.next();
    let digits = text(first)?;
    let is = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(before));
    match (digits, second.and_then(text)) {
        ("116", Some(last)) if last.len() == 3 && (is(CALLS) || KNOWN_116.contains(&last)) => {
            let (from, to) = second?;
            Some((to, format!("116{}", text((from, to))?)))
        }
        ("116123" | "116000" | "116006", _) => Some((first.1, digits.to_owned())),
        ("101" | "105" | "111" | "112" | "119" | "999", _) if is(CALLS) => Some((first.1, digits.to_owned())),
        (code, _) if code.len() == 5 && code.starts_with(['6', '7', '8']) && is(TEXTS) => {
            Some((first.1, digits.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str, before: &str) -> Option<String> {
        let at = text.find(|chr: char| chr.is_ascii_digit()).unwrap();
        read(text, at, before).map(|number| format!("{}={}", number.range.of(text), number.digits))
    }

    #[test]
    fn numbers_are_parsed_with_any_spacing() {
        for (text, before, expected) in [
            ("01632 960123 from 9am", "", "01632 960123=01632960123"),
            ("(01632) 960 123.", "", "(01632) 960 123=01632960123"),
            ("01632-960-123", "", "01632-960-123=01632960123"),
            ("020 7946 0958 9am to 5pm", "", "020 7946 0958=02079460958"),
            ("01632\u{a0}960123", "", "01632\u{a0}960123=01632960123"),
            ("+44 (0)20 7946 0958", "", "+44 (0)20 7946 0958=02079460958"),
            ("+441632960123", "", "+441632960123=01632960123"),
            ("0044 1632 960123", "", "0044 1632 960123=01632960123"),
            ("0800 1111 for children", "", "0800 1111=08001111"),
            ("0800 068 41 41", "", "0800 068 41 41=08000684141"),
            ("116 123 (free)", "", "116 123=116123"),
            ("111.", "call", "111=111"),
            ("85258", "text", "85258=85258"),
        ] {
            assert_eq!(digits(text, before).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_number_of_an_organisation_is_found() {
        for (text, expected) in [
            ("01632 960123", Some("01632960123")),
            ("111, option 2", Some("111")),
            ("01632 960000 / 960001", Some("01632960000")),
            ("(01632) 960 000 ext 5", Some("01632960000")),
            ("+44 (0)1632 960000", Some("01632960000")),
            ("+44 1632 960000 (24 hours)", Some("01632960000")),
            ("0800 NHS HELP", None),
            ("javascript:x", None),
        ] {
            assert_eq!(first_in(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_telephone_numbers() {
        for (text, before) in [
            ("111 people", "about"),
            ("06/08/2018", ""),
            ("0.125 mg", ""),
            ("0 19 853453 1", "ISBN"),
            ("0306406152", "ISBN"),
            ("943 476 5919", "number"),
            ("85258 people", ""),
            ("012345678901234567", ""),
            ("+1 202 555 0100", ""),
            ("PT-01632960123x", ""),
            ("1234567", "charity"),
            ("2018", ""),
        ] {
            assert_eq!(digits(text, before), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_distinguished_from_other_digits() {
        for (text, expected) in [
            ("01632 960123 is our number.", "01632960123"),
            ("Tel:01632 960123, or tel: 01632 960124.", "01632960123,01632960124"),
            ("Call 999 or 112, or ring NHS 111.", "999,112,111"),
            ("Text the word SHOUT to 85258.", "85258"),
            ("Call us on 01632 960123 9am to 5pm.", "01632960123"),
            ("Call\u{a0}111 or (01632) 960123/960124.", "111,01632960123"),
            ("Call us. 111 people did.", ""),
            ("5 of 111 people read PT-0163296012 in 2018.", ""),
            ("Take 999 steps. It happened on 06/08/2018.", ""),
        ] {
            let found = find_in(text);
            let digits: Vec<&str> = found.iter().map(|number| &*number.digits).collect();
            assert_eq!(digits.join(","), expected, "{text}");
            let for_texts = found.iter().any(|number| number.is_for_texts);
            assert_eq!(for_texts, text.starts_with("Text"), "{text}");
        }
    }

    #[test]
    fn settings_may_contain_several_numbers() {
        assert_eq!(all_in("0300 123 4567 or 01632 960123 (option 2)"), ["03001234567", "01632960123"]);
        assert_eq!(all_in("111"), ["111"]);
        assert_eq!(all_in("Text SHOUT to 85258"), ["85258"]);
        assert_eq!(dialled("+44 1632 960123"), "01632960123");
        assert_eq!(dialled("0800-1111"), "08001111");
    }
}

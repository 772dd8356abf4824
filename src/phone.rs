//! Telephone numbers of the United Kingdom in running text.

use crate::source::TextRange;

/// A telephone number and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    /// Where, without what stands around it.
    pub range: TextRange,
    /// Its digits as they are dialled within the country.
    pub digits: String,
}

/// Words before a short number that tell it from an amount.
const CALLS: &[&str] =
    &["call", "calling", "phone", "phoning", "ring", "ringing", "dial", "dialling", "telephone", "nhs", "tel"];
/// Helplines of Europe: '116 123' is the Samaritans.
const KNOWN_116: &[&str] = &["123", "000", "006", "111", "117"];
const TEXTS: &[&str] = &["text", "texting", "sms"];

/// The number that begins at the digit at `at`, in any of the ways in which it is spaced.
///
/// `before` is the word before it: '111' is a number only behind a word such as 'call'.
pub fn read(text: &str, at: usize, before: &str) -> Option<PhoneNumber> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at)?;
    let sign = at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
    if !first.is_ascii_digit() || sign.is_some_and(|sign| sign.is_ascii_alphanumeric()) {
        return None;
    }
    let abroad = sign == Some(b'+');
    let groups = Groups { bytes, at };
    match first {
        b'4' if abroad && bytes.get(at + 1) == Some(&b'4') => {
            let number = long(groups, Start::Abroad)?;
            Some(PhoneNumber { range: TextRange::new(at - 1, number.0), digits: number.1 })
        }
        _ if abroad => None,
        b'0' if bytes.get(at..).is_some_and(|rest| rest.starts_with(b"0044")) => {
            long(groups, Start::Abroad).map(|(end, digits)| PhoneNumber { range: TextRange::new(at, end), digits })
        }
        b'0' => {
            // What is counted so is no telephone number.
            let is_other =
                ["isbn", "ref", "reference", "order", "doi"].iter().any(|no| no.eq_ignore_ascii_case(before));
            let found = if is_other { None } else { long(groups, Start::Home) };
            found.map(|(end, digits)| PhoneNumber { range: TextRange::new(at, end), digits })
        }
        _ => short(groups, before),
    }
}

/// The digits of all numbers of a text that holds numbers and little else, such as a setting.
pub fn all_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(|sign: char| sign.is_ascii_digit())) {
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
    // A number of a kind that is not known is still one where a setting says so.
    if found.is_empty() {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() >= 3 {
            found.push(digits);
        }
    }
    found
}

/// The first number of a text, as telephones take it; nothing where the text holds none that is known.
pub fn first_in(text: &str) -> Option<String> {
    let mut digits = text.char_indices().filter(|(_, sign)| sign.is_ascii_digit()).map(|(at, _)| at);
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

enum Start {
    Home,
    Abroad,
}

/// Groups of digits with a space, a hyphen or a bracket between them.
#[derive(Clone, Copy)]
struct Groups<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Iterator for Groups<'_> {
    /// Where the group stands.
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let mut start = self.at;
        let mut signs = 0;
        loop {
            match self.bytes.get(start)? {
                b'0'..=b'9' => break,
                b' ' | b'-' | b'(' | b')' | b'.' if signs < 3 => start += 1,
                0xC2 if self.bytes.get(start + 1) == Some(&0xA0) && signs < 3 => start += 2,
                _ => return None,
            }
            signs += 1;
        }
        let length = self.bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
        let end = start + length;
        self.at = end;
        // '9' of '9am' belongs to no number.
        let is_word = self.bytes.get(end).is_some_and(u8::is_ascii_alphabetic);
        (!is_word).then_some((start, end))
    }
}

/// A number with its area code: 10 or 11 digits from the 0 on.
fn long(groups: Groups<'_>, start: Start) -> Option<(usize, String)> {
    let mut digits = String::with_capacity(16);
    for (index, (from, to)) in groups.enumerate() {
        let group = groups.bytes.get(from..to)?;
        // '0 19 853453 1' is the number of a book.
        if index == 0 && matches!(start, Start::Home) && group.len() < 3 {
            return None;
        }
        if digits.len() + group.len() > 15 {
            return None;
        }
        digits.extend(group.iter().map(|byte| char::from(*byte)));
        let national = match start {
            Start::Home => digits.clone(),
            Start::Abroad => {
                let rest = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or_default();
                format!("0{}", rest.strip_prefix('0').unwrap_or(rest))
            }
        };
        // Two numbers are shorter than the rest: Childline, and NHS Direct of old.
        let is_whole = matches!(national.len(), 10 | 11) || matches!(national.as_str(), "08001111" | "08454647");
        let is_area = matches!(national.as_bytes().get(1), Some(b'1' | b'2' | b'3' | b'5' | b'7' | b'8' | b'9'));
        if is_whole && is_area {
            return Some((to, national));
        }
    }
    None
}

/// '116 123', and behind a word that says so '111' and '85258'.
fn short(mut groups: Groups<'_>, before: &str) -> Option<PhoneNumber> {
    let bytes = groups.bytes;
    let text = |(from, to): (usize, usize)| bytes.get(from..to).and_then(|group| str::from_utf8(group).ok());
    let first = groups.next()?;
    let second = groups.next();
    let digits = text(first)?;
    let is = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(before));
    let found = |end: usize, digits: String| Some(PhoneNumber { range: TextRange::new(first.0, end), digits });
    match (digits, second.and_then(text)) {
        ("116", Some(last)) if last.len() == 3 && (is(CALLS) || KNOWN_116.contains(&last)) => {
            let (from, to) = second?;
            found(to, format!("116{}", text((from, to))?))
        }
        ("116123" | "116000" | "116006", _) => found(first.1, digits.to_owned()),
        ("101" | "105" | "111" | "112" | "119" | "999", _) if is(CALLS) => found(first.1, digits.to_owned()),
        (code, _) if code.len() == 5 && code.starts_with(['6', '7', '8']) && is(TEXTS) => {
            found(first.1, digits.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str, before: &str) -> Option<String> {
        let at = text.find(|sign: char| sign.is_ascii_digit()).unwrap();
        read(text, at, before).map(|number| format!("{}={}", number.range.of(text), number.digits))
    }

    #[test]
    fn numbers_are_read_however_they_are_spaced() {
        for (text, before, expected) in [
            ("01632 960123 from 9am", "", "01632 960123=01632960123"),
            ("(01632) 960 123.", "", "01632) 960 123=01632960123"),
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
    fn the_number_of_an_organisation_is_dialled_as_it_is_meant() {
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
    fn other_numbers_are_no_telephone_numbers() {
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
    fn settings_may_hold_more_than_one() {
        assert_eq!(all_in("0300 123 4567 or 01632 960123 (option 2)"), ["03001234567", "01632960123"]);
        assert_eq!(all_in("111"), ["111"]);
        assert_eq!(all_in("Text SHOUT to 85258"), ["85258"]);
        assert_eq!(dialled("+44 1632 960123"), "01632960123");
        assert_eq!(dialled("0800-1111"), "08001111");
    }
}

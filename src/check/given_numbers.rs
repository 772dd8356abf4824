//! The telephone numbers that a text gives: in its words, and in its links.

use super::neighbours::{Row, changeable};
use super::rule::Subject;
use crate::markdown::Prose;
use crate::phone::{self, PhoneNumber};
use crate::source::TextRange;

/// A number that readers are given.
pub struct Given {
    /// Its digits.
    pub digits: String,
    /// As it is written.
    pub written: String,
    /// Where it stands in the file.
    pub place: TextRange,
    /// The places where it can be changed, each with whether it is the address of a link there.
    pub changes: Vec<(TextRange, bool)>,
}

/// The numbers in running text. Ranges are places in that text.
pub fn numbers_in(prose: &Prose) -> Vec<PhoneNumber> {
    let row = Row::of(prose);
    let mut found: Vec<PhoneNumber> = Vec::new();
    let mut end = 0;
    for (index, word) in row.words().iter().enumerate().filter(|(_, word)| word.has_digit()) {
        if word.range.start < end {
            continue;
        }
        let written = row.word(index);
        // 'Tel:01632 960123', '01632 960123/960124'
        let Some(digit) = written.find(|sign: char| sign.is_ascii_digit()) else { continue };
        if digit > 0 && !written[..digit].ends_with([':', '(', '+']) {
            continue;
        }
        let at = word.range.start as usize + digit;
        if let Some(number) = phone::read(prose.text(), at, before(row, index)) {
            end = number.range.end;
            found.push(number);
        }
    }
    found
}

/// The word that says what a short number is: 'call 111', 'text the word SHOUT to 85258', 'call 999 or 112'.
fn before<'a>(row: Row<'a>, index: usize) -> &'a str {
    let previous = row.previous(index);
    let is_text = |word: &&str| matches!(word.to_ascii_lowercase().as_str(), "text" | "texting");
    match previous {
        "to" => {
            (2..=6).filter_map(|back| index.checked_sub(back)).map(|at| row.word(at)).find(is_text).unwrap_or(previous)
        }
        "or" | "and" if index >= 2 && row.word(index - 2).bytes().all(|byte| byte.is_ascii_digit()) => {
            row.previous(index - 2)
        }
        "" if index > 0 && matches!(row.gap(index - 1), ": " | ":") => row.word(index - 1),
        _ => previous,
    }
}

/// All numbers that a text gives, each place once.
pub fn given(subject: &Subject<'_>) -> Vec<Given> {
    let (prose, document) = (subject.prose(), &subject.manuscript.document);
    let mut given: Vec<Given> = Vec::new();
    for number in numbers_in(prose) {
        let place = prose.in_file(number.range);
        let written = prose.part(number.range).to_owned();
        let changes = changeable(subject, number.range).map(|place| (place, false)).into_iter().collect();
        given.push(Given { digits: number.digits, written, place, changes });
    }
    let from_text = given.len();
    for link in document.links() {
        let Some(address) = link.destination.get(..4).filter(|start| start.eq_ignore_ascii_case("tel:")) else {
            continue;
        };
        let number = &link.destination[address.len()..];
        let digits = phone::dialled(number);
        let whole = document.node(link.node as usize).range;
        let change = (link.range.of(subject.text()) == &*link.destination).then_some((link.range, true));
        // A number that its words give too is one thing to mend, in two places.
        let first = given[..from_text].partition_point(|given| given.place.start < whole.start);
        let in_link = given[first..from_text].iter_mut().take_while(|given| given.place.start < whole.end);
        if let Some(in_words) = in_link.into_iter().find(|given| given.digits == digits) {
            in_words.changes.extend(change);
            continue;
        }
        let place = if link.range.start >= whole.start { link.range } else { whole };
        given.push(Given { digits, written: number.to_owned(), place, changes: change.into_iter().collect() });
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    #[test]
    fn numbers_are_told_from_other_digits() {
        for (text, expected) in [
            ("01632 960123 is our number.", "01632960123"),
            ("Tel:01632 960123, or tel: 01632 960124.", "01632960123,01632960124"),
            ("Call 999 or 112, or ring NHS 111.", "999,112,111"),
            ("Text the word SHOUT to 85258.", "85258"),
            ("Call us on 01632 960123 9am to 5pm.", "01632960123"),
            ("5 of 111 people read PT-0163296012 in 2018.", ""),
            ("Take 999 steps. It happened on 06/08/2018.", ""),
        ] {
            let found = numbers_in(&Prose::of(&parse(text, 0), text));
            let digits: Vec<&str> = found.iter().map(|number| &*number.digits).collect();
            assert_eq!(digits.join(","), expected, "{text}");
        }
    }
}

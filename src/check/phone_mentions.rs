//! The telephone numbers in a manuscript: in its text, and in its links.

use super::rule::ManuscriptContext;
use super::word_cursor::changeable;
use crate::markdown::Prose;
use crate::source::TextRange;
use crate::text::phone::{self, PhoneNumber};

/// A telephone number that a manuscript gives.
pub struct PhoneMention {
    pub digits: String,
    /// The number as written.
    pub written: String,
    /// Its range in the file.
    pub place: TextRange,
    /// The ranges where it can be edited, each with whether it is a link destination.
    pub changes: Vec<(TextRange, bool)>,
}

/// The numbers in running text, with ranges in that text.
pub fn numbers_in(prose: &Prose) -> Vec<PhoneNumber> {
    phone::find_in(prose.text())
}

/// All numbers that a manuscript gives; a number in both the text and the address of a link is listed once.
pub fn given(subject: &ManuscriptContext<'_>) -> Vec<PhoneMention> {
    let (prose, document) = (subject.prose(), &subject.manuscript.document);
    let mut given: Vec<PhoneMention> = Vec::new();
    for number in numbers_in(prose) {
        let place = prose.in_file(number.range);
        let written = prose.part(number.range).to_owned();
        let changes = changeable(subject, number.range).map(|place| (place, false)).into_iter().collect();
        given.push(PhoneMention { digits: number.digits, written, place, changes });
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
        // A number that is also in the words of the link is one problem to fix, in two places.
        let first = given[..from_text].partition_point(|given| given.place.start < whole.start);
        let in_link = given[first..from_text].iter_mut().take_while(|given| given.place.start < whole.end);
        if let Some(in_words) = in_link.into_iter().find(|given| given.digits == digits) {
            in_words.changes.extend(change);
            continue;
        }
        let place = if link.range.start >= whole.start { link.range } else { whole };
        given.push(PhoneMention { digits, written: number.to_owned(), place, changes: change.into_iter().collect() });
    }
    given
}

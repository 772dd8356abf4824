//! The next free reference.

use std::collections::BTreeMap;

use regex::Regex;

use crate::reference;

/// The reference for a new leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextReference {
    /// One that none has or had.
    Free {
        /// The reference.
        reference: String,
        /// The highest one before it.
        after: String,
    },
    /// No leaflet has a reference from which the next could be counted.
    NoneYet,
    /// The number after the highest one is no reference after the pattern of the site.
    UsedUp {
        /// The highest one.
        after: String,
    },
}

/// A reference as letters and the number at its end.
struct NumberedReference<'r> {
    written: &'r str,
    letters: &'r str,
    digits: usize,
    number: u64,
}

/// The reference behind the highest one of those that begin as most do. A gap is never filled: it may have been one of a leaflet
/// that nobody remembers.
pub(super) fn next<'r>(used: impl IntoIterator<Item = &'r str>, pattern: &Regex) -> NextReference {
    // Of two that differ in nothing but capitals, both count as one beginning.
    let mut by_letters: BTreeMap<String, Vec<NumberedReference<'r>>> = BTreeMap::new();
    for counted in used.into_iter().filter_map(counted) {
        by_letters.entry(counted.letters.to_lowercase()).or_default().push(counted);
    }
    let fitting =
        |all: &[NumberedReference<'_>]| all.iter().filter(|counted| pattern.is_match(counted.written)).count();
    let mut usual: Option<(usize, &[NumberedReference<'r>])> = None;
    for all in by_letters.values() {
        let count = fitting(all);
        if count > usual.map_or(0, |(most, _)| most) {
            usual = Some((count, all));
        }
    }
    let Some(highest) = usual.and_then(|(_, all)| all.iter().max_by_key(|counted| counted.number)) else {
        return NextReference::NoneYet;
    };
    let after = highest.written.to_owned();
    let like = match usual.and_then(|(_, all)| all.iter().find(|counted| pattern.is_match(counted.written))) {
        // The highest may be written in another way than the pattern wants.
        Some(other) if !pattern.is_match(highest.written) => other.letters,
        _ => highest.letters,
    };
    let reference =
        highest.number.checked_add(1).map(|number| format!("{like}{number:0width$}", width = highest.digits));
    match reference.filter(|reference| pattern.is_match(reference)) {
        Some(reference) => NextReference::Free { reference, after },
        None => NextReference::UsedUp { after },
    }
}

fn counted(reference: &str) -> Option<NumberedReference<'_>> {
    // One that the rules refuse is no example to follow.
    let written = Some(reference.trim()).filter(|written| reference::fault(written).is_none())?;
    let digits = written.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (letters, number) = written.split_at(written.len() - digits);
    Some(NumberedReference { written, letters, digits, number: number.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(used: &[&str]) -> String {
        let pattern = Regex::new("^(?:[A-Z]{2,4}-[0-9]{3,5})$").unwrap();
        match next(used.iter().copied(), &pattern) {
            NextReference::Free { reference, .. } => reference,
            NextReference::NoneYet => "none yet".to_owned(),
            NextReference::UsedUp { after } => format!("used up after {after}"),
        }
    }

    #[test]
    fn the_next_one_stands_behind_the_highest_of_the_usual_ones() {
        assert_eq!(after(&["PT-001", "PT-007", "PT-003"]), "PT-008");
        assert_eq!(after(&["PT-001", "PT-002", "ABC-900"]), "PT-003");
        assert_eq!(after(&["PT-009"]), "PT-010");
        assert_eq!(after(&["PT-999"]), "PT-1000");
        assert_eq!(after(&["PT-00012"]), "PT-00013");
        assert_eq!(after(&["PT-99999", "PT-1"]), "used up after PT-99999");
        assert_eq!(after(&["pt-012", "PT-003"]), "PT-013");
        // Of two that are as common, the first in the alphabet.
        assert_eq!(after(&["ZZ-001", "AB-004"]), "AB-005");
    }

    #[test]
    fn nothing_is_made_up_where_there_is_none() {
        assert_eq!(after(&[]), "none yet");
        assert_eq!(after(&["leaflet", "12", "PT-99999999999999999999999", "PT#001"]), "none yet");
    }
}

//! The next free reference.

use std::collections::BTreeMap;

use regex::Regex;

use crate::settings::reference;

/// The reference for a new leaflet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextReference {
    /// A reference that was never used.
    Free {
        reference: String,
        /// The highest used reference.
        after: String,
    },
    /// No leaflet has a reference to continue from.
    NoneYet,
    /// The number after the highest one does not match the pattern of the site.
    UsedUp {
        /// The highest used reference.
        after: String,
    },
}

/// A reference, split into letters and a final number.
struct NumberedReference<'r> {
    written: &'r str,
    letters: &'r str,
    digits: usize,
    number: u64,
}

/// The reference after the highest one with the most common letters. Gaps are never filled: they may be references of
/// forgotten leaflets.
pub(super) fn next<'r>(used: impl IntoIterator<Item = &'r str>, pattern: &Regex) -> NextReference {
    // Letters are compared without case.
    let mut by_letters: BTreeMap<String, Vec<NumberedReference<'r>>> = BTreeMap::new();
    for counted in used.into_iter().filter_map(counted) {
        by_letters.entry(counted.letters.to_lowercase()).or_default().push(counted);
    }
    let count_matching =
        |all: &[NumberedReference<'_>]| all.iter().filter(|counted| pattern.is_match(counted.written)).count();
    let mut usual: Option<(usize, &[NumberedReference<'r>])> = None;
    for all in by_letters.values() {
        let count = count_matching(all);
        if count > usual.map_or(0, |(most, _)| most) {
            usual = Some((count, all));
        }
    }
    let Some(highest) = usual.and_then(|(_, all)| all.iter().max_by_key(|counted| counted.number)) else {
        return NextReference::NoneYet;
    };
    let after = highest.written.to_owned();
    let letters_to_use = match usual.and_then(|(_, all)| all.iter().find(|counted| pattern.is_match(counted.written))) {
        // The highest one may not match the pattern, for example in case.
        Some(other) if !pattern.is_match(highest.written) => other.letters,
        _ => highest.letters,
    };
    let reference =
        highest.number.checked_add(1).map(|number| format!("{letters_to_use}{number:0width$}", width = highest.digits));
    match reference.filter(|reference| pattern.is_match(reference)) {
        Some(reference) => NextReference::Free { reference, after },
        None => NextReference::UsedUp { after },
    }
}

fn counted(reference: &str) -> Option<NumberedReference<'_>> {
    // Invalid references are not continued.
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
    fn the_next_reference_follows_the_highest_of_the_most_common_ones() {
        assert_eq!(after(&["PT-001", "PT-007", "PT-003"]), "PT-008");
        assert_eq!(after(&["PT-001", "PT-002", "ABC-900"]), "PT-003");
        assert_eq!(after(&["PT-009"]), "PT-010");
        assert_eq!(after(&["PT-999"]), "PT-1000");
        assert_eq!(after(&["PT-00012"]), "PT-00013");
        assert_eq!(after(&["PT-99999", "PT-1"]), "used up after PT-99999");
        assert_eq!(after(&["pt-012", "PT-003"]), "PT-013");
        // If two are equally common, the first in the alphabet wins.
        assert_eq!(after(&["ZZ-001", "AB-004"]), "AB-005");
    }

    #[test]
    fn no_reference_is_invented() {
        assert_eq!(after(&[]), "none yet");
        assert_eq!(after(&["leaflet", "12", "PT-99999999999999999999999", "PT#001"]), "none yet");
    }
}

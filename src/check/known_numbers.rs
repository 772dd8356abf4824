//! The telephone numbers listed in `site.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::settings::Settings;
use crate::text::phone;

/// Emergency numbers, valid anywhere in the UK.
const EMERGENCY_NUMBERS: [&str; 2] = ["999", "112"];

/// The telephone numbers of `site.yaml`, by their digits.
#[derive(Clone, Debug, Default)]
pub struct KnownNumbers {
    /// Numbers in use, by digits.
    current: BTreeMap<String, KnownNumber>,
    retired: BTreeMap<String, KnownNumber>,
    /// The digits of current numbers that are long enough for a typing mistake to be recognised.
    long: Vec<String>,
    contacts: BTreeSet<String>,
}

/// A telephone number from `site.yaml`.
#[derive(Clone, Debug)]
pub struct KnownNumber {
    /// As written in `site.yaml`; for a retired number, the current number of the same contact, if any.
    pub written: Option<String>,
    /// The name of the contact or organisation.
    pub name: String,
}

impl KnownNumbers {
    /// The numbers of a site.
    pub fn of(settings: &Settings) -> Self {
        let mut known = Self::default();
        for contact in &settings.contacts {
            let name = contact.name.as_ref().unwrap_or(&contact.id);
            let entry = || KnownNumber { written: contact.phone.clone(), name: name.clone() };
            for digits in contact.phone.iter().flat_map(|phone| phone::all_in(phone)) {
                known.contacts.insert(digits.clone());
                known.current.entry(digits).or_insert_with(entry);
            }
            for digits in contact.retired.iter().flat_map(|phone| phone::all_in(phone)) {
                known.retired.entry(digits).or_insert_with(entry);
            }
        }
        let organisation = &settings.organisation;
        for digits in organisation.phone.iter().flat_map(|phone| phone::all_in(phone)) {
            let name = organisation.name.as_ref().unwrap_or(&settings.title).clone();
            known.current.entry(digits).or_insert_with(|| KnownNumber { written: organisation.phone.clone(), name });
        }
        known.long = known.current.keys().filter(|digits| digits.len() >= 6).cloned().collect();
        known
    }

    /// Whether leaflets may give this number.
    pub fn is_current(&self, digits: &str) -> bool {
        EMERGENCY_NUMBERS.contains(&digits) || self.current.contains_key(digits)
    }

    /// The entry of a number that is no longer in use.
    pub fn retired(&self, digits: &str) -> Option<&KnownNumber> {
        if self.is_current(digits) { None } else { self.retired.get(digits) }
    }

    /// The known number that a mistyped number most likely means; see [`is_slip`].
    pub fn nearest(&self, digits: &str) -> Option<&KnownNumber> {
        let found = self.long.iter().find(|known| is_slip(known.as_bytes(), digits.as_bytes()))?;
        self.current.get(found)
    }
}

/// Whether one digit is wrong, missing or extra, or two adjacent digits are swapped.
fn is_slip(known: &[u8], typed: &[u8]) -> bool {
    let same = known.iter().zip(typed).take_while(|(one, other)| one == other).count();
    let (known, typed) = (known.get(same..).unwrap_or_default(), typed.get(same..).unwrap_or_default());
    match (known, typed) {
        ([_, known @ ..], [_, typed @ ..]) if known == typed => true,
        ([_, known @ ..], typed) if known == typed => true,
        (known, [_, typed @ ..]) if known == typed => true,
        ([a, b, known @ ..], [c, d, typed @ ..]) => a == d && b == c && known == typed,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn single_typing_mistakes_are_recognised() {
        for (typed, expected) in [
            ("01632960124", true),
            ("01632960213", true),
            ("0163296012", true),
            ("016329601234", true),
            ("01632960132", true),
            ("01632960321", false),
            ("01632969999", false),
        ] {
            assert_eq!(is_slip(b"01632960123", typed.as_bytes()), expected, "{typed}");
        }
    }
}

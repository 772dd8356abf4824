//! The names of medicines.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Names and pairs of names; the file says where they are from.
static LIST: &str = include_str!("medicines.txt");

/// Groups of medicines, as leaflets name them.
const GROUPS: &[&str] = &[
    "antibiotic",
    "anticoagulant",
    "antidepressant",
    "antihistamine",
    "antipsychotic",
    "benzodiazepine",
    "blocker",
    "contraceptive",
    "diuretic",
    "inhaler",
    "laxative",
    "opioid",
    "painkiller",
    "statin",
    "steroid",
    "thinner",
    "tranquilliser",
    "vaccine",
];

/// The ends of generic names, from WHO, The use of stems in the selection of International Nonproprietary Names, 2018
/// (<https://www.who.int/publications/i/item/WHO-EMP-RHT-TSN-2018.1>). Those that everyday words have too are left out.
const STEMS: &[&str] = &[
    "apine",
    "azepam",
    "azolam",
    "azole",
    "caine",
    "ciclib",
    "cillin",
    "coxib",
    "cycline",
    "dipine",
    "dronate",
    "fenac",
    "floxacin",
    "gatran",
    "gliflozin",
    "gliptin",
    "glutide",
    "grel",
    "idone",
    "lukast",
    "mab",
    "mycin",
    "olol",
    "oxetine",
    "parin",
    "platin",
    "pril",
    "profen",
    "rubicin",
    "sartan",
    "semide",
    "setron",
    "solone",
    "sonide",
    "statin",
    "taxel",
    "thiazide",
    "tinib",
    "triptan",
    "triptyline",
    "tropium",
    "vastatin",
    "xaban",
];

/// The shortest name that is recognised by its end: 'April' is a month.
const MIN_LENGTH: usize = 7;

static NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| lines().filter(|line| !line.contains(' ')).collect());
static PAIRS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| lines().filter_map(|line| line.split_once(' ')).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The usual form of a word in small letters, if it is the name of a medicine or of a group of them.
pub(super) fn medicine(word: &str) -> Option<&str> {
    let is_known = |name: &str| {
        NAMES.contains(name)
            || GROUPS.contains(&name)
            || name.len() >= MIN_LENGTH && STEMS.iter().any(|stem| name.ends_with(stem))
    };
    let singular = word.strip_suffix('s').filter(|singular| is_known(singular));
    singular.or_else(|| is_known(word).then_some(word))
}

/// Whether names of one list are confused with names of another.
pub(super) fn are_confused(these: &[String], others: &[String]) -> bool {
    PAIRS.iter().any(|(one, other)| {
        let has = |names: &[String], name: &str| names.iter().any(|known| known == name);
        has(these, one) && has(others, other) || has(these, other) && has(others, one)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_has_the_names_of_all_pairs() {
        let names: Vec<&str> = lines().filter(|line| !line.contains(' ')).collect();
        assert!(names.is_sorted_by(|one, other| one < other));
        for (one, other) in PAIRS.iter() {
            assert!(NAMES.contains(one) && NAMES.contains(other), "{one} and {other}");
        }
    }

    #[test]
    fn everyday_words_are_no_medicines() {
        for word in ["april", "magazine", "cholesterol", "alone", "protocol", "decline", "person"] {
            assert_eq!(medicine(word), None, "{word}");
        }
        assert_eq!(medicine("antibiotics"), Some("antibiotic"));
        assert_eq!(medicine("examplizumab"), Some("examplizumab"));
    }
}

//! `unexplained-abbreviation`: an abbreviation should be explained where it is first used.

use std::collections::HashSet;

use crate::check::capitals::{is_ordinary, is_roman};
use crate::check::explanation::{holds_word, is_explained, is_in_link};
use crate::check::rule::{Findings, ManuscriptContext, Rule, RuleGroup, Scope};
use crate::diagnostic::Severity;
use crate::markdown::{Passage, PassageKind, Prose, Word};
use crate::source::TextRange;

pub static RULE: Rule = Rule {
    name: "unexplained-abbreviation",
    severity: Severity::Advice,
    group: RuleGroup::PlainLanguage,
    summary: "an abbreviation should be explained",
    documentation: include_str!("unexplained_abbreviation.md"),
    locked: false,
    scope: Scope::English(check),
};

/// Abbreviations that are better known than their long forms, names of vaccines, marks on packaging, and units. In
/// alphabetical order (for binary search).
const KNOWN: &[&str] = &[
    "AA", "AB", "ACE", "AIDS", "AM", "ATM", "AZ", "BBC", "BC", "BCG", "BSL", "BST", "CCTV", "CD", "CM", "COVID", "CV",
    "DIY", "DNA", "DVD", "EU", "FAQ", "FM", "GCSE", "GMT", "GP", "HIV", "HM", "ID", "IQ", "IU", "KG", "KJ", "KM",
    "LGBT", "LGBTQ", "MG", "ML", "MM", "MMR", "MOT", "MP", "NHS", "NW", "OK", "PC", "PDF", "PIN", "PM", "PO", "QR",
    "RAF", "SE", "SIM", "SMS", "SOS", "SW", "TV", "UK", "UKCA", "UN", "US", "USA", "USB", "UV", "UVA", "UVB", "VAT",
    "VIP", "WC",
];
/// Days, months and units that are sometimes written in capitals.
const DAYS: &[&str] = &[
    "MON", "TUE", "TUES", "WED", "THU", "THUR", "THURS", "FRI", "SAT", "SUN", "JAN", "FEB", "MAR", "APR", "JUN", "JUL",
    "AUG", "SEP", "SEPT", "OCT", "NOV", "DEC", "KCAL", "MMHG", "MCG",
];
/// What directly precedes an abbreviation that is explained.
const BEFORE: &[&str] = &[
    "called ",
    "called a ",
    "called an ",
    "called the ",
    "known as ",
    "known as an ",
    "known as a ",
    "known as the ",
    ", or ",
    "short for ",
];
/// What directly follows an abbreviation that is explained.
const AFTER: &[&str] = &[
    " (",
    " – ",
    " - ",
    " stands for",
    " is short for",
    " means",
    ", which stands for",
    ", short for",
    ", or ",
    ", which means",
    ": ",
];
/// How many words before and after an abbreviation are searched for its long form.
const NEARBY_WORDS: usize = 60;

fn check(subject: &ManuscriptContext<'_>, findings: &mut Findings<'_>) {
    let prose = subject.prose();
    let mut done: HashSet<&str> = HashSet::new();
    // Abbreviations that have been seen only in headings so far.
    let mut in_headings: Vec<(&str, TextRange)> = Vec::new();
    for (at, word) in prose.words_with_capital().filter(|(_, word)| !word.has_digit()) {
        let Some(short) = abbreviation(prose.part(word.range)) else { continue };
        if KNOWN.binary_search(&short).is_ok() || done.contains(short) || is_something_else(subject, at, short) {
            continue;
        }
        let Some(passage) = prose.passage_at(word.range.start) else { continue };
        match passage.kind {
            PassageKind::Term => {}
            // 'Post-traumatic stress disorder (PTSD)' is an explanation even in a heading or a link.
            _ if is_spelled_out(prose, passage, at, short) => {}
            PassageKind::Heading(_) | PassageKind::HeaderCell => {
                in_headings.push((short, word.range));
                continue;
            }
            _ if is_in_link(subject, word.range) => continue,
            _ if is_known_here(subject, short) => {}
            _ => report(subject, short, word.range, findings),
        }
        done.insert(short);
    }
    for (short, range) in in_headings {
        if done.insert(short) && !is_known_here(subject, short) && !is_explained(prose, range, &[]) {
            report(subject, short, range, findings);
        }
    }
}

fn report(subject: &ManuscriptContext<'_>, short: &str, range: TextRange, findings: &mut Findings<'_>) {
    findings.add(
        subject.span_of_prose(range),
        format!("'{short}' is an abbreviation, and nothing nearby says what it means. Patients may not know it, or mistake it for another."),
        format!("Write it out the first time, with the abbreviation in brackets: 'cognitive behavioural therapy (CBT)'. If you use '{short}' only once or twice, write the words instead."),
    );
}

/// The letters of an abbreviation: 2 to 6 capitals, without a final 's'.
fn abbreviation(word: &str) -> Option<&str> {
    let bytes = word.as_bytes();
    if !(bytes.first()?.is_ascii_uppercase() && bytes.get(1)?.is_ascii_uppercase()) {
        return None;
    }
    let short =
        word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let fits = (2..=6).contains(&short.len()) && short.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then_some(short)
}

/// Whether capitals are not an abbreviation here: a numeral, a day, an emphasised word, or part of a name or address.
fn is_something_else(subject: &ManuscriptContext<'_>, at: usize, short: &str) -> bool {
    let prose = subject.prose();
    let words = prose.all_words();
    let word = words[at];
    // Letters next to one of these characters are part of something longer, such as an address.
    let edge = |place: Option<char>| place.is_some_and(|ch| matches!(ch, '@' | '/' | '_' | '\\' | '&'));
    let text = prose.text();
    if edge(text.get(..word.range.start as usize).and_then(|text| text.chars().next_back()))
        || edge(text.get(word.range.end as usize..).and_then(|text| text.chars().next()))
    {
        return true;
    }
    let beside = |other: Option<&Word>| {
        let other = *other?;
        let (first, second) = if other.range.start < word.range.start { (other, word) } else { (word, other) };
        let between = prose.part(TextRange { start: first.range.end, end: second.range.start });
        matches!(between, " " | "\u{a0}").then(|| prose.part(other.range))
    };
    let before = beside(at.checked_sub(1).and_then(|at| words.get(at)));
    let after = beside(words.get(at + 1));
    let is_shouted = |other: Option<&str>| {
        other.is_some_and(|other| {
            other.len() > 1
                && other.bytes().all(|byte| byte.is_ascii_uppercase())
                && KNOWN.binary_search(&other).is_err()
        })
    };
    // 'MS Society', 'Dr AB Smith': a name.
    let is_name = |other: &str| {
        let mut letters = other.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    is_shouted(before)
        || is_shouted(after)
        || after.is_some_and(is_name)
        || is_roman(short)
        || DAYS.contains(&short)
        || is_ordinary(short)
        || subject.world.settings.reference.regex.is_match(short)
}

/// Whether an abbreviation is explained by the names of the leaflet, the site and its contacts, or by the glossary.
fn is_known_here(subject: &ManuscriptContext<'_>, short: &str) -> bool {
    let settings = subject.world.settings;
    let fields = &subject.manuscript.front_matter;
    let both =
        |name: &str| holds_word(name, short) && (name.contains('(') || has_initials(name.split([' ', '-']), short));
    let contacts = settings.contacts.iter().filter_map(|contact| contact.name.as_deref());
    fields.also_known_as.iter().any(|name| holds_word(&name.value, short))
        || fields.title.as_ref().is_some_and(|title| both(&title.value))
        || contacts.chain(settings.organisation.name.as_deref()).any(both)
        || subject.world.glossary.find(short).is_some()
}

/// Whether the text near the abbreviation at word `at` gives its long form.
fn is_spelled_out(prose: &Prose, passage: &Passage, at: usize, short: &str) -> bool {
    let text = prose.text();
    let words = prose.all_words();
    let range = words[at].range;
    let before = text.get(passage.range.start as usize..range.start as usize).unwrap_or_default();
    let after = text.get(range.end as usize..passage.range.end as usize).unwrap_or_default();
    let after = after.trim_start_matches(['”', '’', '"']);
    let before = before.trim_end_matches(['“', '‘', '"', '\'']);
    if before.ends_with('(')
        || BEFORE.iter().any(|head| before.ends_with(head))
        || AFTER.iter().any(|tail| after.starts_with(tail))
    {
        return true;
    }
    let around = &words[at.saturating_sub(NEARBY_WORDS)..(at + NEARBY_WORDS).min(words.len())];
    has_initials(around.iter().map(|word| prose.part(word.range)), short)
}

/// Whether successive words begin with these letters; short function words between them may be skipped.
fn has_initials<'a>(words: impl Iterator<Item = &'a str>, short: &str) -> bool {
    let wanted = short.as_bytes();
    // For each possible starting word, the number of letters matched so far.
    let mut matched: Vec<usize> = Vec::new();
    for word in words {
        let first = word.bytes().next().unwrap_or(0);
        let is_small = matches!(word, "and" | "of" | "the" | "for" | "in" | "to" | "with" | "on" | "a");
        let is_capitals = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let mut next = Vec::new();
        for length in matched.iter().copied().chain([0]) {
            let fits = wanted.get(length).is_some_and(|letter| letter.eq_ignore_ascii_case(&first)) && !is_capitals;
            if fits && length + 1 == wanted.len() {
                return true;
            }
            if fits {
                next.push(length + 1);
            }
            if is_small && length > 0 {
                next.push(length);
            }
        }
        next.sort_unstable();
        next.dedup();
        matched = next;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_abbreviations_are_sorted() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn abbreviations_and_their_long_forms_are_recognised() {
        for (word, short) in [("CBT", Some("CBT")), ("MRIs", Some("MRI")), ("GP's", Some("GP")), ("GP’s", Some("GP"))]
        {
            assert_eq!(abbreviation(word), short, "{word}");
        }
        for word in ["A", "I", "Dr", "McDonald", "pH", "ABCDEFG", "CT-guided", "A&E", "X-ray", "ÉÉ", "药药"] {
            assert_eq!(abbreviation(word), None, "{word}");
        }
        let has = |text: &str, short| has_initials(text.split(' '), short);
        assert!(has("you may have cognitive behavioural therapy here", "CBT"));
        assert!(has("Driver and Vehicle Licensing Agency", "DVLA"));
        assert!(has("royal college of nursing", "RCN"));
        assert!(!has("cognitive therapy with a behavioural part", "CBT"));
        assert!(!has("CBT Behavioural therapy", "CBT"));
    }
}

//! How characters of names and texts are compared.

/// Normalises a character: any white space becomes a space, and typographic apostrophes and hyphens become ASCII. Case
/// is kept.
pub(super) fn plain(letter: char) -> char {
    match letter {
        '’' | '‘' | 'ʼ' | '′' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    }
}

/// Whether a character is part of a word.
pub(super) fn is_in_word(letter: char) -> bool {
    // Combining accents belong to the preceding character.
    letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}')
}

/// Whether a character is of a script written without spaces between words.
pub(super) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether two adjacent characters belong to one word. `next` follows `second`.
fn are_joined(first: char, second: char, next: Option<char>) -> bool {
    let in_word = |letter| is_in_word(letter) && !is_unspaced(letter);
    match plain(second) {
        // 'CAT-scan', 'anti-CAT', 'o'clock', 'name@example.org': all of it is one word or one address.
        '-' | '\'' | '.' | '@' => in_word(first) && next.is_some_and(in_word),
        '_' => in_word(first),
        second => in_word(first) && in_word(second),
    }
}

/// Whether a word that so far ends with `last` continues in `after`.
pub(super) fn continues(last: char, after: &mut dyn Iterator<Item = char>) -> bool {
    let Some(second) = after.next() else { return false };
    are_joined(last, second, after.next())
}

/// Whether a word that so far begins with `first` started earlier; `before` runs from right to left.
pub(super) fn started_before(first: char, before: &mut dyn Iterator<Item = char>) -> bool {
    let Some(second) = before.next() else { return false };
    are_joined(first, second, before.next())
}

/// Whether `after` starts with a possessive ending: the `'s` of 'the therapy's aims'.
pub(super) fn is_possessive(after: &mut dyn Iterator<Item = char>) -> bool {
    after.next().is_some_and(|chr| plain(chr) == '\'')
        && after.next().is_some_and(|letter| matches!(letter, 's' | 'S'))
        && after.next().is_none_or(|letter| !is_in_word(letter))
}

/// Normalises a name, keeping its case: no outer or repeated spaces, no quotation marks around it, no full stop or
/// question mark at the end.
pub(super) fn written(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for letter in name.chars().map(plain) {
        if letter != ' ' || !written.is_empty() && !written.ends_with(' ') {
            written.push(letter);
        }
    }
    let inner = written.trim_end_matches([' ', '.', ',', ';', ':', '?', '!', '"', '\'', '”', '»', '…']);
    inner.trim_start_matches([' ', '"', '\'', '“', '«', '¿', '¡']).to_owned()
}

/// Whether a name is one word with at least two capitals.
pub(super) fn is_abbreviation(name: &str) -> bool {
    !name.contains(' ') && name.chars().filter(|letter| letter.is_uppercase()).nth(1).is_some()
}

/// Other forms of a lower-case name of several words: its plural, or its singular if it is a plural.
pub(super) fn other_numbers(folded: &str) -> Vec<String> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| folded.ends_with(ending));
    let Some(last) = folded.chars().next_back().filter(|last| last.is_alphabetic()) else { return Vec::new() };
    let vowel_before_y = ends(&["ay", "ey", "oy", "uy"]);
    let cut = |count: usize| folded.get(..folded.len() - count).unwrap_or_default();
    match last {
        // 'x-rays' is a plural, so the singular also matches. 'Illness' and 'sepsis' are not plurals.
        's' if ends(&["ss", "us", "is"]) => vec![format!("{folded}es")],
        's' if ends(&["ies"]) => vec![format!("{}y", cut(3))],
        's' if ends(&["ches", "shes", "sses", "xes", "zes"]) => vec![cut(2).to_owned()],
        's' => vec![cut(1).to_owned()],
        'y' if !vowel_before_y => vec![format!("{}ies", cut(1))],
        'x' | 'z' => vec![format!("{folded}es")],
        'h' if ends(&["ch", "sh"]) => vec![format!("{folded}es")],
        _ if last.is_ascii() => vec![format!("{folded}s")],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_normalised() {
        assert_eq!(written("  “What is  CBT?” "), "What is CBT");
        assert_eq!(written("Crohn’s\u{a0}disease"), "Crohn's disease");
        assert_eq!(written("Épilepsie (part 2)"), "Épilepsie (part 2)");
        assert_eq!(written("?!"), "");
    }

    #[test]
    fn plurals_and_singulars() {
        let other = |name: &str| other_numbers(name).join(" ");
        assert_eq!(other("talking therapy"), "talking therapies");
        assert_eq!(other("blood test"), "blood tests");
        assert_eq!(other("eye drops"), "eye drop");
        assert_eq!(other("talking therapies"), "talking therapy");
        assert_eq!(other("spinal tap day"), "spinal tap days");
        assert_eq!(other("knee brace box"), "knee brace boxes");
        assert_eq!(other("heart bypass"), "heart bypasses");
        assert_eq!(other("knee crutches"), "knee crutch");
        assert_eq!(other("asthma (part 2)"), "");
    }

    #[test]
    fn whole_words() {
        let on = |last, after: &str| continues(last, &mut after.chars());
        assert!(on('T', "s") && on('T', "-scan") && on('T', "’s aim") && on('T', "_x") && on('g', ".uk"));
        assert!(!on('T', "") && !on('T', ". It") && !on('T', "- and") && !on('s', "' aim") && !on('T', "/CBT"));
        assert!(!on('法', "是"));
        assert!(is_possessive(&mut "’s aim".chars()) && is_possessive(&mut "'s".chars()));
        assert!(!is_possessive(&mut "'stuff".chars()) && !is_possessive(&mut "s".chars()));
    }

    #[test]
    fn abbreviations() {
        assert!(is_abbreviation("CAT") && is_abbreviation("CBTp") && is_abbreviation("E.C.T"));
        assert!(!is_abbreviation("Sedation") && !is_abbreviation("X-ray") && !is_abbreviation("MRI Scan"));
    }
}

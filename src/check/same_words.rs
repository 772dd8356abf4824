//! Compares strings by their words, ignoring case and punctuation.

/// The letters and digits of a string in lower case, with one space between words.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut space = false;
    let mut begun = false;
    let mut letters = text.chars();
    let mut kept = None;
    std::iter::from_fn(move || {
        if let Some(letter) = kept.take() {
            return Some(letter);
        }
        for letter in letters.by_ref() {
            if letter.is_alphanumeric() {
                if space && begun {
                    space = false;
                    kept = Some(letter);
                    return Some(' ');
                }
                (space, begun) = (false, true);
                return Some(letter);
            }
            // An apostrophe does not separate words.
            space |= !matches!(letter, '\'' | '’');
        }
        None
    })
    .flat_map(char::to_lowercase)
}

/// Whether two strings have the same words. False for strings without words.
pub fn same_words(one: &str, other: &str) -> bool {
    has_words(one) && letters(one).eq(letters(other))
}

/// Whether a string contains a letter or a digit.
pub fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_punctuation_are_ignored() {
        assert!(same_words("The night sky.", "the  night-SKY"));
        assert!(same_words("Parkinson’s disease", "Parkinson's disease"));
        assert!(same_words("Ángste", "ángste"));
        assert!(!same_words("The night sky", "The nightsky"));
        assert!(!same_words("One", "One two"));
        assert!(!same_words("?", "!"));
    }
}

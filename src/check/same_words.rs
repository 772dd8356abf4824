//! Whether two texts say the same, whatever their capitals and punctuation.

/// The letters and digits of a text, with one space for all that stands between words.
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
            // An apostrophe stands within a word.
            space |= !matches!(letter, '\'' | '’');
        }
        None
    })
    .flat_map(char::to_lowercase)
}

/// Whether two texts have the same words. Two texts without words do not.
pub fn same_words(one: &str, other: &str) -> bool {
    has_words(one) && letters(one).eq(letters(other))
}

/// Whether there is a letter or a digit in a text.
pub fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_punctuation_do_not_count() {
        assert!(same_words("The night sky.", "the  night-SKY"));
        assert!(same_words("Parkinson’s disease", "Parkinson's disease"));
        assert!(same_words("Ángste", "ángste"));
        assert!(!same_words("The night sky", "The nightsky"));
        assert!(!same_words("One", "One two"));
        assert!(!same_words("?", "!"));
    }
}

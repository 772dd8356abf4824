//! Short words as numbers: most words are short, and a number is found in a table without looking at letters.

/// The letters of a word of up to eight bytes as one number, which no other word without the byte zero has.
pub fn as_number(word: &str) -> Option<u64> {
    let letters = word.as_bytes();
    let length = letters.len();
    // Two overlapping reads of a fixed length cost less than a copy whose length nobody can foresee.
    if let (4..=8, Some(head), Some(tail)) = (length, letters.first_chunk::<4>(), letters.last_chunk::<4>()) {
        let tail = u64::from(u32::from_le_bytes(*tail));
        return Some(u64::from(u32::from_le_bytes(*head)) | tail << (8 * (length - 4)));
    }
    (length < 4).then(|| letters.iter().rev().fold(0, |number, letter| number << 8 | u64::from(*letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_own_number() {
        let word = "abcdefghi";
        for length in 0..=8 {
            let mut bytes = [0; 8];
            bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
            assert_eq!(as_number(&word[..length]), Some(u64::from_le_bytes(bytes)), "{length}");
        }
        assert_eq!(as_number(word), None);
        assert_ne!(as_number("ähnä"), as_number("ahna"));
    }
}

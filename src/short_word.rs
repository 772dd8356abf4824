//! Words eight letters at a time: most are short, and every word of every leaflet is looked at several times.

/// How many small letters of ASCII stand at the start of a text.
pub fn small_letters(text: &[u8]) -> usize {
    let mut length = 0;
    while let Some(eight) = text.get(length..).and_then(|rest| rest.first_chunk::<8>()) {
        let small = small_letters_of_eight(u64::from_le_bytes(*eight));
        length += small;
        if small < 8 {
            return length;
        }
    }
    length + text[length..].iter().take_while(|byte| byte.is_ascii_lowercase()).count()
}

/// The same of eight bytes in one number, the first the lowest: the highest bit of each byte tells whether it is a small letter.
fn small_letters_of_eight(eight: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    // Without their highest bits no sum goes over into the next byte.
    let low = eight & !HIGHEST;
    let from_a = low + (0x80 - b'a' as u64) * EACH;
    let past_z = low + (0x80 - b'z' as u64 - 1) * EACH;
    let is_small = from_a & !past_z & !eight & HIGHEST;
    ((is_small ^ HIGHEST).trailing_zeros() / 8) as usize
}

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
    fn small_letters_are_counted_to_the_first_other_byte() {
        for other in (0..=255).filter(|byte: &u8| !byte.is_ascii_lowercase()) {
            for length in 0..20 {
                let mut text: Vec<u8> = (b'a'..=b'z').take(length).collect();
                assert_eq!(small_letters(&text), length);
                text.push(other);
                text.extend(b"zabcdefghij");
                assert_eq!(small_letters(&text), length, "{length} letters before {other:x}");
            }
        }
        assert_eq!(small_letters(b"abcdefghijklmnopqrstuvwxyz"), 26);
    }

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

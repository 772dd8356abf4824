//! Fast text functions that process eight bytes at a time: every word of every leaflet is examined several times.

/// The number of lower-case ASCII letters at the start of a text.
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

/// The same for eight bytes in one number, the first byte lowest.
fn small_letters_of_eight(eight: u64) -> usize {
    const ONE_IN_EACH_BYTE: u64 = 0x0101_0101_0101_0101;
    const TOP_BITS: u64 = 0x80 * ONE_IN_EACH_BYTE;
    // Without their highest bits, sums cannot overflow into the next byte.
    let low = eight & !TOP_BITS;
    let from_a = low + (0x80 - b'a' as u64) * ONE_IN_EACH_BYTE;
    let past_z = low + (0x80 - b'z' as u64 - 1) * ONE_IN_EACH_BYTE;
    let is_small = from_a & !past_z & !eight & TOP_BITS;
    ((is_small ^ TOP_BITS).trailing_zeros() / 8) as usize
}

/// A bit for each of up to 64 bytes, the lowest for the first: whether it is an ASCII letter or digit.
pub fn letters_and_digits(text: &[u8]) -> u64 {
    let (eights, rest) = text.as_chunks::<8>();
    let bits = eights.iter().take(8).rev().fold(0, |bits, eight| bits << 8 | letters_and_digits_of_eight(*eight));
    let rest = rest.iter().take(64 - 8 * eights.len().min(8)).enumerate();
    rest.fold(bits, |bits, (at, byte)| bits | u64::from(byte.is_ascii_alphanumeric()) << (8 * eights.len() + at))
}

/// The same for eight bytes.
pub fn letters_and_digits_of_eight(eight: [u8; 8]) -> u64 {
    const ONE_IN_EACH_BYTE: u64 = 0x0101_0101_0101_0101;
    const TOP_BITS: u64 = 0x80 * ONE_IN_EACH_BYTE;
    let eight = u64::from_le_bytes(eight);
    // Without their highest bits, sums cannot overflow into the next byte. Upper and lower case differ in one bit.
    let low = eight & !TOP_BITS;
    let small = low | (0x20 * ONE_IN_EACH_BYTE);
    let is_letter =
        (small + (0x80 - b'a' as u64) * ONE_IN_EACH_BYTE) & !(small + (0x80 - b'z' as u64 - 1) * ONE_IN_EACH_BYTE);
    let is_digit =
        (low + (0x80 - b'0' as u64) * ONE_IN_EACH_BYTE) & !(low + (0x80 - b'9' as u64 - 1) * ONE_IN_EACH_BYTE);
    // Collects the highest bits of all bytes into one byte.
    ((is_letter | is_digit) & !eight & TOP_BITS).wrapping_mul(0x0002_0408_1020_4081) >> 56
}

/// A word of up to eight bytes as a number, which is unique among words without zero bytes.
pub fn as_number(word: &str) -> Option<u64> {
    let letters = word.as_bytes();
    let length = letters.len();
    // Two overlapping reads of a fixed length are faster than a copy of unpredictable length.
    if let (4..=8, Some(head), Some(tail)) = (length, letters.first_chunk::<4>(), letters.last_chunk::<4>()) {
        let tail = u64::from(u32::from_le_bytes(*tail));
        return Some(u64::from(u32::from_le_bytes(*head)) | tail << (8 * (length - 4)));
    }
    (length < 4).then(|| letters.iter().rev().fold(0, |number, letter| number << 8 | u64::from(*letter)))
}

/// The word of a number made by [`as_number`].
pub fn of_number(letters: u64) -> String {
    let bytes = letters.to_le_bytes();
    let length = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_case_letters_are_counted_up_to_the_first_other_byte() {
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
    fn letters_and_digits_are_bits() {
        for from in (0..=255).step_by(8) {
            for length in [0, 1, 7, 8, 9, 63, 64] {
                let text: Vec<u8> = (0..length).map(|at| (from + at * 7) as u8).collect();
                let bits = text.iter().enumerate();
                let expected = bits.fold(0, |bits, (at, byte)| bits | u64::from(byte.is_ascii_alphanumeric()) << at);
                assert_eq!(letters_and_digits(&text), expected, "{text:?}");
            }
        }
        for byte in 0..=255_u8 {
            let expected = if byte.is_ascii_alphanumeric() { 0b1000_0001 } else { 0b1000_0000 };
            assert_eq!(letters_and_digits(&[byte, 0, 0, 0, 0, 0, 0, b'0']), expected, "{byte}");
        }
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
        for word in ["a", "ab1", "stone", "abcdefgh", "ähnä"] {
            assert_eq!(as_number(word).map(of_number).as_deref(), Some(word));
        }
        assert_ne!(as_number("ähnä"), as_number("ahna"));
    }
}

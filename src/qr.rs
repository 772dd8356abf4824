//! QR codes of addresses that begin alike, as the outline of a drawing.
//!
//! A code of one size is made of its text by sums without carrying: what a letter changes in it does not depend on the
//! letters beside it. So of ten thousand short addresses only one code, and what each bit of a reference changes in it,
//! is made by the library; the others are put together from these.

use std::collections::HashMap;
use std::sync::OnceLock;

use fast_qr::{ECL, Mask, Mode, QRBuilder};

/// A code as rows of dark and light squares, a bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct QrModules {
    rows: Vec<u64>,
}

/// A code for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrPath {
    /// How many squares it is wide, without the light edge around it.
    pub size: usize,
    /// Its dark squares as lines from left to right, one wide, in the words of a path in SVG.
    pub path: String,
}

/// The codes of all addresses that begin alike.
#[derive(Debug)]
pub struct QrCodes {
    prefix: String,
    /// By the length of what follows.
    families: HashMap<usize, OnceLock<Option<QrTemplate>>>,
}

/// The codes of all addresses of one length.
#[derive(Debug)]
struct QrTemplate {
    /// The whole address that was asked for first: the others are much like it.
    text: Vec<u8>,
    squares: QrModules,
    /// What each bit of it changes, the lowest of the first letter first; each is made when it is first needed.
    changes: Vec<OnceLock<Option<QrModules>>>,
}

impl QrCodes {
    /// Codes of addresses that begin with `prefix`, and go on with texts of these lengths.
    pub fn new(prefix: String, lengths: impl Iterator<Item = usize>) -> Self {
        Self { prefix, families: lengths.map(|length| (length, OnceLock::new())).collect() }
    }

    /// The code of an address; none where it is too long to be read from paper.
    pub fn outline(&self, rest: &str) -> Option<QrPath> {
        let text = || [self.prefix.as_bytes(), rest.as_bytes()].concat();
        let squares = match self.families.get(&rest.len()) {
            None => squares(text()),
            Some(family) => family.get_or_init(|| QrTemplate::new(text())).as_ref()?.of(self.prefix.len(), rest),
        };
        squares.map(|squares| squares.outline())
    }
}

impl QrTemplate {
    fn new(text: Vec<u8>) -> Option<Self> {
        let squares = squares(text.clone())?;
        let changes = std::iter::repeat_with(OnceLock::new).take(text.len() * 8).collect();
        Some(Self { text, squares, changes })
    }

    /// What one bit of the first address changes in its code.
    fn change(&self, bit: usize) -> Option<&QrModules> {
        let make = || {
            let mut text = self.text.clone();
            text[bit / 8] ^= 1 << (bit % 8);
            let mut changed = squares(text)?;
            changed.add(&self.squares);
            Some(changed)
        };
        self.changes[bit].get_or_init(make).as_ref()
    }

    /// The code of an address that goes on with `rest` from a byte on.
    fn of(&self, from: usize, rest: &str) -> Option<QrModules> {
        let mut squares = self.squares.clone();
        for (at, (letter, first)) in rest.bytes().zip(&self.text[from..]).enumerate() {
            let differs = letter ^ first;
            for bit in (0..8).filter(|bit| differs >> bit & 1 == 1) {
                squares.add(self.change((from + at) * 8 + bit)?);
            }
        }
        Some(squares)
    }
}

impl QrModules {
    fn add(&mut self, other: &Self) {
        self.rows.iter_mut().zip(&other.rows).for_each(|(row, other)| *row ^= other);
    }

    fn outline(&self) -> QrPath {
        let size = self.rows.len();
        let mut path = String::with_capacity(size * size * 2);
        for (y, row) in self.rows.iter().enumerate() {
            let (mut rest, mut x, mut is_first) = (*row, 0, true);
            while rest != 0 {
                let gap = rest.trailing_zeros() as usize;
                rest >>= gap;
                let run = rest.trailing_ones() as usize;
                rest = rest.checked_shr(run as u32).unwrap_or(0);
                x += gap;
                if is_first {
                    path.push('M');
                    push_number(&mut path, x);
                    path.push(' ');
                    push_number(&mut path, y);
                } else {
                    path.push('m');
                    push_number(&mut path, gap);
                    path.push_str(" 0");
                }
                path.push('h');
                push_number(&mut path, run);
                x += run;
                is_first = false;
            }
        }
        QrPath { size, path }
    }
}

/// Writes a number below 100: hundreds of them stand on each of ten thousand pages.
fn push_number(path: &mut String, number: usize) {
    let digit = |digit: usize| char::from(b'0' + digit as u8);
    if number >= 10 {
        path.push(digit(number / 10));
    }
    path.push(digit(number % 10));
}

/// The code of a text. Its form is fixed: letters as bytes, a quarter of it may be hidden, one way of mixing.
fn squares(text: Vec<u8>) -> Option<QrModules> {
    let code = QRBuilder::new(text).mode(Mode::Byte).ecl(ECL::M).mask(Mask::Checkerboard).build().ok()?;
    if code.size > u64::BITS as usize {
        return None;
    }
    let row = |y: usize| code[y].iter().enumerate().fold(0, |row, (x, square)| row | u64::from(square.value()) << x);
    Some(QrModules { rows: (0..code.size).map(row).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_put_together_are_those_of_the_library() {
        for prefix in
            ["https://leaflets.example.org/r/", "https://a.org/r/", "https://www.example.org/a/long/way/down/to/r/"]
        {
            for references in [["PT-001/", "PI-999/", "ZZ-000/"], ["PT-00001/", "é-10/", "AB-98765/"]] {
                let codes = QrCodes::new(prefix.to_owned(), references.iter().map(|reference| reference.len()));
                for reference in references.iter().chain(&references) {
                    let whole = squares(format!("{prefix}{reference}").into_bytes());
                    assert_eq!(codes.outline(reference), whole.map(|it| it.outline()), "{prefix}{reference}");
                }
            }
        }
    }

    #[test]
    fn a_row_is_drawn_by_its_dark_squares() {
        let outline = QrModules { rows: vec![0b1101, 0, 1] }.outline();
        assert_eq!((outline.size, outline.path.as_str()), (3, "M0 0h1m1 0h2M0 2h1"));
        let full = QrModules { rows: vec![u64::MAX] }.outline();
        assert_eq!(full.path, "M0 0h64");
    }

    #[test]
    fn an_address_that_is_too_long_has_none() {
        assert_eq!(QrCodes::new("https://a.org/".repeat(40), std::iter::empty()).outline("x"), None);
    }
}

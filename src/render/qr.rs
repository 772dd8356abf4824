//! QR codes of addresses with a common prefix, as SVG paths.
//!
//! The modules of a QR code of one size depend on the bits of its text by XOR only: what one bit changes does not
//! depend on the other bits. So for ten thousand short addresses, the library makes only one code and the changes for
//! each bit; all other codes are combined from these.

use std::collections::HashMap;
use std::sync::OnceLock;

use fast_qr::{ECL, Mask, Mode, QRBuilder};

/// A code as rows of dark and light modules, one bit each.
#[derive(Clone, Debug, PartialEq, Eq)]
struct QrModules {
    rows: Vec<u64>,
}

/// A code for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrPath {
    /// Its width in modules, without the light margin.
    pub size: usize,
    /// Its dark modules as horizontal lines, one module thick, in SVG path syntax.
    pub path: String,
}

/// The codes of all addresses with a common prefix.
#[derive(Debug)]
pub struct QrCodes {
    prefix: String,
    /// By the length in bytes of the part after the prefix.
    families: HashMap<usize, OnceLock<Option<QrTemplate>>>,
}

/// The codes of all addresses with the same length.
#[derive(Debug)]
struct QrTemplate {
    /// The full address that was requested first.
    text: Vec<u8>,
    modules: QrModules,
    /// The modules changed by each bit of it, starting with the lowest bit of the first byte; each is made on first
    /// use.
    changes: Vec<OnceLock<Option<QrModules>>>,
}

impl QrCodes {
    /// Codes of addresses that start with `prefix`, followed by parts of these lengths.
    pub fn new(prefix: String, lengths: impl Iterator<Item = usize>) -> Self {
        Self { prefix, families: lengths.map(|length| (length, OnceLock::new())).collect() }
    }

    /// The code of an address; `None` if it is too long to be scanned from paper.
    pub fn outline(&self, rest: &str) -> Option<QrPath> {
        let text = || [self.prefix.as_bytes(), rest.as_bytes()].concat();
        let modules = match self.families.get(&rest.len()) {
            None => modules(text()),
            Some(family) => family.get_or_init(|| QrTemplate::new(text())).as_ref()?.of(self.prefix.len(), rest),
        };
        modules.map(|modules| modules.outline())
    }
}

impl QrTemplate {
    fn new(text: Vec<u8>) -> Option<Self> {
        let modules = modules(text.clone())?;
        let changes = std::iter::repeat_with(OnceLock::new).take(text.len() * 8).collect();
        Some(Self { text, modules, changes })
    }

    /// The modules that one bit of the first address changes.
    fn change(&self, bit: usize) -> Option<&QrModules> {
        let make = || {
            let mut text = self.text.clone();
            text[bit / 8] ^= 1 << (bit % 8);
            let mut changed = modules(text)?;
            changed.add(&self.modules);
            Some(changed)
        };
        self.changes[bit].get_or_init(make).as_ref()
    }

    /// The code of the address that has `rest` from byte `from` on.
    fn of(&self, from: usize, rest: &str) -> Option<QrModules> {
        let mut modules = self.modules.clone();
        for (at, (letter, first)) in rest.bytes().zip(&self.text[from..]).enumerate() {
            let differs = letter ^ first;
            for bit in (0..8).filter(|bit| differs >> bit & 1 == 1) {
                modules.add(self.change((from + at) * 8 + bit)?);
            }
        }
        Some(modules)
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

/// Appends a number below 100. A fast path: each of ten thousand pages has hundreds of them.
fn push_number(path: &mut String, number: usize) {
    let digit = |digit: usize| char::from(b'0' + digit as u8);
    if number >= 10 {
        path.push(digit(number / 10));
    }
    path.push(digit(number % 10));
}

/// The code of a text, with a fixed mask and mode, and medium error correction.
fn modules(text: Vec<u8>) -> Option<QrModules> {
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
    fn combined_codes_equal_those_of_the_library() {
        for prefix in
            ["https://leaflets.example.org/r/", "https://a.org/r/", "https://www.example.org/a/long/way/down/to/r/"]
        {
            for references in [["PT-001/", "PI-999/", "ZZ-000/"], ["PT-00001/", "é-10/", "AB-98765/"]] {
                let codes = QrCodes::new(prefix.to_owned(), references.iter().map(|reference| reference.len()));
                for reference in references.iter().chain(&references) {
                    let whole = modules(format!("{prefix}{reference}").into_bytes());
                    assert_eq!(codes.outline(reference), whole.map(|it| it.outline()), "{prefix}{reference}");
                }
            }
        }
    }

    #[test]
    fn rows_are_drawn_as_runs_of_dark_modules() {
        let outline = QrModules { rows: vec![0b1101, 0, 1] }.outline();
        assert_eq!((outline.size, outline.path.as_str()), (3, "M0 0h1m1 0h2M0 2h1"));
        let full = QrModules { rows: vec![u64::MAX] }.outline();
        assert_eq!(full.path, "M0 0h64");
    }

    #[test]
    fn addresses_that_are_too_long_have_no_code() {
        assert_eq!(QrCodes::new("https://a.org/".repeat(40), std::iter::empty()).outline("x"), None);
    }
}

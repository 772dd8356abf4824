//! Rules for leaflet references that apply whatever the pattern of the site: a reference becomes a part of a web
//! address, a QR code and a folder name.

use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, EnumeratedProperty, GeneralCategory, GeneralCategoryGroup};

/// The maximum length in bytes. A longer reference does not fit into a QR code that phones can scan from paper.
pub const MAX_LEN: usize = 100;

/// Characters with a special meaning in web addresses, or not allowed in file names on Windows.
const FORBIDDEN: &str = "<>:\"\\|?*#%";

/// Characters that are invisible, or look like a plain space.
const UNSEEN: GeneralCategoryGroup = GeneralCategoryGroup::Other.union(GeneralCategoryGroup::Separator);

/// Why a string cannot be a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceFault {
    /// It has more than [`MAX_LEN`] bytes.
    TooLong,
    /// It is empty before, after or between its `/`.
    EmptyPart,
    /// A part is `.` or `..`, which mean the current and the parent folder.
    Dots,
    /// A part is `index.html`, which every folder of a site contains.
    IndexPage,
    /// It contains a control character or an invisible one.
    Invisible(char),
    /// It contains a character not allowed in addresses or file names.
    Forbidden(char),
}

/// The fault of a reference; `None` if it can be part of an address.
pub fn fault(reference: &str) -> Option<ReferenceFault> {
    if let Some(ch) = reference.chars().find(|ch| is_unseen(*ch)) {
        return Some(ReferenceFault::Invisible(ch));
    }
    if let Some(ch) = reference.chars().find(|ch| FORBIDDEN.contains(*ch)) {
        return Some(ReferenceFault::Forbidden(ch));
    }
    for part in reference.split('/').map(str::trim) {
        match part {
            "" => return Some(ReferenceFault::EmptyPart),
            "." | ".." => return Some(ReferenceFault::Dots),
            _ if part.eq_ignore_ascii_case("index.html") => return Some(ReferenceFault::IndexPage),
            _ => {}
        }
    }
    (reference.len() > MAX_LEN).then_some(ReferenceFault::TooLong)
}

fn is_unseen(ch: char) -> bool {
    ch != ' '
        && (UNSEEN.contains(GeneralCategory::for_char(ch))
            || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(ch))
}

impl ReferenceFault {
    /// What is wrong, to follow "The reference '...' ".
    pub fn problem(self) -> String {
        match self {
            Self::TooLong => {
                format!(
                    "is longer than {MAX_LEN} bytes. Its web address would not fit into the QR code on the \
                     leaflet."
                )
            }
            Self::EmptyPart => {
                "has nothing before, after or between its '/'. Its web address would be that of another \
                 page."
                    .to_owned()
            }
            Self::Dots => {
                "has a part '.' or '..', which computers treat as the name of another folder. Its web address would \
                 lead elsewhere."
                    .to_owned()
            }
            Self::IndexPage => {
                "has a part 'index.html', which is the name of a file in every folder of the site. Its web address \
                 would already be in use."
                    .to_owned()
            }
            Self::Invisible(ch) => format!(
                "contains an invisible character (U+{:04X}). Readers who type the reference from paper would not find \
                 the leaflet.",
                u32::from(ch)
            ),
            Self::Forbidden(ch) => format!(
                "contains the character '{ch}', which is not allowed in web addresses and file names. Its web address \
                 would lead nowhere."
            ),
        }
    }

    /// How to fix it.
    pub fn help(self) -> &'static str {
        match self {
            Self::TooLong => "Write a shorter reference, such as 'PT-001', which is easy to type from paper.",
            Self::EmptyPart => "Write letters or digits on both sides of each '/', or remove the '/'.",
            Self::Dots | Self::IndexPage => "Write another reference, such as 'PT-001'.",
            Self::Invisible(_) => {
                "Delete the reference and type it again, with plain letters, digits, hyphens and spaces."
            }
            Self::Forbidden(_) => "Write a hyphen instead. A reference cannot contain any of < > : \" \\ | ? * # %.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_that_can_be_addresses() {
        for good in ["PT-001", "PT 001", "PT/001", "PT / 1.2", "ÄÖ-1", "مرجع-1", "a&b;c=d", "...", "v1..2"] {
            assert_eq!(fault(good), None, "{good}");
        }
        assert_eq!(fault(&"x".repeat(MAX_LEN)), None);
    }

    #[test]
    fn references_that_cannot() {
        use ReferenceFault as Fault;
        for (bad, expected) in [
            ("", Fault::EmptyPart),
            ("/PT", Fault::EmptyPart),
            ("PT/", Fault::EmptyPart),
            ("PT//1", Fault::EmptyPart),
            ("PT/ /1", Fault::EmptyPart),
            ("..", Fault::Dots),
            ("PT/./1", Fault::Dots),
            ("PT/../1", Fault::Dots),
            ("PT/Index.HTML", Fault::IndexPage),
            ("PT\u{200b}1", Fault::Invisible('\u{200b}')),
            ("PT\u{a0}1", Fault::Invisible('\u{a0}')),
            ("PT\t1", Fault::Invisible('\t')),
            ("PT\u{ad}1", Fault::Invisible('\u{ad}')),
            ("PT\u{202e}1", Fault::Invisible('\u{202e}')),
            ("PT\u{3164}1", Fault::Invisible('\u{3164}')),
            ("PT\u{fe0f}1", Fault::Invisible('\u{fe0f}')),
        ] {
            assert_eq!(fault(bad), Some(expected), "{bad:?}");
        }
        for ch in FORBIDDEN.chars() {
            assert_eq!(fault(&format!("PT{ch}1")), Some(Fault::Forbidden(ch)));
        }
        assert_eq!(fault(&"é".repeat(51)), Some(Fault::TooLong));
    }
}

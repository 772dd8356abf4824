//! What a leaflet reference may hold, whatever the pattern of the site: it becomes a part of a web address, of a square
//! code and of the name of a folder.

use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, EnumeratedProperty, GeneralCategory, GeneralCategoryGroup};

/// A longer one does not fit into a square code that telephones can read from paper.
pub const MAX_LEN: usize = 100;

/// Characters that mean something else in a web address, or that no file of a computer with Windows can have in its name.
const FORBIDDEN: &str = "<>:\"\\|?*#%";

/// What cannot be seen, or cannot be told from a plain space.
const UNSEEN: GeneralCategoryGroup = GeneralCategoryGroup::Other.union(GeneralCategoryGroup::Separator);

/// Why a text cannot be a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceFault {
    /// It has more than [`MAX_LEN`] bytes.
    TooLong,
    /// Nothing is at its beginning, at its end or between two `/`.
    EmptyPart,
    /// A part is `.` or `..`, which mean a folder and the one above it.
    Dots,
    /// A part is the name of the file that a folder is shown by.
    IndexPage,
    /// It holds a control character or an invisible one.
    Invisible(char),
    /// It holds a character that an address or a file name cannot have.
    Forbidden(char),
}

/// What is wrong with a reference; none where it can be part of an address.
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
    /// What is wrong, as the end of a sentence that begins "The reference '...' ".
    pub fn problem(self) -> String {
        match self {
            Self::TooLong => {
                format!("has more than {MAX_LEN} bytes. The square code that leads to the leaflet could not hold its address.")
            }
            Self::EmptyPart => {
                "has nothing before, after or between its '/'. Its address on the web would be that of another page.".to_owned()
            }
            Self::Dots => {
                "has a part that is '.' or '..', which computers read as the name of another folder. Its address on the web would lead elsewhere.".to_owned()
            }
            Self::IndexPage => {
                "has a part 'index.html', which is the name of a file in every folder of the site. Its address on the web would be taken.".to_owned()
            }
            Self::Invisible(ch) => format!(
                "holds a character that nobody can see (U+{:04X}). Whoever types the reference from paper would not find the leaflet.",
                u32::from(ch)
            ),
            Self::Forbidden(ch) => format!(
                "holds the character '{ch}', which a web address or the name of a file cannot have. Its address on the web would lead nowhere."
            ),
        }
    }

    /// What to do.
    pub fn help(self) -> &'static str {
        match self {
            Self::TooLong => "Write a shorter reference; one such as 'PT-001' is easy to type from paper.",
            Self::EmptyPart => "Write letters or digits on both sides of each '/', or take the '/' out.",
            Self::Dots | Self::IndexPage => "Write another reference, such as 'PT-001'.",
            Self::Invisible(_) => {
                "Delete the reference and type it anew, with plain letters, digits, hyphens and spaces."
            }
            Self::Forbidden(_) => "Write a hyphen in its place. A reference cannot hold any of < > : \" \\ | ? * # %.",
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

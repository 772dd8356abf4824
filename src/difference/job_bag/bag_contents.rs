//! What a job bag is made from.

use std::collections::BTreeMap;

use crate::publication_log::{ContentHash, LogLine, VersionObject};

/// What a job bag is made from.
pub struct JobBag<'a> {
    /// The name of the site.
    pub site: &'a str,
    /// The day on which it is made, in words.
    pub today: &'a str,
    /// The version of the program.
    pub program: &'a str,
    /// How the leaflets were chosen, as a sentence.
    pub chosen: String,
    /// The number of lines of the record, and the hash of the last.
    pub record: (usize, ContentHash),
    pub leaflets: Vec<BagLeaflet<'a>>,
    /// The pictures, blocks and other files of the versions, by their hashes.
    pub files: BTreeMap<ContentHash, Vec<u8>>,
}

/// A leaflet in one language.
pub struct BagLeaflet<'a> {
    pub reference: &'a str,
    /// The tag of the language, if it is a translation.
    pub language: Option<&'a str>,
    /// The tag of the language of its text.
    pub text_language: String,
    /// Its lines of the record, and how they are written there.
    pub lines: Vec<(&'a LogLine, &'a str)>,
    pub versions: Vec<BagVersion<'a>>,
}

/// A version of a leaflet.
pub struct BagVersion<'a> {
    pub line: &'a LogLine,
    pub object: VersionObject,
    /// Its words as plain text.
    pub text: String,
}

impl BagLeaflet<'_> {
    /// The name of its folder. Two references never have the same, because the hash keeps them apart.
    pub fn folder(&self) -> String {
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let mut name: String =
            self.reference.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
        if name != self.reference {
            name.push_str(&format!("-{}", &ContentHash::of(self.reference.as_bytes()).to_string()[..8]));
        }
        self.language.map_or(name.clone(), |language| format!("{name}-{language}"))
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        self.language.map_or(self.reference.to_owned(), |language| format!("{} ({language})", self.reference))
    }

    pub fn title(&self) -> &str {
        self.lines.last().map_or("", |(line, _)| &line.entry.title)
    }
}

/// The path of a file that several versions may share.
pub(super) fn shared_path(hash: &ContentHash, path: &str) -> String {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    let is_plain = !ending.is_empty() && ending.chars().all(|letter| letter.is_ascii_alphanumeric());
    format!("files/{hash}{}", if is_plain { format!(".{ending}") } else { String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_different_references_differ() {
        let folder = |reference| {
            let leaflet = BagLeaflet {
                reference,
                language: None,
                text_language: "en".to_owned(),
                lines: Vec::new(),
                versions: Vec::new(),
            };
            leaflet.folder()
        };
        assert_eq!(folder("PT-001"), "PT-001");
        assert_ne!(folder("PT/1"), folder("PT.1"));
    }
}

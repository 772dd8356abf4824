//! Reads the parts of a Word file, within limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{self, XmlElement};
use crate::import::import_failure::ImportFailure;

/// Limit on the number of parts; far more than a leaflet has.
const MAX_PARTS: usize = 5_000;
/// Limit on the unpacked size of all text parts together.
const MAX_TEXT_SIZE: u64 = 32 * 1024 * 1024;
/// Limit on the number of elements in all parts together.
const MAX_ELEMENTS: usize = 500_000;
/// Limit on the unpacked size of all pictures together.
const MAX_PICTURES_SIZE: u64 = 200 * 1024 * 1024;

/// Links with longer addresses are ignored.
const MAX_TARGET_LEN: usize = 2_000;

/// A Word file.
pub(super) struct WordPackage<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left_for_pictures: u64,
    left_for_text: u64,
    left_of_elements: usize,
}

/// The relationships of a part, by id.
#[derive(Debug, Default)]
pub(super) struct Relationships(HashMap<String, Relationship>);

/// The target of a relationship.
#[derive(Clone, Debug)]
pub(super) struct Relationship {
    /// The last segment of its type: `image`, `hyperlink`, `header`.
    pub kind: String,
    /// A part of the file, or an external address.
    pub target: String,
    pub external: bool,
}

impl Relationships {
    pub(super) fn get(&self, id: &str) -> Option<&Relationship> {
        self.0.get(id)
    }

    /// The parts of a kind, in order of their names.
    pub(super) fn parts(&self, kind: &str) -> Vec<&str> {
        let found = self.0.values().filter(|to| to.kind == kind && !to.external).map(|to| to.target.as_str());
        let mut found: Vec<&str> = found.collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl<'b> WordPackage<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ImportFailure> {
        // Encrypted files, and those from before Word 2007, are in another container format.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(ImportFailure::new(
                "It is protected with a password, or it is an old Word file (.doc) that was renamed.",
                "Open it in Word, remove the password (File, Info, Protect Document), save it as a Word document (.docx), \
                 and import that.",
            ));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
        if archive.len() > MAX_PARTS {
            return Err(broken());
        }
        Ok(Self {
            archive,
            left_for_pictures: MAX_PICTURES_SIZE,
            left_for_text: MAX_TEXT_SIZE,
            left_of_elements: MAX_ELEMENTS,
        })
    }

    /// Parses a part; `None` if there is no such part.
    pub(super) fn tree(&mut self, path: &str) -> Result<Option<XmlElement>, ImportFailure> {
        match self.bytes(path, self.left_for_text) {
            Ok(Some(bytes)) => {
                self.left_for_text -= bytes.len() as u64;
                xml::parse(&bytes, &mut self.left_of_elements).map(Some).ok_or_else(broken)
            }
            Ok(None) => Ok(None),
            Err(()) => Err(broken()),
        }
    }

    /// The bytes of a picture; `None` if it is missing or the size limit is reached.
    pub(super) fn picture(&mut self, path: &str) -> Option<Vec<u8>> {
        let bytes = self.bytes(path, self.left_for_pictures).ok()??;
        self.left_for_pictures -= bytes.len() as u64;
        Some(bytes)
    }

    /// The relationships of a part.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Relationships, ImportFailure> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let above = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(tree) = self.tree(&format!("{above}_rels/{name}.rels"))? else { return Ok(Relationships::default()) };
        let found = tree.elements().filter_map(|element| {
            let target = element.attribute("Target")?;
            let external = element.attribute("TargetMode") == Some("External");
            if target.len() > MAX_TARGET_LEN {
                return None;
            }
            let target = if external { target.to_owned() } else { joined(folder, target) };
            let kind = element.attribute("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
            Some((element.attribute("Id")?.to_owned(), Relationship { kind, target, external }))
        });
        Ok(Relationships(found.collect()))
    }

    fn bytes(&mut self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, ()> {
        let Ok(part) = self.archive.by_name(path) else { return Ok(None) };
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_| ())?;
        if bytes.len() as u64 > limit { Err(()) } else { Ok(Some(bytes)) }
    }
}

/// Resolves a path relative to a part.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

pub(super) fn broken() -> ImportFailure {
    ImportFailure::new(
        "It is not a Word document, or it is damaged.",
        "Open it in Word or LibreOffice, save it again as a Word document (.docx), and import that.",
    )
}

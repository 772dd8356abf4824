//! State kept while a Word file is read.

use std::collections::{HashMap, HashSet};

use super::field::WordField;
use super::numbering::Numberings;
use super::package::{Relationship, Relationships, WordPackage};
use super::styles::ParagraphStyles;
use super::xml::XmlElement;
use crate::import::draft::{LeafletDraft, words};

/// The part of the file that holds a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

pub(super) struct WordReader<'r> {
    pub draft: LeafletDraft,
    pub styles: ParagraphStyles,
    pub numberings: Numberings,
    pub package: WordPackage<'r>,
    /// The link targets of the current part.
    pub links: &'r Relationships,
    /// The open fields, which may span several paragraphs.
    pub fields: Vec<WordField>,
    /// The notes referred to in the text, in order.
    pub notes: Vec<(NoteKind, String)>,
    /// The position of each of them in that order.
    pub places_of_notes: HashMap<(NoteKind, String), usize>,
    /// The pictures already taken, by part name.
    pub taken: HashMap<String, usize>,
    /// Text boxes of the current paragraph.
    pub boxes: Vec<&'r XmlElement>,
    /// The level of the last heading with a heading style.
    pub level: u8,
    /// Whether a note is being read; notes have no notes of their own.
    pub in_note: bool,
}

impl<'r> WordReader<'r> {
    pub(super) fn new(
        styles: ParagraphStyles,
        numberings: Numberings,
        package: WordPackage<'r>,
        links: &'r Relationships,
    ) -> Self {
        Self {
            draft: LeafletDraft::default(),
            styles,
            numberings,
            package,
            links,
            fields: Vec::new(),
            notes: Vec::new(),
            places_of_notes: HashMap::new(),
            taken: HashMap::new(),
            boxes: Vec::new(),
            level: 0,
            in_note: false,
        }
    }

    /// The target of a link in the current part.
    pub(super) fn link(&self, id: Option<&str>) -> Option<Relationship> {
        self.links.get(id?).cloned()
    }

    /// Reads the notes that the text refers to; the words of the others are reported as lost.
    pub(super) fn notes(
        &mut self,
        footnotes: Option<&'r XmlElement>,
        footnote_links: &'r Relationships,
        endnotes: Option<&'r XmlElement>,
        endnote_links: &'r Relationships,
    ) {
        self.in_note = true;
        let named = std::mem::take(&mut self.notes);
        let mut found: HashMap<(NoteKind, &str), &'r XmlElement> = HashMap::new();
        for (kind, part) in [(NoteKind::Footnote, footnotes), (NoteKind::Endnote, endnotes)] {
            for note in part.into_iter().flat_map(XmlElement::elements) {
                found.entry((kind, note.attribute("w:id").unwrap_or_default())).or_insert(note);
            }
        }
        for (kind, id) in &named {
            self.links = if *kind == NoteKind::Footnote { footnote_links } else { endnote_links };
            self.fields.clear();
            let blocks = found.get(&(*kind, id.as_str())).map(|note| self.blocks(note, true)).unwrap_or_default();
            self.draft.notes.push(blocks);
        }
        let named: HashSet<(NoteKind, &str)> = named.iter().map(|(kind, id)| (*kind, id.as_str())).collect();
        for (kind, part) in [(NoteKind::Footnote, footnotes), (NoteKind::Endnote, endnotes)] {
            let is_text = |note: &&XmlElement| matches!(note.attribute("w:type"), None | Some("normal"));
            let all = part.into_iter().flat_map(XmlElement::elements).filter(is_text);
            for note in all.filter(|note| {
                let id = note.attribute("w:id").unwrap_or_default();
                !named.contains(&(kind, id))
            }) {
                let blocks = self.blocks(note, true);
                self.draft.account.lost("Footnotes that the text does not refer to:", &words(&blocks));
            }
        }
    }
}

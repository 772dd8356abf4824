//! What reading a Word file keeps at hand.

use std::collections::{HashMap, HashSet};

use super::numbering::Numberings;
use super::package::{Relationship, Relationships, WordPackage};
use super::runs::WordField;
use super::styles::ParagraphStyles;
use super::xml::XmlElement;
use crate::import::draft::{LeafletDraft, words};

/// Which part of the file a footnote stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// What reading a Word file keeps at hand.
pub(super) struct WordReader<'r> {
    pub draft: LeafletDraft,
    pub styles: ParagraphStyles,
    pub numberings: Numberings,
    pub package: WordPackage<'r>,
    /// Where the links of the part lead that is read.
    pub links: &'r Relationships,
    /// The fields that are open: they may go on over several paragraphs.
    pub fields: Vec<WordField>,
    /// The footnotes that the text names, in its order.
    pub notes: Vec<(NoteKind, String)>,
    /// The place of each of them in that order.
    pub places_of_notes: HashMap<(NoteKind, String), usize>,
    /// The pictures that are taken already, by their parts.
    pub taken: HashMap<String, usize>,
    /// Text boxes of the paragraph that is read.
    pub boxes: Vec<&'r XmlElement>,
    /// The level of the last heading that the file says is one.
    pub level: u8,
    /// Whether a footnote is read, which has no footnotes of its own.
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

    /// Where a link of the part leads.
    pub(super) fn link(&self, id: Option<&str>) -> Option<Relationship> {
        self.links.get(id?).cloned()
    }

    /// Reads the notes that the text names; the words of others are lost.
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
                self.draft.account.lost("Footnotes that no mark in the text leads to:", &words(&blocks));
            }
        }
    }
}

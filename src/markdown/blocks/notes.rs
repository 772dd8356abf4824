//! The footnotes of a text.

use std::collections::HashMap;

use crate::markdown::tree::{Document, NodeId, NodeKind};

/// A footnote of a text.
#[derive(Clone, Copy, Default)]
pub(super) struct FoundNote {
    pub node: Option<NodeId>,
    /// Whether the text contains a mark for it.
    pub marked: bool,
}

/// Returns the footnotes of a text by name.
pub(super) fn notes_of(document: &Document) -> HashMap<&str, FoundNote> {
    let mut notes: HashMap<&str, FoundNote> = HashMap::new();
    for (id, node) in document.nodes().iter().enumerate() {
        match (node.kind, document.name(id)) {
            (NodeKind::Footnote, Some(name)) => {
                let note = notes.entry(name).or_default();
                note.node = note.node.or(Some(id));
            }
            (NodeKind::FootnoteMark, Some(name)) => notes.entry(name).or_default().marked = true,
            _ => {}
        }
    }
    notes
}

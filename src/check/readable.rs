//! Whether a manuscript has any content for readers.

use super::same_words::has_words;
use crate::language::Language;
use crate::library::{Library, ManuscriptId};
use crate::markdown::{NodeId, NodeKind};

/// The nodes with content for readers: words, images, and shared blocks with content. Headings do not count, nor do
/// footnotes, whose text is shown elsewhere.
pub fn readable_nodes(library: &Library<'_>, id: ManuscriptId) -> impl Iterator<Item = NodeId> {
    let document = &library.manuscript(id).document;
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < document.nodes().len() {
            let node = next;
            next += 1;
            match document.node(node).kind {
                NodeKind::Heading(_) | NodeKind::Footnote => next = document.descendants(node).end,
                NodeKind::Image => return Some(node),
                NodeKind::Text | NodeKind::Code if has_words(document.text(node, library.text(id))) => {
                    return Some(node);
                }
                NodeKind::Include if shows_something(library, id, document.name(node)) => return Some(node),
                _ => {}
            }
        }
        None
    })
}

/// Whether a manuscript has any content apart from its headings.
pub fn says_something(library: &Library<'_>, id: ManuscriptId) -> bool {
    readable_nodes(library, id).next().is_some()
}

/// Whether a shared block has content. A block that cannot be shown counts, since another rule reports it.
fn shows_something(library: &Library<'_>, id: ManuscriptId, name: Option<&str>) -> bool {
    let language: Option<&Language> = library.language(id);
    let block = name.and_then(|name| library.blocks().shown(name, language));
    block.is_none_or(|block| says_something(library, block))
}

//! The words of a leaflet without shared ones, and the shared blocks and entries of the glossary that it shows.

use super::form_writer::{Extent, form, form_of_block, form_of_word, words_of};
use super::wording_inputs::WordingInputs;
use crate::glossary::GlossaryEntry;
use crate::library::{Library, ManuscriptId};
use crate::publication_log::{ContentHash, SharedPart};

/// The hash of a leaflet's words without shared blocks and the glossary; `None` if the manuscript is not a complete
/// leaflet.
pub fn own_hash(inputs: WordingInputs<'_>, id: ManuscriptId) -> Option<ContentHash> {
    let leaflet = inputs.library.leaflet(id)?;
    Some(ContentHash::of(form(inputs, id, leaflet, Extent::Own).as_bytes()))
}

/// The shared blocks and entries of the glossary that a leaflet shows, in the order of their names.
pub fn shared_parts(library: &Library<'_>, id: ManuscriptId) -> Vec<SharedPart> {
    let mut texts = library.texts_on_page(id);
    texts.extend(library.urgent_help(id));
    let blocks = texts.into_iter().filter(|text| *text != id).map(|text| shared_block(library, text));
    let words = words_of(library, id).into_iter().map(shared_word);
    let mut parts: Vec<SharedPart> = blocks.chain(words).collect();
    parts.sort_by(|a, b| (&a.name, a.hash).cmp(&(&b.name, b.hash)));
    parts.dedup();
    parts
}

/// A shared block, with the hash of its words without those of blocks in it.
pub fn shared_block(library: &Library<'_>, block: ManuscriptId) -> SharedPart {
    let path = library.sources.file(library.manuscript(block).source).path_in_role();
    SharedPart { name: format!("block {path}").into(), hash: ContentHash::of(form_of_block(library, block).as_bytes()) }
}

/// An entry of the glossary.
pub fn shared_word(entry: &GlossaryEntry) -> SharedPart {
    SharedPart {
        name: format!("word {}", entry.word.text).into(),
        hash: ContentHash::of(form_of_word(entry).as_bytes()),
    }
}

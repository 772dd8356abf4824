//! Links manuscripts to one another.

use rayon::prelude::*;

use super::archive;
use super::blocks::SharedBlocks;
use super::cross_references::{CrossReferences, TextIndex};
use super::index::Library;
use super::marks::{self, AutoLinkCache, LibraryMarks, MarkInputs};
use super::names::NameSuggestions;
use crate::leaflet::Manuscript;
use crate::source::Sources;

/// Links the manuscripts to one another.
pub fn link<'a>(sources: &'a Sources, manuscripts: &'a [Manuscript], linking: &MarkInputs<'a>) -> Library<'a> {
    let mut own = AutoLinkCache::default();
    let mut shared = linking.cache.and_then(|cache| cache.lock().ok());
    let cache = shared.as_deref_mut().unwrap_or(&mut own);
    let (known, changed) = cache.take_cross_references(manuscripts.len()).unzip();
    let is_known = known.is_some();
    let by_source = || manuscripts.iter().enumerate().map(|(id, manuscript)| (manuscript.source, id)).collect();
    let cross_references = || known.unwrap_or_else(|| CrossReferences::of_files(by_source()));
    let leaflets = || manuscripts.par_iter().map(|text| archive::leaflet(manuscripts, text)).collect();
    let ((cross_references, blocks), leaflets) =
        rayon::join(|| rayon::join(cross_references, || SharedBlocks::new(manuscripts)), leaflets);
    let mut library = Library {
        sources,
        glossary: linking.glossary,
        manuscripts,
        known: NameSuggestions::default(),
        leaflets,
        blocks,
        cross_references,
        marks: LibraryMarks::default(),
    };
    let index = || (!is_known).then(|| TextIndex::of(&library));
    let (index, names_are_new) = rayon::join(index, || marks::prepare(&library, linking, cache));
    if let Some(index) = index {
        library.set_index(index);
    }
    library.resolve_links(changed.as_deref(), is_known);
    library.marks = marks::make(&library, linking, cache);
    // If the names changed, any text may have other automatic links.
    library.update_mentions(changed.as_deref().filter(|_| !names_are_new));
    library
}

//! Linking manuscripts to one another.

use rayon::prelude::*;

use super::archive;
use super::blocks::Blocks;
use super::index::Library;
use super::marks::{self, AllMarks, Linking, Looked};
use super::names::Known;
use super::ties::{Index, Ties};
use crate::leaflet::Manuscript;
use crate::source::Sources;

/// Links the manuscripts to one another.
pub fn link<'a>(sources: &'a Sources, manuscripts: &'a [Manuscript], linking: &Linking<'a>) -> Library<'a> {
    let mut own = Looked::default();
    let mut shared = linking.looked.and_then(|looked| looked.lock().ok());
    let looked = shared.as_deref_mut().unwrap_or(&mut own);
    let (known, changed) = looked.take_ties(manuscripts.len()).unzip();
    let is_known = known.is_some();
    let by_source = || manuscripts.iter().enumerate().map(|(id, manuscript)| (manuscript.source, id)).collect();
    let ties = || known.unwrap_or_else(|| Ties::of_files(by_source()));
    let leaflets = || manuscripts.par_iter().map(|text| archive::leaflet(manuscripts, text)).collect();
    let ((ties, blocks), leaflets) = rayon::join(|| rayon::join(ties, || Blocks::new(manuscripts)), leaflets);
    let mut library = Library {
        sources,
        glossary: linking.glossary,
        manuscripts,
        known: Known::default(),
        leaflets,
        blocks,
        ties,
        marks: AllMarks::default(),
    };
    let index = || (!is_known).then(|| Index::of(&library));
    let (index, names_are_new) = rayon::join(index, || marks::prepare(&library, linking, looked));
    if let Some(index) = index {
        library.found_by(index);
    }
    library.tie_links(changed.as_deref(), is_known);
    library.marks = marks::make(&library, linking, looked);
    // Where other names are looked for, other links may have made themselves in any text.
    library.tie_mentions(changed.as_deref().filter(|_| !names_are_new));
    library
}

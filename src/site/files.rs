//! The files that are copied into a site.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::page::{Page, PageKind};
use crate::library::{Library, ManuscriptId, Target};
use crate::source::{FileRole, SourceContent, SourceFile, SourceId};

/// The files in `content/static`, and the files next to leaflets that a page uses.
pub(super) fn files(library: &Library<'_>, pages: &[Page]) -> Vec<(SourceId, String)> {
    let all = || pages.par_iter().with_min_len(64);
    let blocks_of = |mut blocks: BTreeSet<ManuscriptId>, page: &Page| {
        if let Some(id) = text_of(page) {
            blocks.extend(library.texts_on_page(id).into_iter().skip(1));
        }
        if let PageKind::Leaflet(id) | PageKind::Archived(id) = page.kind
            && let Some(block) = library.urgent_help(id)
        {
            blocks.extend(library.texts_on_page_in(block, library.language(id)));
        }
        blocks
    };
    let add_files = |mut used: BTreeSet<SourceId>, id: ManuscriptId| {
        used.extend(library.targets(id).iter().filter_map(|target| match target {
            Target::File(source) => Some(*source),
            _ => None,
        }));
        used
    };
    let blocks = all().fold(BTreeSet::new, blocks_of).reduce(BTreeSet::new, united);
    let used = all().filter_map(text_of).fold(BTreeSet::new, add_files).reduce(BTreeSet::new, united);
    let used = blocks.into_iter().fold(used, add_files);
    let mut files: Vec<_> = library
        .sources
        .of_role(FileRole::Static)
        .filter(|(_, file)| file.content != SourceContent::Shortcut)
        .map(|(id, file)| (id, file.path_in_role().to_owned()))
        .collect();
    for id in used {
        let file = library.sources.file(id);
        let is_readable = !matches!(file.content, SourceContent::Shortcut | SourceContent::BrokenPicture(_));
        if file.role == FileRole::Asset && is_readable {
            files.push((id, path_in_site(file)));
        }
    }
    files
}

/// The text that a page shows.
fn text_of(page: &Page) -> Option<ManuscriptId> {
    match page.kind {
        PageKind::Leaflet(id) | PageKind::Page(id) | PageKind::Pack(id) | PageKind::Draft(id) => Some(id),
        _ => None,
    }
}

fn united<T: Ord>(mut one: BTreeSet<T>, other: BTreeSet<T>) -> BTreeSet<T> {
    one.extend(other);
    one
}

/// The path in the site of a file next to a text.
pub(super) fn path_in_site(file: &SourceFile) -> String {
    format!("files/{}", file.path.strip_prefix("content/").unwrap_or(&file.path))
}

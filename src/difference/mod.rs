//! What readers will see differently between two built sites: for those who approve a site before it is published.
//!
//! Only what was built is looked at, not what it was made from: the list `leaflets.json`, the pages, and the files beside
//! them. Leaflets are looked at one by one, and of each no more is kept than what is different.

mod compare;
mod entry;
mod html;
mod json;
mod list;
mod other_files;
mod page;
mod risk_flags;
mod shared;
mod site_snapshot;
mod text;
mod wording;

use rayon::prelude::*;

use crate::failure::Failure;
use compare::changes;
pub use entry::{
    Difference, DifferenceCounts, DifferenceKind, FactDifference, FileChange, PageDifference, RiskFlags,
    SentenceChange, SentencePart, SharedDifference,
};
pub use html::html;
pub use json::json;
use list::{LeafletList, ListedLeaflet};
use page::PageSentences;
pub use site_snapshot::{FileReader, SiteSnapshot};
pub use text::text;

/// Compares two built sites.
///
/// # Errors
/// Where one of them is no site that Pamphlet built, or a file cannot be read.
pub fn between(old: SiteSnapshot<'_>, new: SiteSnapshot<'_>) -> Result<Difference, Failure> {
    let lists = (LeafletList::of(&old)?, LeafletList::of(&new)?);
    let pairs = list::pairs(&lists.0, &lists.1);
    let found = pairs.par_iter().map(|(before, after)| leaflet(old, new, *before, *after));
    let found: Vec<Option<PageDifference>> = found.collect::<Result<_, Failure>>()?;
    let leaflets = found.into_iter().flatten().collect();
    let (pages, files) = other_files::of(old, new, &lists.0, &lists.1)?;
    Ok(shared::gathered(Difference {
        titles: [lists.0.title, lists.1.title],
        leaflets,
        pages,
        files,
        shared: Vec::new(),
    }))
}

/// What became of a leaflet.
fn leaflet(
    old: SiteSnapshot<'_>,
    new: SiteSnapshot<'_>,
    before: Option<&ListedLeaflet>,
    after: Option<&ListedLeaflet>,
) -> Result<Option<PageDifference>, Failure> {
    let entry = match (before, after) {
        (Some(before), None) if before.is_archived => before.entry(DifferenceKind::NoticeRemoved),
        // The list does not name translations that were archived.
        (Some(before), None) if new.has(&before.path) => before.entry(DifferenceKind::Archived),
        (Some(before), None) => before.entry(DifferenceKind::Removed),
        (None, Some(after)) if after.is_archived => return Ok(None),
        (None, Some(after)) => after.entry(DifferenceKind::Added),
        (None, None) => return Ok(None),
        (Some(before), Some(after)) => match (before.is_archived, after.is_archived) {
            (false, true) => PageDifference { title: before.title.clone(), ..after.entry(DifferenceKind::Archived) },
            (true, false) => after.entry(DifferenceKind::Returned),
            (true, true) | (false, false) => {
                let mut entry = after.entry(DifferenceKind::Changed);
                entry.facts = list::facts(before, after);
                entry.changes = page_changes(old, new, (before, after))?;
                if entry.facts.is_empty() && entry.changes.is_empty() {
                    return Ok(None);
                }
                entry
            }
        },
    };
    Ok(Some(entry))
}

/// What is different in the text of a page.
fn page_changes(
    old: SiteSnapshot<'_>,
    new: SiteSnapshot<'_>,
    (before, after): (&ListedLeaflet, &ListedLeaflet),
) -> Result<Vec<SentenceChange>, Failure> {
    let pages = (old.html(&before.path)?, new.html(&after.path)?);
    let (Some(first), Some(second)) = pages else {
        let (side, path) = if pages.0.is_none() { (old, &before.path) } else { (new, &after.path) };
        return Err(Failure::new(
            format!("The site in '{}' is not whole: its list names the page '{path}', which is not there.", side.name),
            "Build the site again, and compare the whole folder that was built.",
        ));
    };
    // Most pages are the same, and need not be taken apart.
    if page::main_of(&first) == page::main_of(&second) && before.dates == after.dates {
        return Ok(Vec::new());
    }
    Ok(changes(&PageSentences::main(&first, &before.dates), &PageSentences::main(&second, &after.dates)))
}

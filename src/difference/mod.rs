//! Compares two built sites, for those who approve a site before it is published.
//!
//! Only built files are compared, not their sources: the list `leaflets.json`, the pages, and the other files.
//! Leaflets are compared one by one, and only the differences are kept in memory.

mod compare;
mod entry;
mod html;
mod job_bag;
mod json;
mod list;
mod matching;
mod other_files;
mod page;
mod review;
mod risk_flags;
mod shared;
mod site_snapshot;
mod text;
mod wording;

use rayon::prelude::*;

use crate::diagnostic::Failure;
use compare::changes;
pub use entry::{Difference, DifferenceKind, PageDifference, SentenceChange};
pub use html::html;
pub use job_bag::{BagLeaflet, BagVersion, JOB_BAG_MARK, JobBag, job_bag, sample};
pub use json::json;
use list::{LeafletList, ListedLeaflet};
use page::PageSentences;
pub use review::{DatePair, REVIEW_GENERATOR, ReviewInputs, ReviewedVersion, data_address, review_page};
pub use site_snapshot::SiteSnapshot;
pub use text::text;

/// Compares two built sites.
///
/// # Errors
/// If one of them is not a site built by Pamphlet, or a file cannot be read.
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

/// What happened to a leaflet.
fn leaflet(
    old: SiteSnapshot<'_>,
    new: SiteSnapshot<'_>,
    before: Option<&ListedLeaflet>,
    after: Option<&ListedLeaflet>,
) -> Result<Option<PageDifference>, Failure> {
    let entry = match (before, after) {
        (Some(before), None) if before.is_archived => before.entry(DifferenceKind::NoticeRemoved),
        // Archived translations are not in the list.
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

/// The changes in the text of a page.
fn page_changes(
    old: SiteSnapshot<'_>,
    new: SiteSnapshot<'_>,
    (before, after): (&ListedLeaflet, &ListedLeaflet),
) -> Result<Vec<SentenceChange>, Failure> {
    let pages = (old.html(&before.path)?, new.html(&after.path)?);
    let (Some(first), Some(second)) = pages else {
        let (side, path) = if pages.0.is_none() { (old, &before.path) } else { (new, &after.path) };
        return Err(Failure::new(
            format!(
                "The site in '{}' is incomplete: the page '{path}' is in its list, but the file is missing.",
                side.name
            ),
            "Build the site again, and compare the complete folder.",
        ));
    };
    // Most pages are equal; parsing them is not necessary.
    if page::main_of(&first) == page::main_of(&second) && before.dates == after.dates {
        return Ok(Vec::new());
    }
    let sentences =
        |html: &str, listed: &ListedLeaflet| PageSentences::main(html, &listed.dates, listed.version.as_ref());
    Ok(changes(&sentences(&first, before), &sentences(&second, after)))
}

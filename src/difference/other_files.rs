//! Differences outside leaflets: other pages, the text around every page, pictures and attached files.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::compare::changes;
use super::entry::{DifferenceKind, FileChange, PageDifference};
use super::list::{LeafletList, ListedLeaflet};
use super::page::{self, PageSentences};
use super::site_snapshot::SiteSnapshot;
use crate::diagnostic::Failure;

/// Folders of pages that are generated from leaflets, without text of their own.
const LISTS: &[&str] = &["leaflets", "r", "a-to-z", "conditions", "audience", "department", "compare", "search"];
/// Files for machines.
const FOR_MACHINES: &[&str] = &["leaflets.json", "robots.txt", "sitemap", "feed.xml", "_", "assets/", "search/", "."];
/// The file endings of other formats of a leaflet.
const FORMS: &[&str] = &["pdf", "txt", "epub", "brf"];

/// Other pages that changed, and files.
pub(super) fn of(
    old: SiteSnapshot<'_>,
    new: SiteSnapshot<'_>,
    before: &LeafletList,
    after: &LeafletList,
) -> Result<(Vec<PageDifference>, Vec<FileChange>), Failure> {
    let leaflets: HashSet<&str> =
        before.leaflets.iter().chain(&after.leaflets).map(|known| known.path.as_str()).collect();
    let all: BTreeSet<&String> = old.files.iter().chain(new.files).collect();
    let all: Vec<&String> = all.into_iter().collect();
    let pages = all
        .par_iter()
        .filter(|path| path.ends_with(".html") && !leaflets.contains(path.as_str()) && has_own_text(path));
    let pages = pages.map(|path| other_page(old, new, path)).collect::<Result<Vec<_>, _>>()?;
    let frame = frame(old, new)?;
    let attached = OtherFiles::of(before, after);
    let files = all.par_iter().filter(|path| attached.is_one(path));
    let files = files.map(|path| file(old, new, path)).collect::<Result<Vec<_>, _>>()?;
    Ok((frame.into_iter().chain(pages.into_iter().flatten()).collect(), files.into_iter().flatten().collect()))
}

/// Whether a page has text of its own: an information page, a pack, the glossary.
fn has_own_text(path: &str) -> bool {
    let mut folders = path.split('/');
    let first = folders.next().unwrap_or_default();
    // `cy/leaflets/…`: lists and leaflets in another language.
    let second = folders.next().unwrap_or_default();
    !LISTS.contains(&first) && !LISTS.contains(&second) && path.contains('/')
}

fn other_page(old: SiteSnapshot<'_>, new: SiteSnapshot<'_>, path: &str) -> Result<Option<PageDifference>, Failure> {
    let (before, after) = (old.html(path)?, new.html(path)?);
    let entry = |kind, html: &str, changes| PageDifference {
        kind,
        reference: None,
        language: String::new(),
        is_translation: false,
        title: page::title(html).unwrap_or_else(|| path.to_owned()),
        address: path.strip_suffix("index.html").unwrap_or(path).to_owned(),
        facts: Vec::new(),
        changes,
    };
    Ok(match (before, after) {
        (Some(before), None) => Some(entry(DifferenceKind::Removed, &before, Vec::new())),
        (None, Some(after)) => Some(entry(DifferenceKind::Added, &after, Vec::new())),
        (Some(before), Some(after)) if page::main_of(&before) != page::main_of(&after) => {
            let changes = changes(&PageSentences::main(&before, &[], None), &PageSentences::main(&after, &[], None));
            (!changes.is_empty()).then(|| entry(DifferenceKind::Changed, &after, changes))
        }
        _ => None,
    })
}

/// The text around every page, taken from the home page: the site's name, its notice, the links in the footer.
fn frame(old: SiteSnapshot<'_>, new: SiteSnapshot<'_>) -> Result<Option<PageDifference>, Failure> {
    const HOME: &str = "index.html";
    let (Some(before), Some(after)) = (old.html(HOME)?, new.html(HOME)?) else { return Ok(None) };
    let changes = changes(&PageSentences::frame(&before), &PageSentences::frame(&after));
    Ok((!changes.is_empty()).then(|| PageDifference {
        kind: DifferenceKind::Changed,
        reference: None,
        language: String::new(),
        is_translation: false,
        title: "Every page".to_owned(),
        address: String::new(),
        facts: Vec::new(),
        changes,
    }))
}

/// Recognises pictures and attached files: all files except pages, files for machines, and other formats of a leaflet.
struct OtherFiles<'a> {
    /// The folders of leaflets that are current in only one of the sites; those leaflets are already reported.
    in_one_site: HashSet<&'a str>,
}

impl<'a> OtherFiles<'a> {
    fn of(before: &'a LeafletList, after: &'a LeafletList) -> Self {
        let folders = |list: &'a LeafletList| -> HashSet<&'a str> {
            let current = list.leaflets.iter().filter(|known| !known.is_archived);
            current
                .filter_map(|known: &'a ListedLeaflet| known.path.rsplit_once('/'))
                .map(|(folder, _)| folder)
                .collect()
        };
        let (old, new) = (folders(before), folders(after));
        Self { in_one_site: old.symmetric_difference(&new).copied().collect() }
    }

    fn is_one(&self, path: &str) -> bool {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let slug = folder.rsplit('/').next().unwrap_or_default();
        let is_form = name.rsplit_once('.').is_some_and(|(stem, ending)| {
            FORMS.contains(&ending) && (stem == slug || stem.strip_suffix("-large-print") == Some(slug))
        });
        !path.ends_with(".html")
            && !FOR_MACHINES.iter().any(|machine| path.starts_with(machine))
            && !self.in_one_site.contains(folder)
            && !is_form
    }
}

fn file(old: SiteSnapshot<'_>, new: SiteSnapshot<'_>, path: &str) -> Result<Option<FileChange>, Failure> {
    let kind = match (old.has(path), new.has(path)) {
        (true, false) => DifferenceKind::Removed,
        (false, _) => DifferenceKind::Added,
        (true, true) if (old.reader)(path)? == (new.reader)(path)? => return Ok(None),
        (true, true) => DifferenceKind::Changed,
    };
    Ok(Some(FileChange { kind, path: path.to_owned() }))
}

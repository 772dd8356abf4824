//! The date on which a leaflet is archived. No other code decides it.

use crate::date::Date;
use crate::leaflet::{Leaflet, Manuscript};
use crate::source::{FileRole, SourceId};

/// The archive date of a manuscript: its own, or that of its original if earlier, because a translation must not be
/// used for longer than its original. `all` is in the order of the files.
pub fn archive_date(all: &[Manuscript], of: &Manuscript) -> Option<Date> {
    let mut earliest = own_archive_date(of)?;
    let mut text = of;
    // 'a.cy.de.md' translates 'a.cy.md', which translates 'a.md'. The loop ends because each name is shorter.
    while let Some(original) = original(all, text) {
        earliest = own_archive_date(original).map_or(earliest, |day| day.min(earliest));
        text = original;
    }
    Some(earliest)
}

fn own_archive_date(manuscript: &Manuscript) -> Option<Date> {
    manuscript.front_matter.archive_date.as_ref().map(|day| day.value)
}

fn original<'m>(all: &'m [Manuscript], of: &Manuscript) -> Option<&'m Manuscript> {
    let source: SourceId = of.translation.as_ref()?.of;
    let at = all.binary_search_by_key(&source, |manuscript| manuscript.source).ok()?;
    Some(&all[at])
}

/// The complete leaflet of a manuscript. Pages and blocks have no archive date, and drafts are not approved.
pub(super) fn leaflet<'m>(all: &'m [Manuscript], manuscript: &'m Manuscript) -> Option<Leaflet<'m>> {
    let leaflet = (manuscript.role == FileRole::Leaflet).then(|| Leaflet::complete(manuscript)).flatten()?;
    Some(match manuscript.translation {
        Some(_) => Leaflet { archive_date: archive_date(all, manuscript)?, ..leaflet },
        None => leaflet,
    })
}

//! What a build changed, as JSON for nightly jobs.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::outcome::cannot_print;
use crate::date::Date;
use crate::diagnostic::{Failure, Report};
use crate::disk::WriteStats;
use crate::present::FindingCounts;
use crate::versions::{HeldLeaflet, HoldReason, LiveInstead};

/// The version of the format. It changes when programs written for the old one could misread the new one.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct BuildSummary<'a> {
    version: u32,
    today: String,
    /// Whether the new site is in place.
    written: bool,
    output: String,
    summary: FindingCounts,
    /// How many drafts wait to be published.
    drafts: usize,
    /// The references of leaflets whose archive date is today.
    archived_today: &'a [String],
    /// The leaflets that are not published with their present words.
    held: Vec<HeldSummary<'a>>,
    files: FileCounts,
    pages: ChangedPages<'a>,
}

/// A leaflet that is not published with its present words.
#[derive(Serialize)]
struct HeldSummary<'a> {
    path: &'a str,
    /// Its reference, with its language if it is a translation.
    reference: Option<&'a str>,
    reason: &'static str,
    /// The number of the version that readers have instead.
    live_version: Option<u32>,
}

#[derive(Serialize)]
struct FileCounts {
    total: usize,
    unchanged: usize,
}

/// Pages by their paths in the site.
#[derive(Serialize)]
struct ChangedPages<'a> {
    new: &'a [String],
    changed: &'a [String],
    removed: &'a [String],
}

/// What a build did.
pub(super) struct BuildOutcome<'a> {
    pub today: Date,
    pub place: &'a Path,
    pub report: &'a Report,
    pub drafts: usize,
    pub archived_today: &'a [String],
    pub held: &'a [HeldLeaflet],
    /// `None` if nothing was written.
    pub written: Option<&'a WriteStats>,
}

/// Prints the summary on standard output.
pub(super) fn print(outcome: &BuildOutcome<'_>) -> Result<(), Failure> {
    let nothing = WriteStats::default();
    let stats = outcome.written.unwrap_or(&nothing);
    let summary = BuildSummary {
        version: VERSION,
        today: outcome.today.to_string(),
        written: outcome.written.is_some(),
        output: outcome.place.display().to_string(),
        summary: FindingCounts::of(outcome.report),
        drafts: outcome.drafts,
        archived_today: outcome.archived_today,
        held: outcome.held.iter().map(held).collect(),
        files: FileCounts { total: stats.files, unchanged: stats.unchanged },
        pages: ChangedPages { new: &stats.pages.new, changed: &stats.pages.changed, removed: &stats.pages.removed },
    };
    let text = serde_json::to_string_pretty(&summary).unwrap_or_default() + "\n";
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| cannot_print(&error))
}

fn held(leaflet: &HeldLeaflet) -> HeldSummary<'_> {
    HeldSummary {
        path: &leaflet.path,
        reference: leaflet.name.as_deref(),
        reason: match leaflet.reason {
            HoldReason::NotApproved => "not-approved",
            HoldReason::Sent => "sent",
            HoldReason::Returned => "returned",
            HoldReason::Errors => "errors",
            HoldReason::Original => "original-not-published",
        },
        live_version: match leaflet.instead {
            LiveInstead::Version(number) => Some(number),
            LiveInstead::Notice | LiveInstead::Nothing => None,
        },
    }
}

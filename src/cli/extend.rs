//! `pamphlet extend`

use super::decision::{DecidedLeaflet, DecidedSite, demanded};
use super::outcome::Outcome;
use super::site_arguments::parse_date;
use super::terminal;
use crate::date::{Date, in_english, months_after};
use crate::diagnostic::Failure;
use crate::disk;
use crate::leaflet::with_fields;
use crate::publication_log::{LogLine, LogLineKind};
use crate::source::FileRole;
use crate::text::unseen::visible_in_line;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    leaflet: DecidedLeaflet,
    /// The new archive date
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    to: Date,
    /// The reason, for the record
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// Who decided it
    #[arg(long, value_name = "NAME")]
    by: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let because = demanded(&arguments.because, "--because", "A later archive date needs a reason.")?;
    let by = demanded(&arguments.by, "--by", "Somebody must answer for a later archive date.")?;
    let mut site = DecidedSite::read(&arguments.leaflet.site, &arguments.leaflet.day)?;
    // The live words are extended, not those of a next version.
    let without_drafts = site.sources.iter().map(|(_, file)| file).filter(|file| file.role != FileRole::Draft).cloned();
    site.sources = crate::source::Sources::new(without_drafts.collect());
    let (proposal, _, _) = site.proposal(&arguments.leaflet)?;
    let reference = visible_in_line(&proposal.reference);
    if proposal.is_archived {
        return Err(Failure::new(
            format!("{reference} has been archived since {}.", in_english(proposal.archive_date)),
            "To publish it again, have its words read and approved: 'pamphlet approve'.",
        ));
    }
    if arguments.to <= proposal.archive_date {
        return Err(Failure::new(
            format!("The archive date of {reference} is {}, which is not earlier.", in_english(proposal.archive_date)),
            "Name a later day after '--to'.",
        ));
    }
    let from = proposal.last_reviewed.unwrap_or(proposal.last_updated);
    let longest = site.settings.review.longest;
    let latest = months_after(from, longest);
    if arguments.to > latest {
        return Err(Failure::new(
            format!(
                "{} is more than {longest} months after {}, when {reference} was last reviewed or changed.",
                in_english(arguments.to),
                in_english(from)
            ),
            format!(
                "The latest possible day is {}. For a later one, have the leaflet read and approved: 'pamphlet approve'.",
                in_english(latest)
            ),
        ));
    }
    let day = arguments.to.to_string();
    let file = site.sources.file(proposal.source);
    let text = with_fields(file.text(), &[("archive_date", &day)]).map_err(|_| {
        Failure::new(
            format!("The fields of '{}' cannot be changed automatically. Nothing was recorded.", file.path),
            "Write 'archive_date' on a line of its own, and run the command again.",
        )
    })?;
    disk::may_fix(file)?;
    let mut line = LogLine {
        by: Some(by.as_str().into()),
        note: Some(because.as_str().into()),
        ..proposal.decision(LogLineKind::Extended, site.today)
    };
    line.entry.archive_date = day.into();
    site.add_to_record(&arguments.leaflet.site, vec![line], None)?;
    disk::fix(file, &text)?;
    terminal::print(&format!(
        "{reference} may now be used until {}, instead of {}.\n  Reason, by {}: {}\n  Changed: {}.\nNext: run 'pamphlet \
         build'. For a translation, add its language: '--language cy'.\n",
        in_english(arguments.to),
        in_english(proposal.archive_date),
        visible_in_line(&by),
        visible_in_line(&because),
        visible_in_line(&file.path)
    ))?;
    Ok(Outcome::Clean)
}

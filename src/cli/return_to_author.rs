//! `pamphlet return`

use super::decision::{DecidedLeaflet, DecidedSite, compare_with_check, demanded};
use super::outcome::Outcome;
use super::terminal;
use crate::diagnostic::Failure;
use crate::publication_log::{LogLine, LogLineKind};
use crate::text::unseen::visible_in_line;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    leaflet: DecidedLeaflet,
    /// Who returns it
    #[arg(long, value_name = "NAME")]
    by: String,
    /// What the author should change
    #[arg(long, value_name = "TEXT")]
    note: String,
    /// Only if the words still have this check code, which the review page shows
    #[arg(long, value_name = "CODE")]
    check: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let by = demanded(&arguments.by, "--by", "The author must know who to ask.")?;
    let note = demanded(&arguments.note, "--note", "The author must know what to change.")?;
    let site = DecidedSite::read(&arguments.leaflet.site, &arguments.leaflet.day)?;
    let (proposal, _, _) = site.proposal(&arguments.leaflet)?;
    compare_with_check(&proposal, arguments.check.as_deref())?;
    let line = LogLine {
        by: Some(by.as_str().into()),
        note: Some(note.as_str().into()),
        ..proposal.decision(LogLineKind::Returned, site.today)
    };
    site.add_to_record(&arguments.leaflet.site, vec![line], Some(&proposal))?;
    terminal::print(&format!(
        "Returned to its author: {} version {}, check {}.\n  By {}: {}\nNext: change the words, and send them for \
         approval again with 'pamphlet review {}'.\n",
        visible_in_line(&proposal.reference),
        proposal.version,
        proposal.wording.check_code(),
        visible_in_line(&by),
        visible_in_line(&note),
        visible_in_line(&proposal.reference)
    ))?;
    Ok(Outcome::Clean)
}

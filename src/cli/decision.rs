//! What the commands that record a decision share.

use std::path::{Path, PathBuf};

use super::site_arguments::DayArgument;
use crate::date::Date;
use crate::diagnostic::Failure;
use crate::disk::{self, LogWriteFault, VersionStore};
use crate::pipeline::{self, Options};
use crate::publication_log::{LogLine, PublicationLog};
use crate::settings::Settings;
use crate::source::{SourceId, Sources};
use crate::versions::{Proposal, record_decisions};

/// Which leaflet a decision is about.
#[derive(Debug, clap::Args)]
pub(super) struct DecidedLeaflet {
    /// The reference of the leaflet; its next version is taken from the drafts, if it is there
    #[arg(value_name = "REFERENCE")]
    pub(super) reference: String,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    pub(super) site: PathBuf,
    /// The translation into this language, such as 'cy'
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) language: Option<String>,
    #[command(flatten)]
    pub(super) day: DayArgument,
}

/// A site whose record can be used.
pub(super) struct DecidedSite {
    pub(super) sources: Sources,
    pub(super) settings: Settings,
    pub(super) record: PublicationLog,
    pub(super) today: Date,
}

impl DecidedSite {
    /// Reads a site folder with its drafts and its record.
    pub(super) fn read(site: &Path, day: &DayArgument) -> Result<Self, Failure> {
        disk::recover_record(site);
        let sources = disk::read_with_drafts(site)?;
        let settings = pipeline::settings(&sources)?;
        let record = pipeline::published_before(&sources);
        if let Some(why) = pipeline::damage_of_record(&sources, &record) {
            return Err(why);
        }
        let today = day.today(&settings);
        Ok(Self { sources, settings, record, today })
    }

    /// The words that a decision is about, the errors in them, and the live file that a draft is to replace.
    pub(super) fn proposal(
        &self,
        leaflet: &DecidedLeaflet,
    ) -> Result<(Proposal, Vec<String>, Option<SourceId>), Failure> {
        let store = VersionStore::of(&leaflet.site);
        let options = Options { objects: Some(&store), ..Options::on(self.today) };
        let wanted = (leaflet.reference.as_str(), leaflet.language.as_deref());
        pipeline::proposal(&self.sources, &self.settings, &options, wanted)
    }

    /// Adds decisions to the record, with the words that they are about.
    pub(super) fn add_to_record(
        &self,
        site: &Path,
        decisions: Vec<LogLine>,
        proposal: Option<&Proposal>,
    ) -> Result<(), Failure> {
        let recording = record_decisions(&self.record, decisions, proposal.map(|proposal| &proposal.object));
        disk::add_to_record(site, &recording).map_err(|fault| match fault {
            LogWriteFault::Failed(failure) => failure,
            LogWriteFault::Changed => Failure::new(
                "The site was published at this moment, so the decision was not recorded.",
                "Run the command again.",
            ),
        })
    }
}

/// A text in one line; empty if it has no words.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The given text in one line.
pub(super) fn demanded(text: &str, argument: &str, why: &str) -> Result<String, Failure> {
    let text = in_one_line(text);
    match text.is_empty() {
        false => Ok(text),
        true => Err(Failure::new(
            format!("'{argument}' is empty. {why}"),
            format!("Write it after '{argument}', in quotation marks."),
        )),
    }
}

/// Fails if the words are not those with a check code.
pub(super) fn compare_with_check(proposal: &Proposal, check: Option<&str>) -> Result<(), Failure> {
    let code = proposal.wording.check_code();
    match check {
        Some(typed) if crate::versions::usual_check_code(typed) != code => Err(Failure::new(
            format!(
                "The words of {} changed since they were read: their check code is now {code}, not {}. Nothing was \
                 recorded.",
                proposal.reference,
                crate::versions::usual_check_code(typed)
            ),
            format!(
                "Send the present words for approval: 'pamphlet review {}'. The page marks what changed.",
                proposal.reference
            ),
        )),
        _ => Ok(()),
    }
}

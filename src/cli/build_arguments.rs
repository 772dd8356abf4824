//! The arguments of `pamphlet build`, and what follows from them.

use std::path::PathBuf;

use super::site_arguments::{SiteArguments, parse_base_url};
use super::terminal;
use crate::date::Date;
use crate::diagnostic::Failure;
use crate::disk::{self, PendingContent};
use crate::pipeline::Options;
use crate::rendering::Host;
use crate::source::Sources;

/// How a build says what it did. Findings go to standard error in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum BuildFormat {
    /// Sentences on standard error
    Text,
    /// Also a summary of what changed on standard output, for nightly jobs
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// The output folder, used for nothing else [default: 'public' next to 'content']
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The web address of the site; overrides the one in 'site.yaml'
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<String>,
    /// Link to 'index.html' files, so that the site also works from a folder or a memory stick
    #[arg(long)]
    pub(super) portable: bool,
    /// Record nothing, and fail if the record of versions is missing or lacks new words; for jobs that cannot keep it
    #[arg(long, conflicts_with = "portable")]
    pub(super) locked: bool,
    /// How to say what the build did
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: BuildFormat,
    /// If there are errors, rebuild the last content that passed the checks, so that archive dates still take effect;
    /// for nightly jobs
    #[arg(long)]
    pub(super) or_last_good: bool,
}

impl BuildArguments {
    /// The options of the build pipeline for a given day.
    pub(super) fn options<'a>(&'a self, today: Date, machine: Option<&'a dyn Host>) -> Options<'a> {
        Options {
            base_url: self.base_url.as_deref(),
            portable: self.portable,
            // A portable site is for viewing from a folder.
            publishes: !self.portable,
            machine,
            ..Options::on(today)
        }
    }

    /// The content to keep for builds with errors. Once a site keeps its content, every build updates it: the fallback
    /// must never be older than what readers last had.
    pub(super) fn content(&self, sources: &Sources, record: Option<&str>) -> Result<Option<PendingContent>, Failure> {
        let site = &self.site.site;
        let keeps = disk::keeps_content(site);
        if self.portable || !(self.or_last_good || keeps) {
            return Ok(None);
        }
        match PendingContent::write(site, sources, record) {
            Ok(content) => Ok(Some(content)),
            Err(failure) if keeps => Err(failure),
            Err(failure) => {
                // No older content exists that could be used by mistake.
                terminal::say(&failure.to_string());
                Ok(None)
            }
        }
    }

    /// The output folder.
    pub(super) fn place(&self) -> PathBuf {
        let site = &self.site.site;
        self.out.clone().unwrap_or_else(|| match site.as_os_str() == "." {
            true => PathBuf::from("public"),
            false => site.join("public"),
        })
    }
}

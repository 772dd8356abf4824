//! `pamphlet build`

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use super::notices;
use super::outcome::{Outcome, cannot_print};
use super::progress::Progress;
use super::site_arguments::{SiteArguments, parse_base_url};
use super::terminal::{self, Stopwatch};
use crate::date::Date;
use crate::disk::{self, LocalHost, PendingContent, PendingLog, SiteOutput, WriteStats};
use crate::failure::Failure;
use crate::host::Host;
use crate::pipeline::{self, Options};
use crate::present::{self, OutputOptions, thousands};
use crate::render_problem::MissingCapability;
use crate::source::Sources;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
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
    portable: bool,
    /// If there are errors, rebuild the last content that passed the checks, so that archive dates still take effect;
    /// for nightly jobs
    #[arg(long)]
    pub(super) or_last_good: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let stopped = match publish(arguments) {
        Ok(true) => return Ok(Outcome::Clean),
        Ok(false) if arguments.or_last_good => None,
        Ok(false) => {
            terminal::say("Nothing was published. Fix the errors above; the previous site is unchanged.");
            return Ok(Outcome::Findings);
        }
        // The new site is already in place: older content must not replace it.
        Err(BuildFailure::InPlace(failure)) => return Err(failure),
        Err(BuildFailure::Before(failure)) if !arguments.or_last_good => return Err(failure),
        // A failure to write must not delay archived notices.
        Err(BuildFailure::Writing(failure)) if !(arguments.or_last_good || disk::holds_site(&arguments.place())) => {
            return Err(failure);
        }
        Err(BuildFailure::Before(failure) | BuildFailure::Writing(failure)) => Some(failure),
    };
    let notices = notices::take_effect(arguments);
    match stopped {
        None => notices.map(|()| Outcome::Findings),
        Some(failure) => {
            if let Err(further) = notices {
                terminal::fail(&further);
            }
            // The first failure must be fixed first, so it is the one that ends the program.
            Err(failure)
        }
    }
}

/// Why a build failed, by how far it got.
enum BuildFailure {
    /// Nothing was written.
    Before(Failure),
    /// Something could not be written. The previous site is unchanged.
    Writing(Failure),
    /// The new site is already in place.
    InPlace(Failure),
}

/// Builds the site. Returns whether it was published; a site with errors is not.
fn publish(arguments: &Arguments) -> Result<bool, BuildFailure> {
    let stopwatch = Stopwatch::start();
    let progress = Progress::start();
    let site = &arguments.site.site;
    let place = arguments.place();
    // Leaked on purpose: the process exits next, and freeing is slow.
    let sources = ManuallyDrop::new(disk::read(site).map_err(BuildFailure::Before)?);
    let settings = pipeline::settings(&sources).map_err(BuildFailure::Before)?;
    let today = arguments.site.today(&settings);
    let host = LocalHost::open(site);
    let options = arguments.options(today, Some(&host));
    let output = SiteOutput::begin(&place, site, &settings.keep).map_err(BuildFailure::Writing)?;
    let built = pipeline::build(&sources, &settings, &options, &|artifact| {
        progress.count();
        output.take(artifact)
    });
    let built = built.map_err(BuildFailure::Writing)?;
    let report = ManuallyDrop::new(built.report);
    let written = match report.permit_release() {
        Some(key) => {
            // The record is written first: a site that cannot be recorded is not published.
            let record = built.record.as_deref();
            let pending =
                record.map(|record| PendingLog::write(site, record)).transpose().map_err(BuildFailure::Writing)?;
            let content = arguments.content(&sources, record).map_err(BuildFailure::Writing)?;
            let written = output.put_in_place(&key).map_err(BuildFailure::Writing)?;
            pending.map_or(Ok(()), PendingLog::put_in_place).map_err(BuildFailure::InPlace)?;
            content.map_or(Ok(()), PendingContent::put_in_place).map_err(BuildFailure::InPlace)?;
            host.tidy();
            Some(written)
        }
        None => None,
    };
    drop(progress);
    let mut stderr = std::io::stderr().lock();
    let colour = terminal::wants_colour(&stderr);
    let format = terminal::usual_format(&stderr);
    let options = OutputOptions { format, today, colour, advice: false, rules: &[], folder: "" };
    let printed = present::write(&report, &sources, &options, &mut stderr);
    drop(stderr);
    let time = stopwatch.read();
    let Some(written) = written else {
        printed.map_err(|error| BuildFailure::Before(cannot_print(&error)))?;
        return Ok(false);
    };
    printed.map_err(|error| BuildFailure::InPlace(cannot_print(&error)))?;
    for (format, why) in pipeline::left_out(&settings, &host) {
        terminal::say(&left_out(format, why));
    }
    let unchanged = match written.unchanged {
        0 => String::new(),
        number => format!(", {} of them unchanged", thousands(number)),
    };
    let files = thousands(written.files);
    terminal::say(&format!("Site written to '{}': {files} files{unchanged}, {time}.", place.display()));
    say_left_over(&written);
    Ok(true)
}

/// Warns about folders of earlier builds that could not be removed.
pub(super) fn say_left_over(written: &WriteStats) {
    for folder in &written.left_over {
        terminal::say(&format!(
            "The folder '{}' is left over from an earlier build and cannot be removed. It is harmless, but takes up \
             space: delete it as the user who created it, for example an administrator.",
            folder.display()
        ));
    }
}

/// The message for a format that this machine cannot make.
fn left_out(format: &str, why: MissingCapability) -> String {
    let because = match why {
        MissingCapability::Program(program) => {
            format!("the program '{program}' is not installed ('apt-get install liblouis-bin' on Debian)")
        }
        MissingCapability::Feature(feature) => format!("this copy of Pamphlet was built without '{feature}'"),
        MissingCapability::Language => "it does not support the language of this site".to_owned(),
    };
    format!("The format '{format}' was left out: {because}.")
}

impl Arguments {
    /// The options of the build pipeline for a given day.
    pub(super) fn options<'a>(&'a self, today: Date, machine: Option<&'a dyn Host>) -> Options<'a> {
        Options { base_url: self.base_url.as_deref(), portable: self.portable, machine, ..Options::on(today) }
    }

    /// The content to keep for builds with errors. Once a site keeps its content, every build updates it: the fallback
    /// must never be older than what readers last had.
    fn content(&self, sources: &Sources, record: Option<&str>) -> Result<Option<PendingContent>, Failure> {
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

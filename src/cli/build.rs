//! `pamphlet build`

pub(super) use super::build_arguments::BuildArguments as Arguments;
use super::build_arguments::BuildFormat;
use super::build_summary::{self, BuildOutcome};
use super::held_back;
use super::notices;
use super::outcome::{Outcome, cannot_print};
use super::progress::Progress;
use super::terminal::{self, Stopwatch};
use crate::date::Date;
use crate::diagnostic::{Failure, Report};
use crate::disk::{self, LocalHost, LogWriteFault, PendingContent, PendingLog, SiteOutput, VersionStore};
use crate::pipeline::{self, HoldScope, Options, PublishableContent};
use crate::present::{self, OutputOptions, thousands};
use crate::publication_log::Recording;
use crate::rendering::MissingCapability;
use crate::settings::Settings;
use crate::source::{FileRole, Sources};

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let stopped = match publish_after_others(arguments, None) {
        Ok(None) => return Ok(Outcome::Clean),
        Ok(Some(errors)) if arguments.or_last_good => match publish_after_others(arguments, Some(&errors)) {
            Ok(None) => return Ok(Outcome::Findings),
            // The errors are not of single leaflets.
            Ok(Some(_)) => {
                errors.print_summary(arguments)?;
                None
            }
            Err(BuildFailure::InPlace(failure)) => return Err(failure),
            Err(BuildFailure::Before(failure) | BuildFailure::Writing(failure)) => Some(failure),
        },
        Ok(Some(errors)) => {
            errors.print_summary(arguments)?;
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

/// How often a build begins again because another one published the same site in the meantime.
const MAX_TRIES: usize = 5;

/// Builds the site, and builds it again if another build published it in the meantime. Returns the errors that kept it
/// from being published, if any.
fn publish_after_others(
    arguments: &Arguments,
    errors: Option<&BuildErrors>,
) -> Result<Option<BuildErrors>, BuildFailure> {
    for _ in 0..MAX_TRIES {
        match publish(arguments, errors)? {
            BuildAttempt::Published => return Ok(None),
            BuildAttempt::WithErrors(errors) => return Ok(Some(errors)),
            BuildAttempt::Overtaken => {}
        }
    }
    Err(BuildFailure::Writing(Failure::new(
        "Other builds keep publishing this site, so your changes were not published.",
        "Wait until they have finished, then try again.",
    )))
}

/// How an attempt to build the site ended.
enum BuildAttempt {
    Published,
    /// Nothing was published, because of the errors that were printed.
    WithErrors(BuildErrors),
    /// Another build published the site since it was read. Nothing was written.
    Overtaken,
}

/// What kept a site from being published.
#[derive(Debug)]
struct BuildErrors {
    today: Date,
    report: Report,
    drafts: usize,
    archived_today: Vec<String>,
}

impl BuildErrors {
    /// Prints the summary of a build that published nothing, if one is wanted.
    fn print_summary(&self, arguments: &Arguments) -> Result<(), Failure> {
        if arguments.format != BuildFormat::Json {
            return Ok(());
        }
        build_summary::print(&BuildOutcome {
            today: self.today,
            place: &arguments.place(),
            report: &self.report,
            drafts: self.drafts,
            held: &[],
            archived_today: &self.archived_today,
            written: None,
        })
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

/// Builds the site, and publishes it if it has no errors. After a build with `errors`, the leaflets that have them stay as
/// they were last published.
fn publish(arguments: &Arguments, errors: Option<&BuildErrors>) -> Result<BuildAttempt, BuildFailure> {
    let stopwatch = Stopwatch::start();
    let progress = Progress::start();
    let site = &arguments.site.site;
    let place = arguments.place();
    disk::recover_record(site);
    let sources = disk::read(site).map_err(BuildFailure::Before)?;
    let settings = pipeline::settings(&sources).map_err(BuildFailure::Before)?;
    let today = arguments.site.today(&settings);
    let host = LocalHost::open(site);
    let store = VersionStore::of(site);
    let options = Options { objects: Some(&store), ..arguments.options(today, Some(&host)) };
    let drafts = drafts(&sources);
    let scope = if errors.is_some() { HoldScope::NotApprovedOrFaulty } else { HoldScope::NotApproved };
    let content = match content_to_publish(sources, &settings, &options, scope).map_err(BuildFailure::Before)? {
        ContentToPublish::Ready(content) => content,
        ContentToPublish::Faulty(report, sources) => {
            drop(progress);
            if errors.is_none() {
                print_findings(&report, &sources, today).map_err(|error| BuildFailure::Before(cannot_print(&error)))?;
            }
            let errors = BuildErrors { today, report, drafts, archived_today: Vec::new() };
            return Ok(BuildAttempt::WithErrors(errors));
        }
    };
    let sources = content.sources;
    let options = Options { as_published: Some(&content.as_published), ..options };
    let output = SiteOutput::begin(&place, site, &settings.keep).map_err(BuildFailure::Writing)?;
    let built = pipeline::build(&sources, &settings, &options, &|artifact| {
        progress.count();
        output.take(artifact)
    });
    let built = built.map_err(BuildFailure::Writing)?;
    let report = built.report;
    let written = match report.permit_release() {
        Some(key) => {
            if arguments.locked {
                locked_record(built.record.as_ref()).map_err(BuildFailure::Before)?;
            }
            // The record is written first: a site that cannot be recorded is not published.
            let record = built.record.as_ref();
            let recorded = record.filter(|_| !arguments.locked);
            let pending = recorded.map(|record| PendingLog::write(site, record, &place));
            let pending = match pending.transpose() {
                Ok(pending) => pending,
                Err(LogWriteFault::Changed) => return Ok(BuildAttempt::Overtaken),
                Err(LogWriteFault::Failed(failure)) => return Err(BuildFailure::Writing(failure)),
            };
            let entries = record.map(|record| &*record.entries);
            let content = arguments.content(&sources, entries).map_err(BuildFailure::Writing)?;
            let head = pending.as_ref().map(|pending| pending.head().to_owned());
            let head = head.or_else(|| Some(record?.head_before.to_string()));
            let written = output.put_in_place(&key, head.as_deref()).map_err(BuildFailure::Writing)?;
            pending.map_or(Ok(()), PendingLog::put_in_place).map_err(BuildFailure::InPlace)?;
            content.map_or(Ok(()), PendingContent::put_in_place).map_err(BuildFailure::InPlace)?;
            host.tidy();
            Some(written)
        }
        None => None,
    };
    drop(progress);
    // The findings that hold leaflets back were printed before.
    let printed = match errors {
        Some(_) => Ok(()),
        None => print_findings(&report, &sources, today),
    };
    let time = stopwatch.read();
    let Some(written) = written else {
        printed.map_err(|error| BuildFailure::Before(cannot_print(&error)))?;
        let archived_today = built.archived_today;
        return Ok(BuildAttempt::WithErrors(BuildErrors { today, report, drafts, archived_today }));
    };
    if arguments.format == BuildFormat::Json {
        build_summary::print(&BuildOutcome {
            today,
            place: &place,
            report: errors.map_or(&report, |errors| &errors.report),
            drafts,
            held: &content.held,
            archived_today: &built.archived_today,
            written: Some(&written),
        })
        .map_err(BuildFailure::InPlace)?;
    }
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
    held_back::say(&content.held, &content.held_shared, content.never_approved);
    if let Some(sentence) = waiting(drafts) {
        terminal::say(&sentence);
    }
    terminal::say_left_over(&written.left_over);
    Ok(BuildAttempt::Published)
}

/// What a build publishes.
enum ContentToPublish {
    Ready(PublishableContent),
    /// Nothing, because of these errors.
    Faulty(Report, Sources),
}

/// The content to publish: the present one, with what is held back as it was last published.
fn content_to_publish(
    sources: Sources,
    settings: &Settings,
    options: &Options<'_>,
    scope: HoldScope,
) -> Result<ContentToPublish, Failure> {
    if scope == HoldScope::NotApproved && !settings.is_approval_required {
        return Ok(ContentToPublish::Ready(PublishableContent { sources, ..PublishableContent::default() }));
    }
    let content = pipeline::publishable(&sources, settings, options, scope);
    let is_changed = |content: &PublishableContent| !(content.held.is_empty() && content.held_shared.is_empty());
    match content {
        Some(content) if scope == HoldScope::NotApproved && is_changed(&content) => {
            // What waits for approval must be free of errors too: an approver would read it in vain.
            let report = pipeline::check(&sources, settings, options);
            match report.permit_release() {
                Some(_) => Ok(ContentToPublish::Ready(content)),
                None => Ok(ContentToPublish::Faulty(report, sources)),
            }
        }
        Some(content) => Ok(ContentToPublish::Ready(content)),
        None if scope == HoldScope::NotApprovedOrFaulty => Ok(ContentToPublish::Faulty(Report::default(), sources)),
        None => Err(Failure::new(
            "Some leaflets are not approved, and their last published words cannot be read, so nothing was published.",
            "'pamphlet versions --verify' names what is damaged. Restore the folder '.pamphlet/versions' from version \
             control or from a recent backup.",
        )),
    }
}

/// Fails if the record lacks what the build would publish.
fn locked_record(record: Option<&Recording>) -> Result<(), Failure> {
    let Some(record) = record else { return Ok(()) };
    let help = "Run 'pamphlet build' where the record is kept, and commit the folder '.pamphlet/versions'. Then build \
                here again.";
    if record.begins {
        return Err(Failure::new(
            "There is no record of versions here, and '--locked' must not begin one. Nothing was published.",
            help,
        ));
    }
    match record.versions {
        0 => Ok(()),
        1 => Err(Failure::new("Readers would get new words of 1 leaflet that the record does not contain.", help)),
        number => Err(Failure::new(
            format!("Readers would get new words of {} leaflets that the record does not contain.", thousands(number)),
            help,
        )),
    }
}

fn print_findings(report: &Report, sources: &Sources, today: Date) -> std::io::Result<()> {
    let mut stderr = std::io::stderr().lock();
    let colour = terminal::wants_colour(&stderr);
    let format = terminal::usual_format(&stderr);
    let options = OutputOptions { format, today, colour, advice: false, rules: &[], folder: "" };
    present::write(report, sources, &options, &mut stderr)
}

fn drafts(sources: &Sources) -> usize {
    sources.of_role(FileRole::Draft).count()
}

/// How many drafts wait to be published, in words.
fn waiting(drafts: usize) -> Option<String> {
    match drafts {
        0 => None,
        1 => Some("1 draft waits in 'content/drafts' and is not published.".to_owned()),
        number => Some(format!("{} drafts wait in 'content/drafts' and are not published.", thousands(number))),
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

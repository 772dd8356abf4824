//! The stages of a run, in their only order.

mod again;
mod options;
mod parse;
pub mod preview;
mod publishable;
mod review;
mod stages;

use crate::check;
use crate::date::Date;
use crate::diagnostic::Failure;
use crate::diagnostic::Report;
use crate::leaflet::Manuscript;
use crate::publication_log::{PublicationLog, Recording};
use crate::register::Register;
use crate::render::{self, ArtifactSink};
use crate::rendering::MissingCapability;
use crate::rendering::{Artifact, Host};
use crate::settings::Settings;
use crate::site;
use crate::source::Sources;
use crate::versions::withdraw::{self, Withdrawal, WithdrawalRequest};
use crate::versions::{self, RecordingPlan};
pub use again::{
    RebuildResult, build_again, recorded_content, settings_or_usual, with_archived_since, with_built_in_theme,
};
pub use options::{Options, StageObserver};
pub use parse::{faulty_settings, settings, theme_of};
use parse::{manuscripts, publication_log};
pub use publishable::{HoldScope, PublishableContent, publishable};
pub use review::{proposal, review, shared_part, users_of};
use stages::{inputs, linked, plan_inputs};

/// The result of a build.
#[derive(Debug)]
pub struct BuildResult {
    /// The findings.
    pub report: Report,
    /// What the record gains when the new site is in place; `None` if the site is not published.
    pub record: Option<Recording>,
    /// The references of leaflets whose archive date is the day of the build.
    pub archived_today: Vec<String>,
}

/// Checks everything without building the site.
pub fn check(sources: &Sources, settings: &Settings, options: &Options<'_>) -> Report {
    linked(sources, settings, options, |world| check::run(world, options.only).report(world))
}

/// Lists every leaflet and draft with its dates and state.
pub fn register(sources: &Sources, settings: &Settings, today: Date) -> Register {
    let options = Options { drafts: true, ..Options::on(today) };
    Register::of(sources, &manuscripts(sources, &options), settings, today)
}

/// Every text of a site folder, including drafts, and the record of published leaflets: a new leaflet must differ from
/// all of them.
pub fn texts(sources: &Sources) -> (Vec<Manuscript>, PublicationLog) {
    let options = Options { drafts: true, ..Options::on(Date::default()) };
    (manuscripts(sources, &options), publication_log(sources))
}

/// The record of what was published.
pub fn published_before(sources: &Sources) -> PublicationLog {
    publication_log(sources)
}

/// Why the record cannot be used; `None` if it can.
pub fn damage_of_record(sources: &Sources, record: &PublicationLog) -> Option<Failure> {
    check::damage_of_record(sources, record)
}

/// The changes that withdraw a leaflet, and the references to it.
///
/// # Errors
/// If the reference is not that of exactly one current leaflet.
pub fn withdraw(sources: &Sources, settings: &Settings, wanted: &WithdrawalRequest<'_>) -> Result<Withdrawal, Failure> {
    let options = Options { drafts: true, ..Options::on(wanted.today) };
    linked(sources, settings, &options, |world| withdraw::withdraw(world.library, settings, wanted))
}

/// Checks everything and, if there are no errors, passes the files of the new site to `sink`.
///
/// # Errors
/// If the sink returns an error.
pub fn build(
    sources: &Sources,
    settings: &Settings,
    options: &Options<'_>,
    sink: ArtifactSink<'_>,
) -> Result<BuildResult, Failure> {
    linked(sources, settings, options, |world| {
        let plan = || site::plan(world.library, &plan_inputs(world, options));
        let archived_today: Vec<String> = world
            .library
            .leaflets()
            .filter(|(_, leaflet)| leaflet.archive_date == options.today && leaflet.manuscript.translation.is_none())
            .map(|(_, leaflet)| leaflet.reference.to_owned())
            .collect();
        let (found, site) = rayon::join(|| check::run(world, None), plan);
        options.reached("check");
        if found.has_errors() {
            return Ok(BuildResult { report: found.report(world), record: None, archived_today });
        }
        options.reached("plan");
        let inputs = inputs(world, &site, options);
        if options.reached.is_some() {
            render::search_index(&inputs, &|_| Ok(()))?;
            options.reached("search");
        }
        let recording = options.publishes.then(|| versions::plan_recording(world.history(), options.today));
        let take = |artifact: Artifact| {
            recording.iter().for_each(|recording| recording.take(&artifact));
            sink(artifact)
        };
        let (problems, report) = rayon::join(|| render::run(&inputs, &take), || found.report(world));
        let problems = problems?;
        options.reached("render");
        let report = check::with_rendering(world, report, &problems);
        let publishes = report.permit_release().is_some();
        let record = recording.filter(|_| publishes).map(RecordingPlan::finish);
        options.reached("record");
        Ok(BuildResult { report, record, archived_today })
    })
}

/// Formats that the site would have by default, but this machine cannot make.
pub fn left_out(settings: &Settings, machine: &dyn Host) -> Vec<(&'static str, MissingCapability)> {
    // A format listed in the settings is an error if it cannot be made.
    if settings.formats.is_some() { Vec::new() } else { render::lacking_formats(settings, machine) }
}

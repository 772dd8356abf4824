//! `pamphlet new`

use std::path::{Path, PathBuf};

use super::outcome::Outcome;
use super::site_arguments::DayArgument;
use super::terminal;
use crate::date::in_english;
use crate::diagnostic::Failure;
use crate::disk;
use crate::pipeline;
use crate::start::{self, NewLeaflet, NextReference, StartedLeaflet};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The title of the new leaflet, in quotation marks
    #[arg(value_name = "TITLE", required_unless_present = "site")]
    title: Option<String>,
    /// The site folder for the leaflet [default: .]; without a title, the site folder to create
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// The folder for the leaflet [default: 'content/drafts' in the site folder]
    #[arg(long, value_name = "DIR", requires = "title")]
    into: Option<PathBuf>,
    /// Start with the headings of this kind: treatment, condition, service, medicine, or one of your own
    #[arg(long, value_name = "KIND", requires = "title")]
    kind: Option<String>,
    #[command(flatten)]
    day: DayArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let here = Path::new(".");
    let site = arguments.site.as_deref().unwrap_or(here);
    let report = match &arguments.title {
        Some(title) => new_leaflet(title, site, arguments)?,
        None => new_site(site, arguments)?,
    };
    terminal::print(&report)?;
    Ok(Outcome::Clean)
}

fn new_leaflet(title: &str, site: &Path, arguments: &Arguments) -> Result<String, Failure> {
    let sources = disk::read_with_drafts(site)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.day.today(&settings);
    let new = NewLeaflet { title, kind: arguments.kind.as_deref(), today };
    let (texts, record) = pipeline::texts(&sources);
    let started = start::leaflet(&new, &sources, &texts, &settings, &record)?;
    let folder = match &arguments.into {
        Some(into) => into.clone(),
        None => below(site, "content/drafts"),
    };
    let place = folder.join(format!("{}.md", started.name));
    check_is_free(&place)?;
    disk::write_new(&place, started.text.as_bytes())?;
    Ok(about_leaflet(&place, &started, &settings.reference.text, in_english(today)))
}

fn about_leaflet(place: &Path, started: &StartedLeaflet, pattern: &str, today: String) -> String {
    let mut report = format!("Created '{}'.\n", place.display());
    report.push_str(&match &started.reference {
        NextReference::Free { reference, after } => format!(
            "  Its reference is {reference}, the next free one after \
                                                             {after}.\n"
        ),
        NextReference::NoneYet => format!(
            "  Its reference is blank, because no leaflet has one to continue from. It must match '{pattern}'.\n"
        ),
        NextReference::UsedUp { after } => format!(
            "  Its reference is blank: the number after {after} does not match '{pattern}', which 'content/site.yaml' \
             requires.\n"
        ),
    });
    let (archive, months) = started.archive;
    report.push_str(&format!(
        "  Last updated {today}; archive date {}, {months} months later. Change both on the day it is approved.\n",
        in_english(archive)
    ));
    if !started.blank.is_empty() {
        report.push_str(&format!("  Still blank, for you to complete: {}.\n", started.blank.join(", ")));
    }
    report.push_str(
        "'pamphlet check --drafts' lists what is still missing. When it is approved, move it to 'content/leaflets'.\n",
    );
    report
}

fn new_site(site: &Path, arguments: &Arguments) -> Result<String, Failure> {
    let content = below(site, "content");
    if disk::is_there(&content) {
        return Err(Failure::new(
            format!(
                "'{}' already exists, so '{}' is a site folder. Existing files are not overwritten.",
                content.display(),
                site.display()
            ),
            "For a new leaflet in it, give the title: pamphlet new \"Sleeping well\". For a new site, name another \
             folder.",
        ));
    }
    let today = arguments.day.today_here();
    let mut report = match site == Path::new(".") {
        true => "This folder is now a site folder:\n".to_owned(),
        false => format!("'{}' is now a site folder:\n", site.display()),
    };
    for file in start::site(today) {
        let place = below(site, file.path);
        // A folder under version control may have its own.
        if file.path == ".gitignore" && disk::is_there(&place) {
            report.push_str(
                "  .gitignore already existed. Add a line '/public/' to it, so that the built site is not \
                             stored twice.\n",
            );
            continue;
        }
        disk::write_new(&place, file.text.as_bytes())?;
        report.push_str(&format!("  {}\n", file.path));
    }
    let go = if site == Path::new(".") { String::new() } else { format!("'cd {}', then ", site.display()) };
    report.push_str(&format!(
        "Next: {go}write your own title, web address and name into 'content/site.yaml', and run 'pamphlet build'.\n\
         'pamphlet new \"TITLE\"' starts a leaflet of your own; 'pamphlet import' imports Word files.\n"
    ));
    Ok(report)
}

/// A path in the site folder, without a leading `./`.
fn below(site: &Path, path: &str) -> PathBuf {
    if site == Path::new(".") { PathBuf::from(path) } else { site.join(path) }
}

fn check_is_free(place: &Path) -> Result<(), Failure> {
    if disk::is_there(place) {
        return Err(Failure::new(
            format!("'{}' already exists, and existing files are not overwritten.", place.display()),
            "Give the leaflet another title, or name another folder with '--into'.",
        ));
    }
    Ok(())
}

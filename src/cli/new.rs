//! `pamphlet new`

use std::path::{Path, PathBuf};

use super::outcome::Outcome;
use super::site_arguments::DayArgument;
use super::terminal;
use crate::date::in_english;
use crate::disk;
use crate::failure::Failure;
use crate::pipeline;
use crate::start::{self, NewLeaflet, NextReference, StartedLeaflet};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The title of the new leaflet, in quotation marks
    #[arg(value_name = "TITLE", required_unless_present = "site")]
    title: Option<String>,
    /// The site folder for the leaflet [default: .]; without a title, the site folder to start
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// The folder for the leaflet [default: 'content/drafts' of the site]
    #[arg(long, value_name = "DIR", requires = "title")]
    into: Option<PathBuf>,
    /// Begin with the headings of this kind: treatment, condition, service, medicine, or one of the site's
    #[arg(long, value_name = "KIND", requires = "title")]
    kind: Option<String>,
    #[command(flatten)]
    day: DayArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let here = Path::new(".");
    let site = arguments.site.as_deref().unwrap_or(here);
    let said = match &arguments.title {
        Some(title) => new_leaflet(title, site, arguments)?,
        None => new_site(site, arguments)?,
    };
    terminal::print(&said)?;
    Ok(Outcome::Clean)
}

fn new_leaflet(title: &str, site: &Path, arguments: &Arguments) -> Result<String, Failure> {
    let sources = disk::read_with_drafts(site)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.day.today(&settings);
    let new = NewLeaflet { title, kind: arguments.kind.as_deref(), today };
    let (texts, record) = pipeline::texts(&sources);
    let begun = start::leaflet(&new, &sources, &texts, &settings, &record)?;
    let folder = match &arguments.into {
        Some(into) => into.clone(),
        None => below(site, "content/drafts"),
    };
    let place = folder.join(format!("{}.md", begun.name));
    not_there(&place)?;
    disk::write_new(&place, begun.text.as_bytes())?;
    Ok(about_leaflet(&place, &begun, &settings.reference.text, in_english(today)))
}

fn about_leaflet(place: &Path, begun: &StartedLeaflet, pattern: &str, today: String) -> String {
    let mut said = format!("'{}' is there now.\n", place.display());
    said.push_str(&match &begun.reference {
        NextReference::Free { reference, after } => format!("  Its reference is {reference}, the next after {after}.\n"),
        NextReference::NoneYet => format!(
            "  Its reference is blank: no leaflet has one yet that the next could be counted from. It must match '{pattern}'.\n"
        ),
        NextReference::UsedUp { after } => format!(
            "  Its reference is blank: the number after {after} does not match '{pattern}', which 'content/site.yaml' asks for.\n"
        ),
    });
    let (archive, months) = begun.archive;
    said.push_str(&format!(
        "  Last updated {today}; archive date {}, {months} months later. Change both on the day on which it is approved.\n",
        in_english(archive)
    ));
    if !begun.blank.is_empty() {
        said.push_str(&format!("  Still blank, for you to fill in: {}.\n", begun.blank.join(", ")));
    }
    said.push_str("'pamphlet check --drafts' says what is still to be written. When it is approved, move it to 'content/leaflets'.\n");
    said
}

fn new_site(site: &Path, arguments: &Arguments) -> Result<String, Failure> {
    let content = below(site, "content");
    if disk::is_there(&content) {
        return Err(Failure::new(
            format!(
                "'{}' is there already, so '{}' is a site folder, and nothing is written over.",
                content.display(),
                site.display()
            ),
            "For a new leaflet in it, write its title: pamphlet new \"Sleeping well\". For a new site, name another folder.",
        ));
    }
    let today = arguments.day.today_here();
    let mut said = match site == Path::new(".") {
        true => "This folder is a site folder now:\n".to_owned(),
        false => format!("'{}' is a site folder now:\n", site.display()),
    };
    for file in start::site(today) {
        let place = below(site, file.path);
        // A folder under version control has one, with lines of its own.
        if file.path == ".gitignore" && disk::is_there(&place) {
            said.push_str("  .gitignore was there already. Add a line '/public/' to it, so that the built site is not kept twice.\n");
            continue;
        }
        disk::write_new(&place, file.text.as_bytes())?;
        said.push_str(&format!("  {}\n", file.path));
    }
    let go = if site == Path::new(".") { String::new() } else { format!("'cd {}', then ", site.display()) };
    said.push_str(&format!(
        "Next: {go}write your own title, web address and name into 'content/site.yaml', and call 'pamphlet build'.\n\
         'pamphlet new \"TITLE\"' begins a leaflet of your own; 'pamphlet import' takes Word files.\n"
    ));
    Ok(said)
}

/// A path below the site folder, as short as a person would write it.
fn below(site: &Path, path: &str) -> PathBuf {
    if site == Path::new(".") { PathBuf::from(path) } else { site.join(path) }
}

fn not_there(place: &Path) -> Result<(), Failure> {
    if disk::is_there(place) {
        return Err(Failure::new(
            format!("'{}' is there already, and nothing is written over.", place.display()),
            "Give the leaflet another title, or name another folder with '--into'.",
        ));
    }
    Ok(())
}

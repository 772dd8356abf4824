//! What commands on a site have in common.

use std::path::{Component, PathBuf};

use super::terminal;
use crate::check;
use crate::date::{self, Date};
use crate::settings::{self, Settings};

/// What commands on a site have in common.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArguments {
    /// The site folder: the one that holds 'content'
    #[arg(default_value = ".", value_name = "SITE")]
    pub(super) site: PathBuf,
    #[command(flatten)]
    day: DayArgument,
}

/// The day on which a command acts.
#[derive(Debug, clap::Args)]
pub(super) struct DayArgument {
    /// Act as if today were this day: 2026-11-23 or "23 November 2026"
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    today: Option<Date>,
}

impl DayArgument {
    /// The day given, else the day it is where the site is at home.
    pub(super) fn today(&self, settings: &Settings) -> Date {
        self.today.unwrap_or_else(|| terminal::today(&settings.time_zone))
    }

    /// The day given, else the day it is on this machine, where there are no settings yet.
    pub(super) fn today_here(&self) -> Date {
        self.today.unwrap_or_else(terminal::today_here)
    }
}

impl SiteArguments {
    /// The day given, else the day it is where the site is at home.
    pub(super) fn today(&self, settings: &Settings) -> Date {
        self.day.today(settings)
    }

    /// What stands before the path of a file of the site for a reader who is where the command was called: `docs/site/`.
    /// Nothing where that is the site folder, or where its path does not lead down from there.
    pub(super) fn folder(&self) -> String {
        let mut folder = String::new();
        for part in self.site.components() {
            match part {
                Component::Normal(name) => folder.extend([&*name.to_string_lossy(), "/"]),
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => return String::new(),
            }
        }
        folder
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    date::parse(text).map_err(|fault| {
        let example = Date::constant(2026, 11, 23);
        let (why, help) = check::date_in_words(fault, example);
        format!("{why} {help}")
    })
}

/// A web address with a `/` at its end.
pub(super) fn parse_base_url(text: &str) -> Result<String, String> {
    settings::web_address(text).ok_or_else(|| {
        "This is no web address. Write the whole address of the site, for example 'https://leaflets.example.org/'."
            .to_owned()
    })
}

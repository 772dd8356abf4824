//! Arguments that all commands on a site share.

use std::path::{Component, PathBuf};

use super::terminal;
use crate::check;
use crate::date::{self, Date};
use crate::settings::{self, Settings};

/// Arguments that all commands on a site share.
#[derive(Debug, clap::Args)]
pub(super) struct SiteArguments {
    /// The site folder, which contains 'content'
    #[arg(default_value = ".", value_name = "SITE")]
    pub(super) site: PathBuf,
    #[command(flatten)]
    day: DayArgument,
}

/// The day on which a command acts.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct DayArgument {
    /// Act as if today were this date: 2026-11-23 or "23 November 2026"
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    today: Option<Date>,
}

impl DayArgument {
    /// The given date, or today's date in the time zone of the site.
    pub(super) fn today(&self, settings: &Settings) -> Date {
        self.today.unwrap_or_else(|| terminal::today(&settings.time_zone))
    }

    /// The given date, or today's date on this machine, for use before there are settings.
    pub(super) fn today_here(&self) -> Date {
        self.today.unwrap_or_else(terminal::today_here)
    }
}

impl SiteArguments {
    /// The given date, or today's date in the time zone of the site.
    pub(super) fn today(&self, settings: &Settings) -> Date {
        self.day.today(settings)
    }

    /// The path from the current folder to the site folder, such as `docs/site/`, as a prefix for paths of its files.
    /// Empty if they are the same, or if the path does not lead down from the current folder.
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

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    date::parse(text).map_err(|fault| {
        let example = Date::constant(2026, 11, 23);
        let (why, help) = check::date_in_words(fault, example);
        format!("{why} {help}")
    })
}

/// A web address that ends with `/`.
pub(super) fn parse_base_url(text: &str) -> Result<String, String> {
    settings::web_address(text).ok_or_else(|| {
        "This is not a web address. Write the full address of the site, for example 'https://leaflets.example.org/'."
            .to_owned()
    })
}

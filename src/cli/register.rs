//! `pamphlet register`

use std::io::{IsTerminal, Write};

use super::outcome::{Outcome, cannot_print};
use super::site_arguments::SiteArguments;
use super::terminal;
use crate::diagnostic::Failure;
use crate::disk;
use crate::pipeline;
use crate::register::{self, LeafletState, Period, Register, Selection, TableStyle};
use crate::settings::Settings;
use crate::source::Sources;

const AFTER_HELP: &str = "\
Exit status:
  0  the register was printed
  1  a listed leaflet is in a state given with '--fail-on'
  2  a failure, such as unreadable settings";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How to show the register
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: RegisterFormat,
    /// Only leaflets whose archive date is within this time: 3m, 6w, 90d, "1 year"
    #[arg(long, value_name = "TIME", value_parser = parse_period)]
    due: Option<Period>,
    /// Only leaflets whose owner's name contains this
    #[arg(long, value_name = "OWNER")]
    owner: Option<String>,
    /// Only leaflets in this state; separate several with commas
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    state: Vec<RegisterState>,
    /// Exit with 1 if a listed leaflet is in this state; for nightly jobs
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    fail_on: Vec<RegisterState>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum RegisterFormat {
    /// A table to read
    Table,
    /// A spreadsheet
    Csv,
    /// For other programs
    Json,
    /// A page to send to a manager
    Html,
    /// A calendar: an event for each notice and each archive date
    Ics,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum RegisterState {
    /// Its archive date is not near
    Current,
    /// Its archive date is near
    Due,
    /// Its archive date is today or earlier
    Archived,
    /// It has no archive date
    Undated,
    /// It is not published yet
    Draft,
}

impl From<RegisterState> for LeafletState {
    fn from(name: RegisterState) -> Self {
        match name {
            RegisterState::Current => Self::Current,
            RegisterState::Due => Self::Due,
            RegisterState::Archived => Self::Archived,
            RegisterState::Undated => Self::Undated,
            RegisterState::Draft => Self::Draft,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let sources = disk::read_with_drafts(&arguments.site.site)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let selection = Selection {
        due: arguments.due,
        owner: arguments.owner.clone(),
        states: arguments.state.iter().map(|state| LeafletState::from(*state)).collect(),
    };
    let register = pipeline::register(&sources, &settings, today).selected(&selection);
    let stdout = std::io::stdout();
    let shown = match arguments.format {
        RegisterFormat::Table => {
            let width = if stdout.is_terminal() { terminal::width() } else { None };
            register::table(&register, TableStyle { width, colour: terminal::wants_colour(&stdout) }).into_bytes()
        }
        RegisterFormat::Csv => register::csv(&register),
        RegisterFormat::Json => register::json(&register).into_bytes(),
        RegisterFormat::Html => page(&register, &sources, &settings)?.into_bytes(),
        RegisterFormat::Ics => register::calendar(&register).into_bytes(),
    };
    let mut out = stdout.lock();
    out.write_all(&shown).and_then(|()| out.flush()).map_err(|error| cannot_print(&error))?;
    let fails = arguments.fail_on.iter().any(|state| register.count(LeafletState::from(*state)) > 0);
    Ok(if fails { Outcome::Findings } else { Outcome::Clean })
}

fn page(register: &Register, sources: &Sources, settings: &Settings) -> Result<String, Failure> {
    let theme = pipeline::theme_of(sources, settings, register.today);
    register::html(register, &theme, &settings.language).map_err(|problem| {
        Failure::new(
            format!(
                "The register page cannot be made, because the theme's file '{}' has a mistake: {}.",
                problem.file, problem.detail
            ),
            "Fix the file, or delete it: the built-in file with that name is then used.",
        )
    })
}

fn parse_period(text: &str) -> Result<Period, String> {
    Period::parse(text).ok_or_else(|| {
        "This is not a length of time. Write a number and 'd', 'w', 'm' or 'y' for days, weeks, months or years, such \
         as '3m'."
            .to_owned()
    })
}

//! `pamphlet diff`

use std::io::Write;
use std::path::PathBuf;

use super::outcome::{Outcome, cannot_print};
use super::terminal;
use crate::diagnostic::Failure;
use crate::difference::{self, SiteSnapshot};
use crate::disk::BuiltSite;

const AFTER_HELP: &str = "\
Exit status:
  0  the sites were compared, whatever differs
  2  a failure, such as a folder that contains no built site";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The folder of the current site, such as a copy of 'public'
    old: PathBuf,
    /// The folder of the new site
    new: PathBuf,
    /// How to show the differences
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum DiffFormat {
    /// Sentences, with the words removed and added
    Text,
    /// A page to send to approvers
    Html,
    /// For other programs
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let names = [&arguments.old, &arguments.new].map(|folder| folder.display().to_string());
    let (old, new) = (BuiltSite::open(&arguments.old)?, BuiltSite::open(&arguments.new)?);
    let (read_old, read_new) = (|path: &str| old.file(path), |path: &str| new.file(path));
    let difference = difference::between(
        SiteSnapshot { name: &names[0], files: &old.files, reader: &read_old },
        SiteSnapshot { name: &names[1], files: &new.files, reader: &read_new },
    )?;
    let stdout = std::io::stdout();
    let shown = match arguments.format {
        DiffFormat::Text => difference::text(&difference, terminal::wants_colour(&stdout)),
        DiffFormat::Html => difference::html(&difference, [&names[0], &names[1]]),
        DiffFormat::Json => difference::json(&difference),
    };
    let mut out = stdout.lock();
    out.write_all(shown.as_bytes()).and_then(|()| out.flush()).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}

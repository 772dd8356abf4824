//! `pamphlet diff`

use std::io::Write;
use std::path::PathBuf;

use super::outcome::{Outcome, cannot_print};
use super::site_arguments::DayArgument;
use super::terminal;
use crate::diagnostic::Failure;
use crate::difference::{self, SiteSnapshot};
use crate::disk::{self, BuiltSite, LocalHost, SiteOutput, TemporarySite, VersionStore};
use crate::pipeline::{self, Options};

const AFTER_HELP: &str = "\
Exit status:
  0  the sites were compared, whatever differs
  2  a failure, such as a folder that contains no built site";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The folder of the current site, such as a copy of 'public'; without it, the present content is compared with what
    /// was last published to 'public'
    #[arg(requires = "new")]
    old: Option<PathBuf>,
    /// The folder of the new site
    new: Option<PathBuf>,
    /// The site folder, which contains 'content', if no folders are compared
    #[arg(long, default_value = ".", value_name = "SITE", conflicts_with = "old")]
    site: PathBuf,
    #[command(flatten)]
    day: DayArgument,
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
    match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) => {
            let names = [old, new].map(|folder| folder.display().to_string());
            compare(arguments, [old, new], names)
        }
        _ => compare_with_published(arguments),
    }
}

/// Compares the present content with what was last published.
fn compare_with_published(arguments: &Arguments) -> Result<Outcome, Failure> {
    let site = &arguments.site;
    let published = if site.as_os_str() == "." { PathBuf::from("public") } else { site.join("public") };
    if !disk::holds_site(&published) {
        return Err(Failure::new(
            format!("There is no published site in '{}' to compare the content with.", published.display()),
            "Run 'pamphlet build' first, or name two folders with built sites: pamphlet diff OLD NEW.",
        ));
    }
    let sources = disk::read(site)?;
    let settings = pipeline::settings(&sources)?;
    let (host, store) = (LocalHost::open(site), VersionStore::of(site));
    let today = arguments.day.today(&settings);
    let options = Options { machine: Some(&host), objects: Some(&store), ..Options::on(today) };
    let built_site = TemporarySite::create(&terminal::temporary_folder())?;
    let output = SiteOutput::begin(built_site.output(), site, &settings.keep)?;
    // Whatever rules find: the differences are to be read while the words are being written.
    let built = pipeline::build_again(&sources, &settings, &options, &|artifact| output.take(artifact))?;
    output.put_in_place(&built.key, None)?;
    let names = [published.display().to_string(), "the present content".to_owned()];
    compare(arguments, [&published, built_site.output()], names)
}

fn compare(arguments: &Arguments, [old, new]: [&PathBuf; 2], names: [String; 2]) -> Result<Outcome, Failure> {
    let (old, new) = (BuiltSite::open(old)?, BuiltSite::open(new)?);
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

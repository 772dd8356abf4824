//! `pamphlet build`

use std::path::PathBuf;

use super::outcome::{Outcome, cannot_print};
use super::progress::Progress;
use super::site_arguments::{SiteArguments, parse_base_url};
use super::terminal::{self, Stopwatch};
use crate::disk::{self, Output};
use crate::failure::Failure;
use crate::pipeline::{self, Options};
use crate::present::{self, Show, thousands};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Where the site is put; a folder of its own [default: 'public' beside 'content']
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The web address of the site, in place of the one in 'site.yaml'
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<String>,
    /// Let links name 'index.html', so that the site also works from a folder or a memory stick
    #[arg(long)]
    portable: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let stopwatch = Stopwatch::start();
    let progress = Progress::start();
    let site = &arguments.site.site;
    let place = arguments.out.clone().unwrap_or_else(|| match site.as_os_str() == "." {
        true => PathBuf::from("public"),
        false => site.join("public"),
    });
    let sources = disk::read(site)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let options =
        Options { base_url: arguments.base_url.as_deref(), portable: arguments.portable, ..Options::on(today) };
    let output = Output::begin(&place, site)?;
    let built = pipeline::build(&sources, &settings, &options, &|artifact| {
        progress.count();
        output.take(artifact)
    })?;
    let report = built.report;
    let written = match report.approve() {
        Some(key) => Some(output.put_in_place(&key)?),
        None => None,
    };
    let kept = built.record.map_or(Ok(()), |record| disk::keep_record(site, &record));
    drop(progress);
    let mut stderr = std::io::stderr().lock();
    let colour = terminal::wants_colour(&stderr);
    let format = terminal::usual_format(&stderr);
    let show = Show { format, today, colour, advice: false, rules: &[], folder: "" };
    present::write(&report, &sources, &show, &mut stderr).map_err(|error| cannot_print(&error))?;
    drop(stderr);
    let time = stopwatch.read();
    match written {
        Some(written) => {
            let unchanged = match written.unchanged {
                0 => String::new(),
                number => format!(", {} of them unchanged", thousands(number)),
            };
            let files = thousands(written.files);
            terminal::say(&format!("The site stands in '{}': {files} files{unchanged}, {time}.", place.display()));
            kept.map(|()| Outcome::Clean)
        }
        None => {
            terminal::say("Nothing was published: mend the errors above. A site that stood before still stands.");
            Ok(Outcome::Findings)
        }
    }
}

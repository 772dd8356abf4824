//! `pamphlet build`

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use super::outcome::{Outcome, cannot_print};
use super::progress::Progress;
use super::site_arguments::{SiteArguments, parse_base_url};
use super::terminal::{self, Stopwatch};
use crate::date::{Date, in_english};
use crate::disk::{self, Output, Workshop};
use crate::failure::Failure;
use crate::met::Lack;
use crate::pipeline::{self, Options};
use crate::present::{self, Show, thousands};
use crate::source::Sources;
use crate::withdraw::{self, Texts};

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
    /// Where there are errors, build the last content that passed again for today, so that archive dates take effect; for
    /// nightly jobs
    #[arg(long)]
    or_last_good: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut in_place = false;
    let told = publish(arguments, &mut in_place);
    // A failure after the new site was put in place is told, but older content must not take its place again.
    if arguments.or_last_good
        && !in_place
        && let Err(failure) = fall_back(arguments)
    {
        // What came first is what must be mended first, and ends the program.
        terminal::fail(&failure);
    }
    told
}

/// Builds what stands in the site folder, and says in `in_place` whether it stands as the site now, whatever failed later.
fn publish(arguments: &Arguments, in_place: &mut bool) -> Result<Outcome, Failure> {
    let stopwatch = Stopwatch::start();
    let progress = Progress::start();
    let site = &arguments.site.site;
    let place = arguments.place();
    // When the program ends, the system takes all of it back at once.
    let sources = ManuallyDrop::new(disk::read(site)?);
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let workshop = Workshop::open(site);
    let options = Options {
        base_url: arguments.base_url.as_deref(),
        portable: arguments.portable,
        machine: Some(&workshop),
        ..Options::on(today)
    };
    let output = Output::begin(&place, site)?;
    let built = pipeline::build(&sources, &settings, &options, &|artifact| {
        progress.count();
        output.take(artifact)
    })?;
    let report = ManuallyDrop::new(built.report);
    let written = match report.approve() {
        Some(key) => {
            let written = output.put_in_place(&key)?;
            workshop.tidy();
            Some(written)
        }
        None => None,
    };
    *in_place = written.is_some();
    let mut kept = built.record.as_ref().map_or(Ok(()), |record| disk::keep_record(site, record));
    if written.is_some() && arguments.or_last_good {
        kept = kept.and_then(|()| disk::keep_last_good(site, &sources, built.record.as_deref()));
    }
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
            for (format, why) in pipeline::left_out(&settings, &workshop) {
                terminal::say(&left_out(format, why));
            }
            let unchanged = match written.unchanged {
                0 => String::new(),
                number => format!(", {} of them unchanged", thousands(number)),
            };
            let files = thousands(written.files);
            terminal::say(&format!("The site stands in '{}': {files} files{unchanged}, {time}.", place.display()));
            kept.map(|()| Outcome::Clean)
        }
        None if arguments.or_last_good => Ok(Outcome::Findings),
        None => {
            terminal::say("Nothing was published: mend the errors above. A site that stood before still stands.");
            Ok(Outcome::Findings)
        }
    }
}

/// A format that this machine cannot make, in a line.
fn left_out(format: &str, why: Lack) -> String {
    let because = match why {
        Lack::Program(program) => {
            format!("the program '{program}' is not installed ('apt-get install liblouis-bin' on Debian)")
        }
        Lack::Feature(feature) => format!("this Pamphlet was built without '{feature}'"),
        Lack::Language => "it is not known how to write the language of this site in it".to_owned(),
    };
    format!("The format '{format}' was left out: {because}.")
}

/// Builds the last content that passed again for today. Nothing of it is kept: it was when it passed.
fn fall_back(arguments: &Arguments) -> Result<(), Failure> {
    let Some(last_good) = disk::last_good(&arguments.site.site)? else {
        terminal::say(
            "Nothing was published, and no content that passed has been kept yet: mend the errors above. A site that stood \
             before still stands, and archive dates have not taken effect on it.",
        );
        return Ok(());
    };
    let kept = disk::read(last_good.folder())?;
    let settings = pipeline::settings(&kept)?;
    let today = arguments.site.today(&settings);
    let (sources, withdrawn) = withdrawn_since(kept, arguments, today);
    // What passed had its other formats made, and most of them are kept still.
    let workshop = Workshop::open(&arguments.site.site);
    let options = Options {
        base_url: arguments.base_url.as_deref(),
        portable: arguments.portable,
        machine: Some(&workshop),
        ..Options::on(today)
    };
    let place = arguments.place();
    let output = Output::begin(&place, &arguments.site.site)?;
    let built = pipeline::build(&sources, &settings, &options, &|artifact| output.take(artifact))?;
    let Some(key) = built.report.approve() else {
        terminal::say(
            "The last content that passed does not pass today, so nothing was published: mend the errors above. A site that \
             stood before still stands, and archive dates have not taken effect on it.",
        );
        return Ok(());
    };
    let written = output.put_in_place(&key)?;
    let withdrawn = match withdrawn {
        0 => String::new(),
        1 => " 1 leaflet that was archived since is archived in it too.".to_owned(),
        number => format!(" {} leaflets that were archived since are archived in it too.", thousands(number)),
    };
    terminal::say(&format!(
        "There are errors, so the last content that passed was built again for {}: its archive dates take effect. It stands in \
         '{}': {} files.{withdrawn} Mend the errors above to publish what is new.",
        in_english(today),
        place.display(),
        thousands(written.files),
    ));
    Ok(())
}

/// The content that was kept, without what was withdrawn since; and how many leaflets that are.
fn withdrawn_since(kept: Sources, arguments: &Arguments, today: Date) -> (Sources, usize) {
    // What cannot be read now was told already.
    let Ok(now) = disk::read(&arguments.site.site) else { return (kept, 0) };
    let ((kept_texts, _), (now_texts, _)) = (pipeline::texts(&kept), pipeline::texts(&now));
    let kept = Texts { sources: &kept, manuscripts: &kept_texts };
    withdraw::carried_over(kept, Texts { sources: &now, manuscripts: &now_texts }, today)
}

impl Arguments {
    /// Where the site is put.
    fn place(&self) -> PathBuf {
        let site = &self.site.site;
        self.out.clone().unwrap_or_else(|| match site.as_os_str() == "." {
            true => PathBuf::from("public"),
            false => site.join("public"),
        })
    }
}

//! `pamphlet serve`

use std::path::PathBuf;

use super::outcome::Outcome;
use super::site_arguments::SiteArguments;
use super::terminal;
use crate::diagnostic::Failure;
use crate::serve::{self, Preview};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The port of the preview [default: 4711, or the next free one]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the preview in your browser
    #[arg(long)]
    open: bool,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let Arguments { site, port, open } = arguments;
    let folder: PathBuf = terminal::whole_path(&site.site)?;
    let today = Box::new(move |settings: &_| site.today(settings));
    let preview = Preview { site: folder, port, today, run: terminal::run_number() };
    serve::run(preview, |address| {
        terminal::say(&format!("The preview is at {address}"));
        terminal::say(&format!("All leaflets with their findings: {address}_desk/"));
        terminal::say("Pages update when you save a file. Only this computer can see them. Press Ctrl-C to stop.");
        if open {
            terminal::open_in_browser(address);
        }
    })?;
    terminal::say("The preview has stopped.");
    Ok(Outcome::Clean)
}

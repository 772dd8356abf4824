//! `pamphlet check`

use std::io::{BufWriter, IsTerminal, Write};

use super::outcome::{Outcome, cannot_print};
use super::site_arguments::SiteArguments;
use super::{explain, terminal};
use crate::check;
use crate::disk;
use crate::failure::Failure;
use crate::nearest::nearest;
use crate::pipeline::{self, Options};
use crate::present::{self, Format, Show};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How findings are shown [default: 'human' on a terminal, else 'spoken']
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatName>,
    /// Run this rule alone
    #[arg(long, value_name = "RULE")]
    only: Option<String>,
    /// Exit with 1 where there are warnings too
    #[arg(long, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Look at drafts too
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum FormatName {
    /// The line, a mark under the place, what to do
    Human,
    /// Whole sentences without drawing, for screen readers
    Spoken,
    /// For other programs
    Json,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Deny {
    /// Warnings count as errors do
    Warning,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if let Some(name) = &arguments.only
        && check::find(name).is_none()
    {
        return Err(explain::no_such_rule(name, nearest(name, check::RULES.iter().map(|rule| rule.name))));
    }
    let site = &arguments.site.site;
    let sources = if arguments.drafts { disk::read_with_drafts(site)? } else { disk::read(site)? };
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let options = Options { drafts: arguments.drafts, only: arguments.only.as_deref(), ..Options::on(today) };
    let report = pipeline::check(&sources, &settings, &options);
    let stdout = std::io::stdout().lock();
    let format = match arguments.format {
        Some(FormatName::Human) => Format::Human,
        Some(FormatName::Spoken) => Format::Spoken,
        Some(FormatName::Json) => Format::Json,
        None if stdout.is_terminal() => Format::Human,
        None => Format::Spoken,
    };
    let show = Show { format, today, colour: terminal::wants_colour(&stdout), advice: true };
    let mut out = BufWriter::new(stdout);
    let printed = present::write(&report, &sources, &show, &mut out).and_then(|()| out.flush());
    printed.map_err(|error| cannot_print(&error))?;
    let denied = arguments.deny.is_some() && report.counts().warnings > 0;
    Ok(if report.approve().is_some() && !denied { Outcome::Clean } else { Outcome::Findings })
}

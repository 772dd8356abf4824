//! `pamphlet check`

use std::io::{BufWriter, Stdout, Write};

use super::checked_site::CheckedSite;
use super::outcome::{Outcome, cannot_print};
use super::site_arguments::SiteArguments;
use super::{explain, fix, terminal};
use crate::check;
use crate::diagnostic::Failure;
use crate::disk::{self, LocalHost, VersionStore};
use crate::pipeline::{self, Options};
use crate::present::{self, FindingFormat, OutputOptions, RuleText};
use crate::text::nearest::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How to show findings [default: 'human' on a terminal and in a CI job, otherwise 'spoken']
    #[arg(long, value_name = "FORMAT")]
    format: Option<CheckFormat>,
    /// Run only this rule; cannot be used with '--formats'
    #[arg(long, value_name = "RULE")]
    only: Option<String>,
    /// Also exit with 1 if there are warnings
    #[arg(long, value_name = "SEVERITY")]
    deny: Option<Deny>,
    /// Check drafts too
    #[arg(long)]
    drafts: bool,
    /// Also make every page and every other format, and compare their words; nothing is written; cannot be used with '--only'
    #[arg(long, conflicts_with = "only")]
    formats: bool,
    /// Fix what can be fixed in only one way, then check again
    #[arg(long)]
    fix: bool,
    /// With --fix: show what would be fixed, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum CheckFormat {
    /// The line, a mark under the place, and what to do
    Human,
    /// Full sentences without marks, for screen readers
    Spoken,
    /// For other programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Workflow commands, for GitHub jobs
    Github,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Deny {
    /// Treat warnings as errors
    Warning,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if let Some(name) = &arguments.only
        && check::find(name).is_none()
    {
        return Err(explain::no_such_rule(name, nearest(name, check::RULES.iter().map(|rule| rule.name))));
    }
    let stdout = std::io::stdout();
    let format = match arguments.format {
        Some(CheckFormat::Human) => FindingFormat::Human,
        Some(CheckFormat::Spoken) => FindingFormat::Spoken,
        Some(CheckFormat::Json) => FindingFormat::Json,
        Some(CheckFormat::Sarif) => FindingFormat::Sarif,
        Some(CheckFormat::Github) => FindingFormat::Github,
        None => terminal::usual_format(&stdout),
    };
    // Programs that read the findings from standard output must get nothing else there.
    let mut print_changes = |text: &[u8]| {
        if format.is_for_people() { stdout.lock().write_all(text) } else { std::io::stderr().lock().write_all(text) }
    };
    let colour = match format.is_for_people() {
        true => terminal::wants_colour(&stdout),
        false => terminal::wants_colour(&std::io::stderr()),
    };
    let mut has_fixed = false;
    if arguments.fix {
        // Without settings, nothing can be checked.
        let sources = disk::read(&arguments.site.site)?;
        let findings = pipeline::faulty_settings(&sources);
        has_fixed = fix::apply(&sources, &findings, arguments.dry_run, colour, &mut print_changes)?;
    }
    let mut checked = check_site(arguments)?;
    if arguments.fix {
        checked = match arguments.dry_run {
            true => fix::show(checked, colour, &mut print_changes)?,
            false => fix::fix(checked, || check_site(arguments), has_fixed, colour, &mut print_changes)?,
        };
    }
    print(&checked, format, &arguments.site.folder(), &stdout)?;
    let denied = arguments.deny.is_some() && checked.report.counts().warnings > 0;
    Ok(if checked.report.permit_release().is_some() && !denied { Outcome::Clean } else { Outcome::Findings })
}

fn check_site(arguments: &Arguments) -> Result<CheckedSite, Failure> {
    let site = &arguments.site.site;
    let sources = if arguments.drafts { disk::read_with_drafts(site)? } else { disk::read(site)? };
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let store = VersionStore::of(site);
    let options = Options {
        drafts: arguments.drafts,
        only: arguments.only.as_deref(),
        objects: Some(&store),
        ..Options::on(today)
    };
    let report = match arguments.formats {
        // Nothing is cached either: the question is whether everything can be made from scratch.
        true => {
            let host = LocalHost::without_cache();
            let options = Options { machine: Some(&host), ..options };
            pipeline::build(&sources, &settings, &options, &|_| Ok(()))?.report
        }
        false => pipeline::check(&sources, &settings, &options),
    };
    Ok(CheckedSite { sources, report, today })
}

fn print(checked: &CheckedSite, format: FindingFormat, folder: &str, stdout: &Stdout) -> Result<(), Failure> {
    let rules = check::RULES.iter().map(|rule| RuleText {
        name: rule.name,
        severity: rule.severity,
        summary: rule.summary,
        documentation: rule.documentation,
    });
    let rules: Vec<RuleText<'_>> = rules.collect();
    let colour = terminal::wants_colour(stdout);
    let options = OutputOptions { format, today: checked.today, colour, advice: true, rules: &rules, folder };
    let mut out = BufWriter::new(stdout.lock());
    let printed = present::write(&checked.report, &checked.sources, &options, &mut out).and_then(|()| out.flush());
    printed.map_err(|error| cannot_print(&error))
}

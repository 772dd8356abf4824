//! `pamphlet withdraw`

use std::path::PathBuf;

use super::outcome::Outcome;
use super::site_arguments::DayArgument;
use super::terminal;
use crate::date::{Date, in_english};
use crate::diagnostic::Failure;
use crate::disk;
use crate::pipeline;
use crate::source::Sources;
use crate::text::unseen::visible_in_line;
use crate::versions::withdraw::{ReferenceKind, Withdrawal, WithdrawalRequest};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The reference of the leaflet
    #[arg(value_name = "REFERENCE")]
    reference: String,
    /// The reason, for readers of the notice that replaces the leaflet
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
    #[command(flatten)]
    day: DayArgument,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let sources = disk::read_with_drafts(&arguments.site)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.day.today(&settings);
    let wanted = WithdrawalRequest { reference: &arguments.reference, because: &arguments.because, today };
    let withdrawal = pipeline::withdraw(&sources, &settings, &wanted)?;
    // Every file is tested before any is changed, so that a foreseeable failure leaves no translation live.
    for file in &withdrawal.files {
        disk::may_fix(sources.file(file.source))?;
    }
    for file in &withdrawal.files {
        disk::fix(sources.file(file.source), &file.text)?;
    }
    let report = report(&withdrawal, &sources, today);
    terminal::print(&report)?;
    Ok(Outcome::Clean)
}

fn report(withdrawal: &Withdrawal, sources: &Sources, today: Date) -> String {
    let title = withdrawal.title.as_ref().map_or(String::new(), |title| format!(", '{title}',"));
    let mut report = format!("{}{title} is archived from today, {}.\n", withdrawal.reference, in_english(today));
    for file in &withdrawal.files {
        let day = file.archive_date.map_or("none".to_owned(), |day| day.to_string());
        let reason = file.archived_because.as_ref().map_or(String::new(), |reason| format!(", its reason '{reason}'"));
        report.push_str(&format!(
            "  Changed: {}. Its archive date was {day}{reason}.\n",
            visible_in_line(&sources.file(file.source).path)
        ));
    }
    if withdrawal.files.iter().any(|file| file.is_translation) {
        report.push_str("  The translations have the reason as you wrote it. Translate it there.\n");
    }
    if withdrawal.pointers.is_empty() {
        report.push_str("  No other file refers to it.\n");
    } else {
        report.push_str("  These files refer to it, and now lead to its notice:\n");
        for pointer in &withdrawal.pointers {
            let path = visible_in_line(&sources.file(pointer.source).path);
            report.push_str(&format!("  - {path}, line {}: {}\n", pointer.line, in_words(pointer.how)));
        }
    }
    report.push_str(
        "Next: run 'pamphlet build', then copy 'public' to your web host with a tool that also deletes files that are \
         no longer in 'public'. Otherwise its pictures and attached files stay live.\n\
         To undo this, restore the old archive date, remove the line 'archived_because', and build.\n",
    );
    report
}

fn in_words(how: ReferenceKind) -> &'static str {
    match how {
        ReferenceKind::Alternative => "names it among its alternatives",
        ReferenceKind::Related => "names it as related",
        ReferenceKind::Replaces => "says that it replaces it",
        ReferenceKind::ReplacedBy => "says that it was replaced by it",
        ReferenceKind::Holds => "is a pack that contains it",
        ReferenceKind::Links => "links to it",
    }
}

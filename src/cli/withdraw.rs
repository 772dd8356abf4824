//! `pamphlet withdraw`

use std::path::PathBuf;

use super::outcome::Outcome;
use super::site_arguments::DayArgument;
use super::terminal;
use crate::date::{Date, in_english};
use crate::disk;
use crate::failure::Failure;
use crate::pipeline;
use crate::source::Sources;
use crate::unseen::visible_in_line;
use crate::withdraw::{ReferenceKind, Withdrawal, WithdrawalRequest};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The reference of the leaflet
    #[arg(value_name = "REFERENCE")]
    reference: String,
    /// Why, for readers of the notice that stands in its place
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// The site folder: the one that holds 'content'
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
    // All of them are tried before any is changed: no translation stays live because of a fault that can be known.
    for file in &withdrawal.files {
        disk::may_fix(sources.file(file.source))?;
    }
    for file in &withdrawal.files {
        disk::fix(sources.file(file.source), &file.text)?;
    }
    let said = said(&withdrawal, &sources, today);
    terminal::print(&said)?;
    Ok(Outcome::Clean)
}

fn said(withdrawal: &Withdrawal, sources: &Sources, today: Date) -> String {
    let title = withdrawal.title.as_ref().map_or(String::new(), |title| format!(", '{title}',"));
    let mut said = format!("{}{title} is archived from today, {}.\n", withdrawal.reference, in_english(today));
    for file in &withdrawal.files {
        let day = file.archive_date.map_or("none".to_owned(), |day| day.to_string());
        let reason = file.archived_because.as_ref().map_or(String::new(), |reason| format!(", its reason '{reason}'"));
        said.push_str(&format!(
            "  Changed: {}. Its archive date was {day}{reason}.\n",
            visible_in_line(&sources.file(file.source).path)
        ));
    }
    if withdrawal.files.iter().any(|file| file.is_translation) {
        said.push_str("  The reason stands in the translations as you wrote it. Put it into their language there.\n");
    }
    if withdrawal.pointers.is_empty() {
        said.push_str("  No other text points at it.\n");
    } else {
        said.push_str("  These point at it, and lead to its notice from now on:\n");
        for pointer in &withdrawal.pointers {
            let path = visible_in_line(&sources.file(pointer.source).path);
            said.push_str(&format!("  - {path}, line {}: {}\n", pointer.line, in_words(pointer.how)));
        }
    }
    said.push_str(
        "Next: 'pamphlet build', then copy 'public' to your web host with a copy that also deletes what is no longer there. \
         Without that, its pictures and attached files stay live.\n\
         To undo it, write the old archive date again, take the line 'archived_because' out, and build.\n",
    );
    said
}

fn in_words(how: ReferenceKind) -> &'static str {
    match how {
        ReferenceKind::Alternative => "names it among its alternatives",
        ReferenceKind::Related => "names it as worth reading",
        ReferenceKind::Replaces => "says that it takes its place",
        ReferenceKind::ReplacedBy => "says that it was replaced by it",
        ReferenceKind::Holds => "holds it in a pack",
        ReferenceKind::Links => "links to it",
    }
}

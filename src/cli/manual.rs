//! `pamphlet manual`

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::outcome::{Outcome, cannot_print};
use super::terminal;
use crate::diagnostic::Failure;
use crate::disk::SiteOutput;
use crate::manual::{CHAPTERS, Chapter, Manual, ManualReader, for_terminal, page_path};
use crate::pipeline::{self, Options};
use crate::present::{self, OutputOptions};
use crate::text::nearest::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The chapter, or the name of a field, setting, command, rule or format; without one, all chapters are listed
    #[arg(value_name = "TOPIC")]
    topic: Option<String>,
    /// Show the manual in your browser, as a site that Pamphlet builds
    #[arg(long)]
    open: bool,
    /// With --open: the folder for that site [default: one in your cache folder]
    #[arg(long, value_name = "DIR", requires = "open")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, command: clap::Command) -> Result<Outcome, Failure> {
    let manual = Manual::new(command);
    let topic = arguments.topic.as_deref();
    if arguments.open {
        let chapter = topic.map(|topic| Manual::chapter(topic).ok_or_else(|| no_such_topic(&manual, topic)));
        return open(&manual, chapter.transpose()?, arguments.out.as_deref());
    }
    let text = match topic {
        None => list(),
        Some(topic) => match Manual::chapter(topic) {
            Some(chapter) => manual.text(chapter),
            None => entries(&manual, topic)?,
        },
    };
    let stdout = std::io::stdout();
    let text = match (topic, stdout.is_terminal()) {
        (Some(_), true) => for_terminal(&text, terminal::width().unwrap_or(80), terminal::wants_colour(&stdout)),
        _ => text,
    };
    stdout.lock().write_all(text.as_bytes()).map_err(|error| cannot_print(&error))?;
    Ok(Outcome::Clean)
}

/// The chapters by reader.
fn list() -> String {
    let width = CHAPTERS.iter().map(|chapter| chapter.topic.len()).max().unwrap_or(0);
    let mut text = String::new();
    for reader in ManualReader::ALL {
        text.push_str(&format!("{}\n", reader.heading()));
        for chapter in CHAPTERS.iter().filter(|chapter| chapter.reader == reader) {
            text.push_str(&format!("  {:width$}  {}\n", chapter.topic, chapter.title()));
        }
        text.push('\n');
    }
    text.push_str(
        "'pamphlet manual TOPIC' prints a chapter. 'pamphlet manual --open' shows the manual in your browser.\n",
    );
    text
}

fn entries(manual: &Manual, topic: &str) -> Result<String, Failure> {
    let entries = manual.entry_texts(topic);
    if entries.is_empty() { Err(no_such_topic(manual, topic)) } else { Ok(entries.join("\n")) }
}

fn no_such_topic(manual: &Manual, topic: &str) -> Failure {
    let topics = manual.topics();
    let nearest = nearest(topic, topics.iter().map(String::as_str));
    let nearest = nearest.map(|nearest| format!("Did you mean '{nearest}'? ")).unwrap_or_default();
    Failure::new(
        format!("The manual has no chapter or entry '{topic}'."),
        format!("{nearest}'pamphlet manual' lists all chapters."),
    )
}

/// Builds the manual as a site, and opens it, or the page of a chapter.
fn open(manual: &Manual, chapter: Option<&Chapter>, out: Option<&Path>) -> Result<Outcome, Failure> {
    let place = out.map_or_else(|| terminal::cache_folder().join("manual"), Path::to_path_buf);
    let sources = manual.site();
    let settings = pipeline::settings(&sources)?;
    let today = terminal::today(&settings.time_zone);
    let options = Options { portable: true, ..Options::on(today) };
    let output = SiteOutput::begin(&place, Path::new("."), &settings.keep)?;
    let built = pipeline::build(&sources, &settings, &options, &|artifact| output.take(artifact))?;
    let Some(key) = built.report.permit_release() else {
        let mut stderr = std::io::stderr().lock();
        let format = terminal::usual_format(&stderr);
        let show = OutputOptions { format, today, colour: false, advice: false, rules: &[], folder: "" };
        present::write(&built.report, &sources, &show, &mut stderr).map_err(|error| cannot_print(&error))?;
        return Ok(Outcome::Findings);
    };
    output.put_in_place(&key, None)?;
    let page = place.join(chapter.map_or_else(|| "index.html".to_owned(), page_path)).display().to_string();
    terminal::say(&format!("The manual is at '{page}'."));
    terminal::open_in_browser(&page);
    Ok(Outcome::Clean)
}

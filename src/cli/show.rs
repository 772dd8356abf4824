//! `pamphlet show`

use std::path::PathBuf;

use super::outcome::Outcome;
use super::site_arguments::parse_date;
use super::terminal;
use crate::date::{self, Date, in_english};
use crate::diagnostic::Failure;
use crate::disk::{self, VersionStore};
use crate::pipeline;
use crate::publication_log::{ObjectStore, TextKey, VersionObject};
use crate::text::unseen::visible;
use crate::versions::{PastVersion, WantedVersion, past_version, wording_as_text};

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The reference of the leaflet; not needed with --check
    #[arg(value_name = "REFERENCE", required_unless_present = "check")]
    reference: Option<String>,
    #[command(flatten)]
    which: Which,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
    /// The translation into this language, such as 'cy'
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ShowFormat,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// What readers had on this day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// The version with this number
    #[arg(long, value_name = "NUMBER")]
    version: Option<u32>,
    /// The version with this check code, which every format of a leaflet shows
    #[arg(long, value_name = "CODE")]
    check: Option<String>,
}

const AFTER_HELP: &str = "\
Exit status:
  0  the version was printed
  2  the record has no such version, or cannot be read";

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ShowFormat {
    /// The words, with who approved them and when they were published
    Text,
    /// The main part of the page as readers had it
    Html,
    /// The leaflet's file as it was published
    Md,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    disk::recover_record(&arguments.site);
    let sources = disk::read_record(&arguments.site)?;
    let record = pipeline::published_before(&sources);
    if let Some(why) = pipeline::damage_of_record(&sources, &record) {
        return Err(why);
    }
    let wanted = match &arguments.which {
        Which { on: Some(day), .. } => WantedVersion::On(*day),
        Which { version: Some(number), .. } => WantedVersion::Number(*number),
        Which { check, .. } => WantedVersion::Check(check.clone().unwrap_or_default()),
    };
    let key = arguments.reference.as_ref().map(|reference| TextKey::new(reference, arguments.language.as_deref()));
    let past = past_version(&record, key.as_ref(), &wanted)?;
    let object = object(&VersionStore::of(&arguments.site), &past)?;
    match arguments.format {
        ShowFormat::Text => terminal::print(&visible(&format!("{}{}", head(&past), wording_as_text(&object.wording))))?,
        ShowFormat::Html => terminal::print(&format!("{}\n", object.part))?,
        ShowFormat::Md => terminal::print(&object.source)?,
    }
    Ok(Outcome::Clean)
}

fn object(store: &VersionStore, past: &PastVersion<'_>) -> Result<VersionObject, Failure> {
    let bytes = past.version.object.and_then(|hash| store.object(&hash));
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(|| {
        Failure::new(
            "The words of this version are missing or damaged.",
            "'pamphlet versions --verify' names what is damaged. Restore the folder '.pamphlet/versions' from version \
             control or from a recent backup.",
        )
    })
}

/// The lines above the words: which version it is, when readers had it, and who approved it.
fn head(past: &PastVersion<'_>) -> String {
    let day = |text: &str| date::parse(text).map_or_else(|_| text.to_owned(), in_english);
    let PastVersion { version, state } = past;
    let language = version.language.as_ref().map_or(String::new(), |language| format!(" ({language})"));
    let mut head = format!(
        "{}{language} version {}, check {}\nPublished on {}\nLast updated {}, to be used until {}\n",
        version.entry.reference,
        version.version.unwrap_or(1),
        past.check_code(),
        day(&version.day),
        day(&state.entry.last_updated),
        day(&state.entry.archive_date),
    );
    match past.approved_by() {
        Some(by) => head.push_str(&format!("Approved by {by}\n")),
        None => head.push_str("No approval of these words is recorded\n"),
    }
    head.push('\n');
    head
}

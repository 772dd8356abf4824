//! `pamphlet review`

use std::path::{Path, PathBuf};

use super::decision::{DecidedLeaflet, DecidedSite};
use super::outcome::Outcome;
use super::terminal;
use crate::date::in_english;
use crate::diagnostic::Failure;
use crate::difference::{DatePair, REVIEW_GENERATOR, ReviewInputs, ReviewedVersion, data_address, review_page};
use crate::disk::{self, LocalHost, VersionStore};
use crate::pipeline::{self, Options};
use crate::publication_log::{ContentHash, LogLineKind, ObjectStore};
use crate::rendering::Host;
use crate::text::unseen::visible_in_line;
use crate::versions::ReviewedLeaflet;

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    leaflet: DecidedLeaflet,
    /// The file to write; by default 'review-REFERENCE.html' in the current folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Exit status:
  0  the page was written
  2  a failure, such as a reference that no leaflet has";

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let folder = &arguments.leaflet.site;
    let site = DecidedSite::read(folder, &arguments.leaflet.day)?;
    let store = VersionStore::of(folder);
    let options = Options { objects: Some(&store), ..Options::on(site.today) };
    let wanted = (arguments.leaflet.reference.as_str(), arguments.leaflet.language.as_deref());
    let reviewed = pipeline::review(&site.sources, &site.settings, &options, wanted)?;
    let page = page(&reviewed, &in_english(site.today), &store, &LocalHost::open(folder))?;
    let place = place(arguments, &reviewed);
    disk::write_own(&place, page.as_bytes(), REVIEW_GENERATOR)?;
    let words = Some(reviewed.label.wording);
    let is_published = site.record.last_version(&reviewed.key).is_some_and(|version| version.wording == words);
    let is_decided = site.record.decisions(&reviewed.key).any(|line| line.wording == words);
    if !is_published && !is_decided {
        let (proposal, _, _) = site.proposal(&arguments.leaflet)?;
        site.add_to_record(folder, vec![proposal.decision(LogLineKind::Sent, site.today)], None)?;
    }
    terminal::print(&report(&reviewed, &place))?;
    Ok(Outcome::Clean)
}

/// Where the page is written.
fn place(arguments: &Arguments, reviewed: &ReviewedLeaflet) -> PathBuf {
    arguments.out.clone().unwrap_or_else(|| {
        let letters = reviewed.reference.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
        let language = if reviewed.is_translation { format!("-{}", reviewed.language) } else { String::new() };
        PathBuf::from(format!("review-{}{language}.html", letters.collect::<String>()))
    })
}

/// The page of the approver.
fn page(reviewed: &ReviewedLeaflet, today: &str, store: &VersionStore, host: &dyn Host) -> Result<String, Failure> {
    let mut pictures: Vec<(String, String)> = Vec::new();
    for (hash, name, place) in &reviewed.pictures {
        pictures.push((hash.to_string(), data_address(name, &host.picture(place)?)));
    }
    let in_store = |hash: &str| {
        let hash: ContentHash = hash.parse().ok()?;
        let (_, name) = reviewed.published_pictures.iter().find(|(known, _)| *known == hash)?;
        Some(data_address(name, &store.object(&hash)?))
    };
    let picture = |hash: &str| {
        let known = pictures.iter().find(|(known, _)| known == hash).map(|(_, address)| address.clone());
        known.or_else(|| in_store(hash))
    };
    let published = reviewed.published.as_ref();
    Ok(review_page(&ReviewInputs {
        reference: &reviewed.reference,
        title: &reviewed.title,
        language: &reviewed.language,
        is_translation: reviewed.is_translation,
        version: reviewed.label.number,
        check_code: &reviewed.label.wording.check_code(),
        words: &reviewed.words,
        published: published.map(|version| ReviewedVersion {
            number: version.number,
            check: &version.check_code,
            day: &version.day,
            approved_by: version.approved_by.as_deref(),
            words: &version.words,
        }),
        dates: reviewed
            .dates
            .iter()
            .map(|date| DatePair { name: date.name, published: date.published.as_deref(), now: date.now.as_deref() })
            .collect(),
        today,
        picture: &picture,
    }))
}

fn report(reviewed: &ReviewedLeaflet, place: &Path) -> String {
    let ReviewedLeaflet { reference, label, path, .. } = reviewed;
    let code = label.wording.check_code();
    let against = match &reviewed.published {
        Some(published) if published.check_code == code => {
            format!("These are the words of version {}, which readers have.", published.number)
        }
        Some(published) => {
            format!("Changes are marked against version {}, published on {}.", published.number, published.day)
        }
        None => "It is new, so no changes are marked.".to_owned(),
    };
    let kind = if reviewed.is_next_version { ", the next version" } else { "" };
    format!(
        "Written to '{}': {} version {}, check {code}, from '{}'{kind}.\n{against}\nNext: send the file to whoever \
         approves this leaflet. The answer contains the check code.\n",
        place.display(),
        visible_in_line(reference),
        label.number,
        visible_in_line(path),
    )
}

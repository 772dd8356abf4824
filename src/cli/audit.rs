//! `pamphlet audit`

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::outcome::Outcome;
use super::site_arguments::DayArgument;
use super::terminal;
use crate::date::in_english;
use crate::diagnostic::Failure;
use crate::difference::{BagLeaflet, BagVersion, JOB_BAG_MARK, JobBag, job_bag, sample};
use crate::disk::{self, VersionStore};
use crate::pipeline;
use crate::publication_log::{ContentHash, LogLine, LogLineKind, ObjectStore, PublicationLog, TextKey, VersionObject};
use crate::settings::Settings;
use crate::versions::wording_as_text;

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The references of leaflets; without any, all leaflets of the record
    #[arg(value_name = "REFERENCE")]
    references: Vec<String>,
    /// Choose so many of them by chance
    #[arg(long, value_name = "NUMBER", requires = "seed")]
    sample: Option<usize>,
    /// The number from which the choice follows: the same number always chooses the same leaflets
    #[arg(long, value_name = "NUMBER", requires = "sample")]
    seed: Option<u64>,
    /// The archive to write
    #[arg(long, value_name = "FILE.zip")]
    out: PathBuf,
    /// The site folder, which contains 'content'
    #[arg(long, default_value = ".", value_name = "SITE")]
    site: PathBuf,
    #[command(flatten)]
    day: DayArgument,
}

const AFTER_HELP: &str = "\
Exit status:
  0  the archive was written
  2  a failure, such as a record that is damaged";

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let site = &arguments.site;
    disk::recover_record(site);
    let sources = disk::read(site)?;
    let settings = pipeline::settings(&sources)?;
    let record = pipeline::published_before(&sources);
    if let Some(why) = pipeline::damage_of_record(&sources, &record) {
        return Err(why);
    }
    if !record.has_begun {
        return Err(Failure::new(
            "There is no record of versions yet, so there is nothing to put into an archive.",
            "Run 'pamphlet build': the first build that publishes the site begins the record.",
        ));
    }
    let written = record.source.map_or("", |source| sources.file(source).text());
    let (references, chosen) = chosen(arguments, &record)?;
    let store = VersionStore::of(site);
    let leaflets = leaflets(&record, written, &references, &settings, &store)?;
    let number = leaflets.len();
    let bag = JobBag {
        site: &settings.title,
        today: &in_english(arguments.day.today(&settings)),
        program: env!("CARGO_PKG_VERSION"),
        chosen,
        record: (record.lines().len(), record.head()),
        files: files(&leaflets, &store),
        leaflets,
    };
    let archive = job_bag(&bag)?;
    disk::write_own(&arguments.out, &archive, JOB_BAG_MARK)?;
    let versions: usize = bag.leaflets.iter().map(|leaflet| leaflet.versions.len()).sum();
    terminal::print(&format!(
        "Written to '{}': {number} {} with {versions} {}. {}\nUnpack it, and open 'index.html'. \
         'sha256sum -c SHA256SUMS' checks all files.\n",
        arguments.out.display(),
        if number == 1 { "leaflet" } else { "leaflets" },
        if versions == 1 { "version" } else { "versions" },
        bag.chosen,
    ))?;
    Ok(Outcome::Clean)
}

/// The wanted references, in order, and how they were chosen.
fn chosen<'r>(arguments: &Arguments, record: &'r PublicationLog) -> Result<(Vec<&'r str>, String), Failure> {
    let wanted: BTreeSet<String> = arguments.references.iter().map(|reference| reference.to_lowercase()).collect();
    let known: BTreeMap<String, &str> =
        record.entries().map(|entry| (entry.reference.to_lowercase(), &*entry.reference)).collect();
    if let Some(unknown) = arguments.references.iter().find(|reference| !known.contains_key(&reference.to_lowercase()))
    {
        return Err(Failure::new(
            format!("The record of what was published has no leaflet with the reference '{unknown}'."),
            "'pamphlet versions' lists all leaflets that the record knows.",
        ));
    }
    let mut references: Vec<&str> =
        known.iter().filter(|(key, _)| wanted.is_empty() || wanted.contains(*key)).map(|(_, name)| *name).collect();
    let all = references.len();
    let chosen = match (arguments.sample, arguments.seed) {
        (Some(count), Some(seed)) => {
            references = sample(&references, count, seed);
            format!(
                "{} of {all} leaflets, chosen by chance with the number {seed}: those for which the SHA-256 of '{seed} \
                 REFERENCE' is the smallest.",
                references.len()
            )
        }
        _ if wanted.is_empty() => "All leaflets of the record.".to_owned(),
        _ => "The leaflets that were asked for.".to_owned(),
    };
    Ok((references, chosen))
}

/// The leaflets with these references, translations included.
fn leaflets<'a>(
    record: &'a PublicationLog,
    written: &'a str,
    references: &[&str],
    settings: &Settings,
    store: &VersionStore,
) -> Result<Vec<BagLeaflet<'a>>, Failure> {
    let wanted: BTreeSet<String> = references.iter().map(|reference| reference.to_lowercase()).collect();
    let mut leaflets: BTreeMap<TextKey, BagLeaflet<'a>> = BTreeMap::new();
    for (line, text) in record.lines().iter().zip(written.lines()) {
        let (reference, language) = (&*line.entry.reference, line.language.as_deref());
        if !wanted.contains(&reference.to_lowercase()) {
            continue;
        }
        let text_language = language.unwrap_or(settings.language.tag()).to_owned();
        let new = || BagLeaflet { reference, language, text_language, lines: Vec::new(), versions: Vec::new() };
        let leaflet = leaflets.entry(line.key()).or_insert_with(new);
        leaflet.lines.push((line, text));
        if line.kind == LogLineKind::Published && line.object.is_some() {
            leaflet.versions.push(version(line, store)?);
        }
    }
    Ok(leaflets.into_values().collect())
}

fn version<'a>(line: &'a LogLine, store: &VersionStore) -> Result<BagVersion<'a>, Failure> {
    let bytes = line.object.and_then(|hash| store.object(&hash));
    let object: Option<VersionObject> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let object = object.ok_or_else(|| {
        Failure::new(
            format!(
                "The words of {} version {} are missing or damaged.",
                line.entry.reference,
                line.version.unwrap_or(1)
            ),
            "'pamphlet versions --verify' names what is damaged. Restore the folder '.pamphlet/versions' from version \
             control or from a recent backup.",
        )
    })?;
    Ok(BagVersion { line, text: wording_as_text(&object.wording), object })
}

/// The other files that versions are made of.
fn files(leaflets: &[BagLeaflet<'_>], store: &VersionStore) -> BTreeMap<ContentHash, Vec<u8>> {
    let lines = leaflets.iter().flat_map(|leaflet| &leaflet.versions).flat_map(|version| &version.line.files);
    let hashes: BTreeSet<ContentHash> = lines.map(|file| file.hash).collect();
    hashes.into_iter().filter_map(|hash| Some((hash, store.object(&hash)?))).collect()
}

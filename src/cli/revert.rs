//! `pamphlet revert`

use super::decision::{DecidedLeaflet, DecidedSite, demanded};
use super::outcome::Outcome;
use super::terminal;
use crate::diagnostic::Failure;
use crate::disk::{self, VersionStore};
use crate::publication_log::{LogLine, LogLineKind, ObjectStore, TextKey, VersionObject};
use crate::source::Sources;
use crate::text::unseen::visible_in_line;
use crate::versions::{WantedVersion, past_version};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    leaflet: DecidedLeaflet,
    /// The number of the version whose words come back
    #[arg(long, value_name = "NUMBER")]
    to: u32,
    /// The reason, for the record
    #[arg(long, value_name = "TEXT")]
    because: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let because = demanded(&arguments.because, "--because", "The record must say why earlier words come back.")?;
    let folder = &arguments.leaflet.site;
    let site = DecidedSite::read(folder, &arguments.leaflet.day)?;
    let key = TextKey::new(&arguments.leaflet.reference, arguments.leaflet.language.as_deref());
    let reference = visible_in_line(&arguments.leaflet.reference);
    if site.record.last(&key).is_some_and(|line| line.kind == LogLineKind::Archived) {
        return Err(Failure::new(
            format!("{reference} was archived or withdrawn, so its earlier words cannot come back in this way."),
            "'pamphlet show' prints them. If readers need the leaflet again, write a new version of it, and have it \
             approved.",
        ));
    }
    let past = past_version(&site.record, Some(&key), &WantedVersion::Number(arguments.to))?;
    let store = VersionStore::of(folder);
    let lost = || {
        Failure::new(
            "The words of this version are missing or damaged.",
            "'pamphlet versions --verify' names what is damaged. Restore the folder '.pamphlet/versions' from version \
             control or from a recent backup.",
        )
    };
    let bytes = past.version.object.and_then(|hash| store.object(&hash)).ok_or_else(lost)?;
    let object: VersionObject = serde_json::from_slice(&bytes).map_err(|_| lost())?;
    // The live file may have another name since.
    let live = present_path(&site, &arguments.leaflet)?;
    let in_drafts = |path: &str| Some(format!("content/drafts/{}", path.strip_prefix("content/leaflets/")?));
    let Some(draft) = in_drafts(&live) else {
        return Err(Failure::new(
            format!("'{live}' is already the next version of {reference}."),
            "Publish it, or remove it if it is not needed, and run the command again.",
        ));
    };
    let mut written = vec![(draft.clone(), object.source.into_bytes())];
    for file in past.version.files.iter().filter(|file| file.path.starts_with("content/leaflets/")) {
        if is_the_same(&site.sources, &file.path, &file.hash.0) {
            continue;
        }
        let bytes = store.object(&file.hash).ok_or_else(lost)?;
        written.extend(in_drafts(&file.path).map(|place| (place, bytes)));
    }
    if let Some((place, _)) = written.iter().find(|(place, _)| disk::is_there(&folder.join(place))) {
        return Err(Failure::new(
            format!("'{place}' already exists, and existing files are not overwritten."),
            "Publish or remove the draft, and run the command again.",
        ));
    }
    for (place, bytes) in &written {
        disk::write_new(&folder.join(place), bytes)?;
    }
    let line = LogLine {
        language: past.version.language.clone(),
        version: past.version.version,
        entry: past.version.entry.clone(),
        wording: past.version.wording,
        note: Some(because.as_str().into()),
        ..LogLine::new(LogLineKind::Reverted, site.today.to_string())
    };
    site.add_to_record(folder, vec![line], None)?;
    terminal::print(&format!(
        "Created '{draft}' with the words of version {} of {reference}.\n  Reason: {}\n  Readers still have the live \
         words. Next: run 'pamphlet review {reference}' and 'pamphlet approve {reference}'.\n",
        arguments.to,
        visible_in_line(&because)
    ))?;
    Ok(Outcome::Clean)
}

/// The path of the file of the present or the next version.
fn present_path(site: &DecidedSite, leaflet: &DecidedLeaflet) -> Result<String, Failure> {
    let (proposal, _, _) = site.proposal(leaflet)?;
    Ok(site.sources.file(proposal.source).path.to_string())
}

/// Whether a picture of the site is unchanged.
fn is_the_same(sources: &Sources, path: &str, digest: &[u8; 32]) -> bool {
    let picture = sources.find(path).and_then(|id| sources.file(id).picture());
    picture.is_some_and(|picture| picture.digest == *digest)
}

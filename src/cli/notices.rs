//! Lets archive dates and withdrawals take effect when the site cannot be published.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::build_arguments::BuildArguments;
use super::terminal;
use crate::date::{Date, in_english};
use crate::diagnostic::Failure;
use crate::disk::{self, InPlaceUpdate, LastGood, LocalHost, SiteOutput, UpdateStats};
use crate::pipeline::{self, RebuildResult};
use crate::present::thousands;
use crate::rendering::Host;
use crate::rendering::{Artifact, Body};
use crate::settings::Settings;
use crate::source::Sources;

/// How many of the files that could not be written are listed.
const MAX_NAMED: usize = 10;

/// The content that a site is updated from.
struct NoticeSource {
    /// The site folder of its files.
    folder: PathBuf,
    sources: Sources,
    settings: Settings,
    today: Date,
    /// How many leaflets in it were archived after it was stored.
    archived_since: usize,
    /// Deletes the folder when dropped.
    _kept: LastGood,
}

/// Publishes archived notices: from the last content that passed, if it was stored, so that the rest of the site is as
/// last published; otherwise from the current content, of which only the notices are used.
///
/// # Errors
/// If an expired leaflet may still be on the site.
pub(super) fn take_effect(arguments: &BuildArguments) -> Result<(), Failure> {
    let kept = match kept_content(arguments) {
        Ok(kept) => kept,
        Err(failure) => {
            terminal::fail(&failure);
            None
        }
    };
    let Some(content) = kept else { return notices_alone(arguments) };
    let place = arguments.place();
    let day = in_english(content.today);
    let since = match content.archived_since {
        0 => String::new(),
        1 => " It includes 1 leaflet archived since then.".to_owned(),
        number => format!(" It includes {} leaflets archived since then.", thousands(number)),
    };
    let failure = match put_again(arguments, &content, &place) {
        Ok(written) => {
            terminal::say(&format!(
                "The last content that passed the checks was rebuilt for {day}, so that archive dates take effect. \
                 Site written to '{}': {}.{since} Fix the errors above to publish your changes.",
                place.display(),
                files(written),
            ));
            return Ok(());
        }
        Err(failure) => failure,
    };
    if !disk::holds_site(&place) {
        return Err(failure);
    }
    let artifacts = Mutex::default();
    let rebuilt = in_memory(arguments, &content.sources, &content.settings, content.today, true, &artifacts)?;
    let artifacts = in_order(artifacts, &rebuilt.notices);
    let update =
        InPlaceUpdate { place: &place, site: &content.folder, artifacts, goes: &|_, _| true, only_with_news: false };
    let updated = disk::update_in_place(&update, &rebuilt.key)?;
    if updated.is_nothing() && !arguments.or_last_good {
        return Ok(());
    }
    terminal::say(&format!(
        "The site in '{}' cannot be replaced as a whole, so its files were updated one by one for {day} from the last \
         content that passed the checks: {} written, {} removed.{since}",
        place.display(),
        files(updated.written),
        files(updated.removed),
    ));
    all_done(&updated)
}

/// The last content that passed, with later withdrawals applied; `None` if none was stored.
fn kept_content(arguments: &BuildArguments) -> Result<Option<NoticeSource>, Failure> {
    let site = &arguments.site.site;
    let Some(kept) = disk::last_good(site, &terminal::temporary_folder())? else { return Ok(None) };
    let folder = kept.folder().to_path_buf();
    let sources = disk::read(&folder)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let (sources, archived_since) = pipeline::with_archived_since(sources, &disk::read_readable(site), today);
    Ok(Some(NoticeSource { folder, sources, settings, today, archived_since, _kept: kept }))
}

/// Rebuilds content and replaces the site; returns the number of its files. If its theme or formats cannot be used, it
/// is built without them, so that archive dates still take effect.
fn put_again(arguments: &BuildArguments, content: &NoticeSource, place: &Path) -> Result<usize, Failure> {
    let site = &arguments.site.site;
    let plain = pipeline::with_built_in_theme(&content.sources, &content.settings);
    let own = (&content.sources, &content.settings);
    let built_in = (&plain.0, &plain.1);
    let mut fault = None;
    for ((sources, settings), with_formats) in [(own, true), (own, false), (built_in, true), (built_in, false)] {
        // Most formats of content that passed are still in the cache.
        let host = LocalHost::open(site);
        let machine: Option<&dyn Host> = if with_formats { Some(&host) } else { None };
        let options = arguments.options(content.today, machine);
        let output = SiteOutput::begin(place, site, &settings.keep)?.copying_from(&content.folder);
        match pipeline::build_again(sources, settings, &options, &|artifact| output.take(artifact)) {
            Ok(rebuilt) if rebuilt.is_whole => {
                let written = output.put_in_place(&rebuilt.key, None)?;
                terminal::say_left_over(&written.left_over);
                if !with_formats {
                    terminal::say(
                        "The other formats of the leaflets cannot be made, so the site was built without them.",
                    );
                }
                if std::ptr::eq(settings, built_in.1) {
                    terminal::say("The site's own theme cannot be used, so the built-in theme was used instead.");
                }
                return Ok(written.files);
            }
            Ok(_) => {}
            Err(failure) => fault = Some(failure),
        }
    }
    Err(fault.unwrap_or_else(|| {
        Failure::new(
            "The last content that passed the checks cannot be rebuilt, because its pages cannot be made.",
            "Fix the errors above, and build again.",
        )
    }))
}

/// Publishes only the notices of archived leaflets, from the current content.
fn notices_alone(arguments: &BuildArguments) -> Result<(), Failure> {
    let place = arguments.place();
    if !disk::holds_site(&place) {
        terminal::say(
            "Nothing was published: no earlier content that passed the checks is stored. Fix the errors above.",
        );
        return Ok(());
    }
    let site = &arguments.site.site;
    let sources = disk::read_readable(site);
    let Some(settings) = pipeline::settings_or_usual(&sources) else { return Ok(()) };
    let today = arguments.site.today(&settings);
    let artifacts = Mutex::default();
    let rebuilt = in_memory(arguments, &sources, &settings, today, false, &artifacts)?;
    let (mut notices, others): (Vec<_>, Vec<_>) =
        in_order(artifacts, &rebuilt.notices).into_iter().partition(|it| rebuilt.notices.contains(&it.path));
    // A leaflet whose file now has errors gets its notice from the record of its publication.
    if let Some(recorded) = pipeline::recorded_content(&sources) {
        let (recorded, _) = pipeline::with_archived_since(recorded, &sources, today);
        let artifacts = Mutex::default();
        let rebuilt = in_memory(arguments, &recorded, &settings, today, false, &artifacts)?;
        let known: HashSet<String> = notices.iter().map(|notice| notice.path.clone()).collect();
        let further = in_order(artifacts, &rebuilt.notices).into_iter();
        notices.extend(further.filter(|it| rebuilt.notices.contains(&it.path) && !known.contains(&it.path)));
    }
    let new: HashMap<String, Body> = others.into_iter().map(|artifact| (artifact.path, artifact.body)).collect();
    let folders: Vec<String> =
        notices.iter().filter_map(|notice| notice.path.strip_suffix("index.html").map(str::to_owned)).collect();
    let goes = |path: &str, bytes: &dyn Fn() -> Option<Vec<u8>>| goes_with_notices(path, bytes, &folders, &new);
    let update = InPlaceUpdate { place: &place, site, artifacts: notices, goes: &goes, only_with_news: true };
    let updated = disk::update_in_place(&update, &rebuilt.key)?;
    if updated.is_nothing() && !arguments.or_last_good {
        return Ok(());
    }
    terminal::say(&format!(
        "No earlier content that passed the checks is stored, so only the notices of archived leaflets were published \
         for {} in '{}': {} written, {} removed. Lists may still name these leaflets until the next build.",
        in_english(today),
        place.display(),
        files(updated.written),
        files(updated.removed),
    ));
    all_done(&updated)
}

/// Whether a file is removed when only notices are published: files of an archived leaflet, and files with words of
/// several leaflets that differ without the archived ones.
fn goes_with_notices(
    path: &str,
    bytes: &dyn Fn() -> Option<Vec<u8>>,
    folders: &[String],
    new: &HashMap<String, Body>,
) -> bool {
    if folders.iter().any(|folder| path.starts_with(folder.as_str())) {
        return true;
    }
    let is_file = path.starts_with("files/");
    let is_of_several = path.contains("compare/") || path.starts_with("search/") && path.ends_with(".js");
    match new.get(path) {
        Some(Body::Bytes(new)) if is_of_several => bytes().as_deref() != Some(new.as_slice()),
        Some(_) => false,
        None => is_file || is_of_several,
    }
}

/// Rebuilds content in memory.
fn in_memory(
    arguments: &BuildArguments,
    sources: &Sources,
    settings: &Settings,
    today: Date,
    with_formats: bool,
    artifacts: &Mutex<Vec<Artifact>>,
) -> Result<RebuildResult, Failure> {
    let host = LocalHost::open(&arguments.site.site);
    let machine: Option<&dyn Host> = if with_formats { Some(&host) } else { None };
    let build = |sources: &Sources, settings: &Settings, machine: Option<&dyn Host>| {
        if let Ok(mut artifacts) = artifacts.lock() {
            artifacts.clear();
        }
        pipeline::build_again(sources, settings, &arguments.options(today, machine), &|artifact| {
            if let Ok(mut artifacts) = artifacts.lock() {
                artifacts.push(artifact);
            }
            Ok(())
        })
    };
    match build(sources, settings, machine) {
        Ok(rebuilt) if rebuilt.is_whole => Ok(rebuilt),
        _ => {
            let (sources, settings) = pipeline::with_built_in_theme(sources, settings);
            build(&sources, &settings, None)
        }
    }
}

/// Files in the order they are written: notices first.
fn in_order(artifacts: Mutex<Vec<Artifact>>, notices: &[String]) -> Vec<Artifact> {
    let mut artifacts = artifacts.into_inner().unwrap_or_default();
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    artifacts.sort_by_key(|artifact| !notices.contains(&artifact.path));
    artifacts
}

/// `1 file`, `2,000 files`
fn files(number: usize) -> String {
    format!("{} {}", thousands(number), if number == 1 { "file" } else { "files" })
}

fn all_done(updated: &UpdateStats) -> Result<(), Failure> {
    if updated.failed.is_empty() {
        return Ok(());
    }
    for (path, why) in updated.failed.iter().take(MAX_NAMED) {
        terminal::say(&format!("'{}' cannot be updated: {why}.", path.display()));
    }
    Err(Failure::new(
        format!("Not updated: {}. Readers may still find an archived leaflet there.", files(updated.failed.len())),
        "Make the files named above and their folders writable, and build again. Until then, remove the archived \
         leaflets from the web host by hand.",
    ))
}

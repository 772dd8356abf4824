//! Archive dates and withdrawals that take effect where new words cannot be published.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::build::{Arguments, say_left_over};
use super::terminal;
use crate::artifact::{Artifact, Body};
use crate::date::{Date, in_english};
use crate::disk::{self, InPlaceUpdate, LastGood, LocalHost, SiteOutput, UpdateStats};
use crate::failure::Failure;
use crate::host::Host;
use crate::pipeline::{self, RebuildResult};
use crate::present::thousands;
use crate::settings::Settings;
use crate::source::Sources;

/// How many files that could not be written are named.
const MAX_NAMED: usize = 10;

/// The content that a site is brought up to date from.
struct NoticeSource {
    /// The site folder that its files lie in.
    folder: PathBuf,
    sources: Sources,
    settings: Settings,
    today: Date,
    /// How many leaflets are archived in it that were archived later than it was kept.
    archived_since: usize,
    /// The folder is gone when this is dropped.
    _kept: LastGood,
}

/// Puts archived notices in place. From the last content that passed where it was kept: then the whole site is as it was
/// published last, on the day it is. Otherwise from the content of now, of which nothing but the notices is used.
///
/// # Errors
/// Where an expired leaflet may still be there.
pub(super) fn take_effect(arguments: &Arguments) -> Result<(), Failure> {
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
        1 => " 1 leaflet that was archived since is archived in it too.".to_owned(),
        number => format!(" {} leaflets that were archived since are archived in it too.", thousands(number)),
    };
    let failure = match put_again(arguments, &content, &place) {
        Ok(written) => {
            terminal::say(&format!(
                "The last content that passed was built again for {day}, so its archive dates take effect. Site written to \
                 '{}': {}.{since} Fix what is named above to publish what is new.",
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
        "No new site can be put at '{}', so the files of the last content that passed were brought up to date there one by \
         one for {day}: {} written, {} removed.{since}",
        place.display(),
        files(updated.written),
        files(updated.removed),
    ));
    all_done(&updated)
}

/// The last content that passed, with what was withdrawn since; none where none was kept.
fn kept_content(arguments: &Arguments) -> Result<Option<NoticeSource>, Failure> {
    let site = &arguments.site.site;
    let Some(kept) = disk::last_good(site, &terminal::temporary_folder())? else { return Ok(None) };
    let folder = kept.folder().to_path_buf();
    let sources = disk::read(&folder)?;
    let settings = pipeline::settings(&sources)?;
    let today = arguments.site.today(&settings);
    let (sources, archived_since) = pipeline::with_archived_since(sources, &disk::read_readable(site), today);
    Ok(Some(NoticeSource { folder, sources, settings, today, archived_since, _kept: kept }))
}

/// Builds content again and puts it in place of the site; how many files it has. What keeps its theme or its formats from
/// being used does not keep its archive dates from taking effect.
fn put_again(arguments: &Arguments, content: &NoticeSource, place: &Path) -> Result<usize, Failure> {
    let site = &arguments.site.site;
    let plain = pipeline::with_built_in_theme(&content.sources, &content.settings);
    let own = (&content.sources, &content.settings);
    let built_in = (&plain.0, &plain.1);
    let mut fault = None;
    for ((sources, settings), with_formats) in [(own, true), (own, false), (built_in, true), (built_in, false)] {
        // What passed had its other formats made, and most of them are kept still.
        let workshop = LocalHost::open(site);
        let machine: Option<&dyn Host> = if with_formats { Some(&workshop) } else { None };
        let options = arguments.options(content.today, machine);
        let output = SiteOutput::begin(place, site, &settings.keep)?.copying_from(&content.folder);
        match pipeline::build_again(sources, settings, &options, &|artifact| output.take(artifact)) {
            Ok(rebuilt) if rebuilt.is_whole => {
                let written = output.put_in_place(&rebuilt.key)?;
                say_left_over(&written);
                if !with_formats {
                    terminal::say("The other formats of the leaflets could not be made, so the site has none of them.");
                }
                if std::ptr::eq(settings, built_in.1) {
                    terminal::say("The site's own theme cannot be used, so its pages have the built-in theme.");
                }
                return Ok(written.files);
            }
            Ok(_) => {}
            Err(failure) => fault = Some(failure),
        }
    }
    Err(fault.unwrap_or_else(|| {
        Failure::new(
            "The last content that passed cannot be built again, because its pages cannot be made.",
            "Fix what is named above, and build again.",
        )
    }))
}

/// Puts the notices of the content of now in the place of the leaflets that are archived, and nothing else.
fn notices_alone(arguments: &Arguments) -> Result<(), Failure> {
    let place = arguments.place();
    if !disk::holds_site(&place) {
        terminal::say("Nothing was published, and there is no kept content that passed. Fix what is named above.");
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
    // A leaflet whose file is faulty now has its notice by what was recorded when it was published.
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
        "There is no kept content that passed, so nothing new was published. For {}, the notices of archived leaflets \
         were put in place at '{}': {} written, {} removed. Lists may still name these leaflets until the next build.",
        in_english(today),
        place.display(),
        files(updated.written),
        files(updated.removed),
    ));
    all_done(&updated)
}

/// Whether a file goes where only notices are put in place: what belongs to an archived leaflet, and what shows words of
/// several leaflets and is not the same without the archived ones.
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

/// The files of content that is built again, in memory.
fn in_memory(
    arguments: &Arguments,
    sources: &Sources,
    settings: &Settings,
    today: Date,
    with_formats: bool,
    artifacts: &Mutex<Vec<Artifact>>,
) -> Result<RebuildResult, Failure> {
    let workshop = LocalHost::open(&arguments.site.site);
    let machine: Option<&dyn Host> = if with_formats { Some(&workshop) } else { None };
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

/// Files in the order in which they are written: notices first.
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
        terminal::say(&format!("'{}' could not be brought up to date: {why}.", path.display()));
    }
    Err(Failure::new(
        format!(
            "What could not be brought up to date: {}. Readers may still find an archived leaflet there.",
            files(updated.failed.len())
        ),
        "Allow writing to the files named above and to their folders, and build again; until then, take the archived leaflets \
         off the web host by hand.",
    ))
}

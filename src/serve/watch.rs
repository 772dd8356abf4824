//! News from the disk: which files of a site something happened to.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify_debouncer_full::notify::event::{EventKind, ModifyKind};
use notify_debouncer_full::notify::{Config, Error, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use super::request::PreviewRequest;
use crate::failure::Failure;

/// Editors save in several steps; a moment of quiet tells that they are done.
const QUIET: Duration = Duration::from_millis(20);

/// Goes on for as long as it is kept.
pub(super) struct Watcher {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
    site: PathBuf,
}

/// The folders that hold what a site is made from.
const FOLDERS: [&str; 2] = ["content", "themes"];

impl Watcher {
    /// Whether one of these places is a folder that holds what a site is made from: it may have come or gone as a whole.
    pub fn is_whole_folder(&self, places: &[PathBuf]) -> bool {
        places.iter().any(|place| FOLDERS.iter().any(|name| *place == self.site.join(name)))
    }

    /// Watches the folders that are there now.
    ///
    /// # Errors
    /// Where the system does not let them be watched.
    pub fn renew(&mut self) -> Result<(), Failure> {
        for name in FOLDERS {
            let place = self.site.join(name);
            // One that is watched already, or that was, is not watched twice.
            let _ = self.debouncer.unwatch(&place);
            if place.is_dir() {
                let watched = self.debouncer.watch(&place, RecursiveMode::Recursive);
                watched.map_err(|error| cannot(&self.site, &error))?;
            }
        }
        Ok(())
    }
}

fn cannot(site: &Path, error: &Error) -> Failure {
    Failure::new(
        format!("The folder '{}' cannot be watched for changes: the system says: {error}.", site.display()),
        "Close programs that watch many files, or restart the machine, and try again.",
    )
}

/// Tells of everything that happens in `content` and `themes` of a site folder.
///
/// # Errors
/// Where the system does not let them be watched.
pub(super) fn watch(site: &Path, asked: Sender<PreviewRequest>) -> Result<Watcher, Failure> {
    let folder = site.to_path_buf();
    let tell = move |result: DebounceEventResult| {
        let question = match result {
            Ok(events) if events.iter().any(|event| event.need_rescan()) => PreviewRequest::Anything,
            Ok(events) => {
                let mut places: Vec<PathBuf> = Vec::new();
                for event in events.iter().filter(|event| tells_of_files(event)) {
                    places.extend(event.paths.iter().filter(|place| is_watched(place, &folder)).cloned());
                }
                places.sort();
                places.dedup();
                if places.is_empty() {
                    return;
                }
                PreviewRequest::Touched(places)
            }
            Err(_) => PreviewRequest::Anything,
        };
        // Where nobody asks any more there is nobody to tell.
        let _ = asked.send(question);
    };
    let config = Config::default().with_follow_symlinks(false);
    let debouncer = new_debouncer_opt(QUIET, Some(QUIET / 4), tell, NoCache::new(), config);
    let mut watching =
        Watcher { debouncer: debouncer.map_err(|error| cannot(site, &error))?, site: site.to_path_buf() };
    // The site folder itself tells when one of the two comes or goes.
    let watched = watching.debouncer.watch(site, RecursiveMode::NonRecursive);
    watched.map_err(|error| cannot(site, &error))?;
    watching.renew()?;
    Ok(watching)
}

/// Whether an event says that something may be otherwise now: not that a file was read, nor that a folder's list was written.
fn tells_of_files(event: &DebouncedEvent) -> bool {
    match event.kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Name(_)) => true,
        EventKind::Modify(_) => !event.paths.iter().all(|place| place.is_dir()),
        _ => true,
    }
}

fn is_watched(place: &Path, site: &Path) -> bool {
    place.strip_prefix(site).is_ok_and(|below| FOLDERS.iter().any(|name| below.starts_with(name)))
}

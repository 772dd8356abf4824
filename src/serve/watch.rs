//! Watches the site folder for changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify_debouncer_full::notify::event::{EventKind, ModifyKind};
use notify_debouncer_full::notify::{Config, Error, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use super::request::PreviewRequest;
use crate::diagnostic::Failure;

/// Editors save in several steps; they are done after a moment without events.
const QUIET: Duration = Duration::from_millis(20);

/// Watches until it is dropped.
pub(super) struct Watcher {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
    site: PathBuf,
}

/// The folders that a site is made from.
const FOLDERS: [&str; 2] = ["content", "themes"];

impl Watcher {
    /// Whether one of the paths is `content` or `themes` itself, which may have been added or removed as a whole.
    pub fn is_whole_folder(&self, places: &[PathBuf]) -> bool {
        places.iter().any(|place| FOLDERS.iter().any(|name| *place == self.site.join(name)))
    }

    /// Watches the folders that exist now.
    ///
    /// # Errors
    /// If the operating system does not allow it.
    pub fn renew(&mut self) -> Result<(), Failure> {
        for name in FOLDERS {
            let place = self.site.join(name);
            // Unwatched first, so that no folder is watched twice.
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
        format!("The folder '{}' cannot be watched for changes. The system reports: {error}.", site.display()),
        "Close programs that watch many files, or restart the computer, and try again.",
    )
}

/// Reports everything that changes in `content` and `themes` of a site folder.
///
/// # Errors
/// If the operating system does not allow them to be watched.
pub(super) fn watch(site: &Path, asked: Sender<PreviewRequest>) -> Result<Watcher, Failure> {
    let folder = site.to_path_buf();
    let on_events = move |result: DebounceEventResult| {
        let question = match result {
            Ok(events) if events.iter().any(|event| event.need_rescan()) => PreviewRequest::Anything,
            Ok(events) => {
                let mut places: Vec<PathBuf> = Vec::new();
                for event in events.iter().filter(|event| is_change(event)) {
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
        // The worker may have stopped already.
        let _ = asked.send(question);
    };
    let config = Config::default().with_follow_symlinks(false);
    let debouncer = new_debouncer_opt(QUIET, Some(QUIET / 4), on_events, NoCache::new(), config);
    let mut watching =
        Watcher { debouncer: debouncer.map_err(|error| cannot(site, &error))?, site: site.to_path_buf() };
    // The site folder itself reports when one of the two is added or removed.
    let watched = watching.debouncer.watch(site, RecursiveMode::NonRecursive);
    watched.map_err(|error| cannot(site, &error))?;
    watching.renew()?;
    Ok(watching)
}

/// Whether an event is a change: not that a file was read, or that a folder's listing was updated.
fn is_change(event: &DebouncedEvent) -> bool {
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

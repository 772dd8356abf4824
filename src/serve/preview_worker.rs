//! The one thread that owns the texts: it processes each change, and answers requests in between.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use tokio::sync::watch;

use super::answer;
use super::background_scan::BackgroundScan;
use super::preview_state::{Memory, PreviewState};
use super::request::PreviewRequest;
use super::response_context::ResponseContext;
use super::watch::Watcher;
use crate::date::Date;
use crate::diagnostic::Failure;
use crate::disk::{self, VersionStore};
use crate::pipeline::Options;
use crate::pipeline::preview::{PreviewFiles, PreviewSite};
use crate::settings::Settings;
use crate::source::{SourceChange, Sources};

/// Returns today's date in the time zone of the site.
pub type TodayFn = Box<dyn Fn(&Settings) -> Date + Send>;

/// Pause between a change and the background check, so that open pages are served first.
const FIRST: Duration = Duration::from_millis(150);
/// Pause between a reply and the background check: a page is often followed by its style and pictures.
const NEXT: Duration = Duration::from_millis(10);

/// The state of the worker thread.
pub(super) struct PreviewWorker {
    site: PathBuf,
    kept: PreviewFiles,
    today: TodayFn,
    version: watch::Sender<PreviewState>,
    watching: Watcher,
    memory: Memory,
    /// Changes that cannot be processed until others follow.
    waiting: Vec<SourceChange>,
}

/// Why the worker stops answering from the current state of the files.
enum Wake {
    /// These paths changed; `None` if everything must be read again.
    Changed(Option<Vec<PathBuf>>),
    /// All senders of requests are gone.
    End,
}

impl PreviewWorker {
    /// Parses all files.
    ///
    /// # Errors
    /// If the settings cannot be read.
    pub fn new(
        site: PathBuf,
        sources: Sources,
        today: TodayFn,
        version: watch::Sender<PreviewState>,
        watching: Watcher,
    ) -> Result<Self, Failure> {
        // Parsing does not depend on the day.
        let kept = PreviewFiles::new(sources, &options(Date::constant(2000, 1, 1), &VersionStore::of(&site)))?;
        Ok(Self { site, kept, today, version, watching, memory: Memory::default(), waiting: Vec::new() })
    }

    /// Answers requests until all senders are gone.
    pub fn work(mut self, questions: &Receiver<PreviewRequest>) {
        let store = VersionStore::of(&self.site);
        loop {
            let options = options((self.today)(self.kept.settings()), &store);
            let (site, version, memory) = (&self.site, &self.version, &mut self.memory);
            let next = self
                .kept
                .open(&options, |open| answer_all(open, questions, &mut ResponseContext { site, version, memory }));
            let places = match next {
                Wake::Changed(places) => places,
                Wake::End => return,
            };
            let places = places.filter(|places| !self.watching.is_whole_folder(places));
            if places.is_none()
                && let Err(failure) = self.watching.renew()
            {
                self.trouble(failure);
            }
            let changed = match places {
                Some(places) => disk::read_again(&self.site, &places).map(|changes| self.take(changes, &options)),
                None => disk::read_with_drafts(&self.site).map(|sources| {
                    let changes = self.kept.changes_to(&sources);
                    self.waiting.clear();
                    self.take(changes, &options)
                }),
            };
            match changed {
                Ok(()) => {}
                Err(failure) => self.trouble(failure),
            }
        }
    }

    /// Applies changes, if there are any.
    fn take(&mut self, changes: Vec<SourceChange>, options: &Options<'_>) {
        let mut changes: Vec<SourceChange> = std::mem::take(&mut self.waiting).into_iter().chain(changes).collect();
        if let Some(failure) = self.kept.failure_after(&changes) {
            std::mem::swap(&mut self.waiting, &mut changes);
            self.trouble(failure);
            return;
        }
        let was_in_trouble = self.memory.trouble.take().is_some();
        if self.kept.differs(&changes) {
            self.kept.change(changes, options);
            self.announce_change();
        } else if was_in_trouble {
            self.announce_change();
        }
    }

    fn trouble(&mut self, failure: Failure) {
        self.memory.trouble = Some(failure);
        self.announce_change();
    }

    fn announce_change(&self) {
        self.version.send_modify(|version| {
            version.changes += 1;
            version.swept = false;
        });
    }
}

fn options(today: Date, store: &VersionStore) -> Options<'_> {
    Options { drafts: true, objects: Some(store), ..Options::on(today) }
}

/// Answers requests from one state of the files; checks all leaflets in between.
fn answer_all(open: &PreviewSite<'_>, questions: &Receiver<PreviewRequest>, context: &mut ResponseContext<'_>) -> Wake {
    let mut scan = BackgroundScan::new(open);
    let mut pause = FIRST;
    loop {
        let question = match scan.is_done() {
            true => questions.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => questions.recv_timeout(pause),
        };
        match question {
            Ok(PreviewRequest::Wanted(wanted, reply)) => {
                pause = NEXT;
                // The browser may no longer be waiting.
                let _ = reply.send(answer::to(&wanted, open, scan.together(), context));
            }
            Ok(PreviewRequest::Touched(places)) => return Wake::Changed(Some(places)),
            Ok(PreviewRequest::Anything) => return Wake::Changed(None),
            Err(RecvTimeoutError::Disconnected) => return Wake::End,
            Err(RecvTimeoutError::Timeout) => {
                pause = Duration::ZERO;
                scan.step(open, context.memory);
                if scan.is_done() {
                    context.version.send_modify(|version| version.swept = true);
                }
            }
        }
    }
}

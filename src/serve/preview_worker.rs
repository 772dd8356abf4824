//! The one thread that owns the texts: it links and plans them after each change, and answers in between.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use tokio::sync::watch;

use super::answer::{self, ResponseContext};
use super::background_scan::BackgroundScan;
use super::preview_state::{Memory, PreviewState};
use super::request::PreviewRequest;
use super::watch::Watcher;
use crate::date::Date;
use crate::disk;
use crate::failure::Failure;
use crate::pipeline::Options;
use crate::pipeline::preview::{PreviewFiles, PreviewSite};
use crate::settings::Settings;
use crate::source::{SourceChange, Sources};

/// What day it is where the site is at home.
pub type TodayFn = Box<dyn Fn(&Settings) -> Date + Send>;

/// Looking at all leaflets begins so long after a change: the pages that are open are asked for first.
const FIRST: Duration = Duration::from_millis(150);
/// And goes on so long after each answer: a page is often asked for with its style and pictures.
const NEXT: Duration = Duration::from_millis(10);

/// All that a preview works with.
pub(super) struct PreviewWorker {
    site: PathBuf,
    kept: PreviewFiles,
    today: TodayFn,
    stand: watch::Sender<PreviewState>,
    watching: Watcher,
    memory: Memory,
    /// Changes that cannot be looked at until others follow.
    waiting: Vec<SourceChange>,
}

/// Why a state of the files is left.
enum Wake {
    /// Something happened to these places, or somewhere.
    Changed(Option<Vec<PathBuf>>),
    /// Nobody asks any more.
    End,
}

impl PreviewWorker {
    /// Parses everything.
    ///
    /// # Errors
    /// Where the settings cannot be read.
    pub fn new(
        site: PathBuf,
        sources: Sources,
        today: TodayFn,
        stand: watch::Sender<PreviewState>,
        watching: Watcher,
    ) -> Result<Self, Failure> {
        // Parsing does not depend on the day.
        let kept = PreviewFiles::new(sources, &options(Date::constant(2000, 1, 1)))?;
        Ok(Self { site, kept, today, stand, watching, memory: Memory::default(), waiting: Vec::new() })
    }

    /// Answers until nobody asks any more.
    pub fn work(mut self, questions: &Receiver<PreviewRequest>) {
        loop {
            let options = options((self.today)(self.kept.settings()));
            let (site, stand, memory) = (&self.site, &self.stand, &mut self.memory);
            let next = self
                .kept
                .open(&options, |open| answer_all(open, questions, &mut ResponseContext { site, stand, memory }));
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

    /// Takes over what changed, where anything did.
    fn take(&mut self, changes: Vec<SourceChange>, options: &Options<'_>) {
        let mut changes: Vec<SourceChange> = std::mem::take(&mut self.waiting).into_iter().chain(changes).collect();
        if let Some(failure) = self.kept.refusal(&changes) {
            std::mem::swap(&mut self.waiting, &mut changes);
            self.trouble(failure);
            return;
        }
        let was_in_trouble = self.memory.trouble.take().is_some();
        if self.kept.differs(&changes) {
            self.kept.change(changes, options);
            self.tell();
        } else if was_in_trouble {
            self.tell();
        }
    }

    fn trouble(&mut self, failure: Failure) {
        self.memory.trouble = Some(failure);
        self.tell();
    }

    fn tell(&self) {
        self.stand.send_modify(|stand| {
            stand.changes += 1;
            stand.swept = false;
        });
    }
}

fn options(today: Date) -> Options<'static> {
    Options { drafts: true, ..Options::on(today) }
}

/// Answers from one state of the files; in between, looks at all leaflets.
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
                // A browser that does not wait any more needs no answer.
                let _ = reply.send(answer::to(&wanted, open, scan.together(), context));
            }
            Ok(PreviewRequest::Touched(places)) => return Wake::Changed(Some(places)),
            Ok(PreviewRequest::Anything) => return Wake::Changed(None),
            Err(RecvTimeoutError::Disconnected) => return Wake::End,
            Err(RecvTimeoutError::Timeout) => {
                pause = Duration::ZERO;
                scan.step(open, context.memory);
                if scan.is_done() {
                    context.stand.send_modify(|stand| stand.swept = true);
                }
            }
        }
    }
}

//! Progress on a terminal, shown when work takes longer than a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::ProgressBar;

use super::terminal::can_redraw;
use crate::present::thousands;

/// Shows progress until it is dropped.
pub(super) struct Progress {
    files: Arc<AtomicUsize>,
    done: Option<Sender<()>>,
    handle: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts. Nothing is shown in the first second, or if standard error is not a terminal that can redraw a line.
    pub(super) fn start() -> Self {
        let files = Arc::new(AtomicUsize::new(0));
        if !can_redraw(&std::io::stderr()) {
            return Self { files, done: None, handle: None };
        }
        let (done, wait) = channel();
        let counted = Arc::clone(&files);
        let handle = std::thread::Builder::new().spawn(move || show(&wait, &counted)).ok();
        Self { files, done: Some(done), handle }
    }

    /// Counts one more file.
    pub(super) fn count(&self) {
        self.files.fetch_add(1, Ordering::Relaxed);
    }
}

fn show(wait: &Receiver<()>, files: &AtomicUsize) {
    if wait.recv_timeout(Duration::from_secs(1)) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::new_spinner();
    while wait.recv_timeout(Duration::from_millis(120)) == Err(RecvTimeoutError::Timeout) {
        bar.set_message(match files.load(Ordering::Relaxed) {
            0 => "Reading and checking".to_owned(),
            number => format!("Building pages: {} files", thousands(number)),
        });
        bar.tick();
    }
    bar.finish_and_clear();
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(handle) = self.handle.take() {
            // Failing to draw progress is not an error.
            let _ = handle.join();
        }
    }
}

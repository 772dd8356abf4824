//! Options of a run.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::publication_log::ObjectStore;
use crate::rendering::Host;

/// Called with the name of each stage when it ends, to measure how long stages take.
#[derive(Clone, Copy)]
pub struct StageObserver<'a>(pub &'a (dyn Fn(&'static str) + Sync));

impl std::fmt::Debug for StageObserver<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("StageObserver")
    }
}

/// Options of a run that are not in the site folder.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The date on which to act.
    pub today: Date,
    /// A web address that overrides the one in `site.yaml`.
    pub base_url: Option<&'a str>,
    /// Whether links contain `index.html`.
    pub portable: bool,
    /// Whether drafts are included.
    pub drafts: bool,
    /// The rule to run, if only one.
    pub only: Option<&'a str>,
    /// Services of this machine, needed to make other formats of leaflets; `None` makes no other formats.
    pub machine: Option<&'a dyn Host>,
    /// Whether the site will be published, so that its versions are recorded.
    pub publishes: bool,
    /// The stored versions of leaflets, if they can be read.
    pub objects: Option<&'a dyn ObjectStore>,
    /// The paths of leaflets that are as they were last published: they passed the rules then, so nothing is reported
    /// about them.
    pub as_published: Option<&'a BTreeSet<Box<str>>>,
    /// Whether white space that readers do not see is removed from templates. Off only in tests that compare the two.
    pub minify: bool,
    /// Called at the end of each stage.
    pub reached: Option<StageObserver<'a>>,
}

impl Options<'_> {
    /// The default options for a date.
    pub fn on(today: Date) -> Self {
        Self {
            today,
            base_url: None,
            portable: false,
            drafts: false,
            only: None,
            machine: None,
            publishes: false,
            objects: None,
            as_published: None,
            minify: true,
            reached: None,
        }
    }

    pub(super) fn reached(&self, stage: &'static str) {
        if let Some(reached) = self.reached {
            reached.0(stage);
        }
    }
}

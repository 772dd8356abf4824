//! What every reply to the browser may need.

use std::path::Path;

use tokio::sync::watch;

use super::preview_state::{Memory, PreviewState};
use crate::diagnostic::Finding;
use crate::library::ManuscriptId;
use crate::pipeline::preview::PreviewSite;

/// What replies need in addition to the site itself.
pub(super) struct ResponseContext<'a> {
    pub site: &'a Path,
    pub version: &'a watch::Sender<PreviewState>,
    pub memory: &'a mut Memory,
}

/// Findings in one text.
pub(super) fn findings_in(id: ManuscriptId, open: &PreviewSite<'_>, together: Option<&[Finding]>) -> Vec<Finding> {
    let report = open.findings_in(id, together.unwrap_or_default());
    // Whether an exception is unused is known only after all texts were checked.
    let is_known = |finding: &&Finding| together.is_some() || finding.rule != "unused-exception";
    report.findings().iter().filter(is_known).cloned().collect()
}
